/** Drafts on this device: one value a key, in a database of our own. Nothing here throws; storage may be missing. */
const NAME = 'hubkit-drafts';

function open(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open(NAME, 1);
      request.onupgradeneeded = () => request.result.createObjectStore(NAME);
      request.onsuccess = () => {
        resolve(request.result);
      };
      request.onerror = request.onblocked = () => {
        resolve(null);
      };
    } catch {
      // A sandboxed frame throws at the very name.
      resolve(null);
    }
  });
}

async function run<T>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<{value: T} | null> {
  const database = await open();
  if (!database) return null;
  return new Promise((resolve) => {
    try {
      const transaction = database.transaction(NAME, mode);
      const request = act(transaction.objectStore(NAME));
      transaction.oncomplete = () => {
        resolve({value: request.result});
      };
      transaction.onabort = transaction.onerror = () => {
        resolve(null);
      };
    } catch {
      resolve(null);
    }
  }).finally(() => {
    database.close();
  }) as Promise<{value: T} | null>;
}

/** What was kept under a key; undefined for nothing, or where nothing can be kept. */
export async function kept(key: string): Promise<unknown> {
  return (await run('readonly', (store) => store.get(key) as IDBRequest<unknown>))?.value;
}

/** Keeps a value. False where it could not be. */
export async function keep(key: string, value: unknown): Promise<boolean> {
  return (await run('readwrite', (store) => store.put(value, key))) !== null;
}
