/** What every call takes besides its own arguments. */
export interface CallOptions {
  signal?: AbortSignal;
  /** One key for one change: pass the same one to repeat it. Made for you where you leave it out. */
  idempotencyKey?: string;
  /** Milliseconds for one attempt. */
  timeout?: number;
  /** Milliseconds for all attempts. */
  deadline?: number;
  /** Repeats after the first attempt; 0 means none. */
  retries?: number;
}

/** An answer with what came around it. */
export interface Answer<T> {
  data: T;
  response: Response;
  /** For `ifMatch`. */
  etag: string | null;
  requestId: string | null;
}

/** A call under way: `await` gives the data, `withResponse()` the answer around it too. One request, either way. */
export interface Call<T> extends PromiseLike<T> {
  withResponse(): Promise<Answer<T>>;
  catch<R = never>(rejected: (reason: unknown) => R | PromiseLike<R>): Promise<T | R>;
  finally(done: () => void): Promise<T>;
}

/** Wraps a request that has been sent. */
export function call<T>(answer: Promise<Answer<T>>): Call<T> {
  const data = () => answer.then((each) => each.data);
  return {
    // A failure that nobody looks at is reported once, for `answer`: no second promise is made until somebody asks.
    then: (fulfilled, rejected) => data().then(fulfilled, rejected),
    catch: (rejected) => data().catch(rejected),
    finally: (done) => data().finally(done),
    withResponse: () => answer,
  };
}
