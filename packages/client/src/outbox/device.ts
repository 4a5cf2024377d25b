import type {Framework, Operation, ReviewState} from '@hubkit/contract';
import {openDB, type DBSchema, type IDBPDatabase} from 'idb';

/** One operation that waits, as the device keeps it. */
export interface Queued {
  /** Order of writing on this device. Two tabs may give the same: `opId` is what names an edit. */
  n: number;
  /** Service, space and person: nobody else sees or sends it. */
  owner: string;
  review: string;
  operation: Operation;
  /** Whether it may have reached the service: from then on its value is fixed. */
  sent: boolean;
  /** What the service said, if it said no. */
  refused?: {code: string; message: string};
}

/** The last state of an opened review: what is drawn when the service cannot be reached. */
export interface Snapshot {
  state: ReviewState;
  framework: Framework | null;
  /** When it was read. ISO 8601. */
  asOf: string;
}

interface Schema extends DBSchema {
  operations: {key: string; value: Queued; indexes: {owner: string}};
  snapshots: {
    key: [owner: string, review: string];
    value: Snapshot & {owner: string; review: string};
  };
  people: {key: string; value: {place: string; person: string}};
}

/**
 * What is kept on this device: operations before they are sent, and the last state of opened reviews.
 *
 * Every promise resolves once the transaction has completed, and rejects when the device could not keep it.
 */
export interface Device {
  /** Whether anything is really kept: a device without storage says so instead of pretending. */
  readonly keeps: boolean;
  operations(owner: string): Promise<Queued[]>;
  put(queued: readonly Queued[]): Promise<void>;
  /**
   * Changes operations that are there, in one transaction, and gives them as they stand then.
   *
   * Another tab may have sent one meanwhile, or had its outcome: only what is read and written in one step tells.
   */
  change(opIds: readonly string[], to: (queued: Queued) => Queued): Promise<Queued[]>;
  remove(opIds: readonly string[]): Promise<void>;
  snapshot(owner: string, review: string): Promise<Snapshot | undefined>;
  saveSnapshot(owner: string, review: string, snapshot: Snapshot): Promise<void>;
  /** The person of the last token at a place (service and space). */
  person(place: string): Promise<string | undefined>;
  savePerson(place: string, person: string): Promise<void>;
}

const open = (ended: () => void) =>
  openDB<Schema>('hubkit', 1, {
    upgrade(database) {
      database
        .createObjectStore('operations', {keyPath: 'operation.opId'})
        .createIndex('owner', 'owner');
      database.createObjectStore('snapshots', {keyPath: ['owner', 'review']});
      database.createObjectStore('people', {keyPath: 'place'});
    },
    // A newer version in another tab must not wait for this one.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      ended();
    },
    // Safari ends connections of pages that it puts aside.
    terminated: ended,
  });

/** Keeps things in IndexedDB. */
export function indexedDevice(): Device {
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  const database = async () => {
    opened ??= open(() => {
      opened = undefined;
    });
    try {
      return await opened;
    } catch (error) {
      // Storage may come back: a full disk is emptied, a prompt is answered.
      opened = undefined;
      throw error;
    }
  };
  return {
    keeps: true,
    operations: async (owner) => (await database()).getAllFromIndex('operations', 'owner', owner),
    async put(queued) {
      const transaction = (await database()).transaction('operations', 'readwrite', {
        durability: 'strict',
      });
      await Promise.all([...queued.map((each) => transaction.store.put(each)), transaction.done]);
    },
    async change(opIds, to) {
      const transaction = (await database()).transaction('operations', 'readwrite', {
        durability: 'strict',
      });
      const change = async (opId: string) => {
        const queued = await transaction.store.get(opId);
        if (!queued) return [];
        const changed = to(queued);
        await transaction.store.put(changed);
        return [changed];
      };
      const [changed] = await Promise.all([Promise.all(opIds.map(change)), transaction.done]);
      return changed.flat();
    },
    async remove(opIds) {
      const transaction = (await database()).transaction('operations', 'readwrite');
      await Promise.all([...opIds.map((opId) => transaction.store.delete(opId)), transaction.done]);
    },
    snapshot: async (owner, review) => (await database()).get('snapshots', [owner, review]),
    async saveSnapshot(owner, review, snapshot) {
      await (await database()).put('snapshots', {...snapshot, owner, review});
    },
    person: async (place) => (await (await database()).get('people', place))?.person,
    async savePerson(place, person) {
      await (await database()).put('people', {place, person});
    },
  };
}

/** Where there is no IndexedDB (Node, a sandboxed frame): works while the page lives and keeps nothing. */
export function forgetfulDevice(): Device {
  const refuse = () => Promise.reject(new Error('This device keeps nothing.'));
  return {
    keeps: false,
    operations: () => Promise.resolve([]),
    put: refuse,
    change: refuse,
    remove: () => Promise.resolve(),
    snapshot: () => Promise.resolve(undefined),
    saveSnapshot: () => Promise.resolve(),
    person: () => Promise.resolve(undefined),
    savePerson: () => Promise.resolve(),
  };
}

/** This environment's device. */
export function thisDevice(): Device {
  return typeof indexedDB === 'undefined' ? forgetfulDevice() : indexedDevice();
}
