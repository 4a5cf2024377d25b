import {Task, TaskStatus} from '@lit/task';
import type {ReactiveControllerHost} from 'lit';

export interface ResourceOptions<A extends readonly unknown[], T> {
  /** What the load depends on. It runs again when one of them is another. */
  args(): A;
  /** Undefined while something that it needs is missing. */
  load(args: A, signal: AbortSignal): Promise<T> | undefined;
  isEmpty?(value: T): boolean;
  /** Lets go of what was loaded: when something else takes its place, or when it came too late. */
  dispose?(value: T): void;
  loaded?(value: T): void;
  failed?(error: unknown): void;
}

/**
 * Something that an element draws and has to fetch: waiting, loading, empty, error or ready.
 *
 * Acts in the update of its host, before the drawing. A late answer is dropped and let go of. When the host has left the
 * page for good, `release` lets go of all.
 */
export class Resource<A extends readonly unknown[], T> {
  readonly #task: Task<A, T>;
  readonly #options: ResourceOptions<A, T>;
  #held: T | undefined;

  constructor(host: ReactiveControllerHost, options: ResourceOptions<A, T>) {
    this.#options = options;
    this.#task = new Task<A, T>(host, {
      args: () => options.args(),
      task: async (args, {signal}) => {
        this.#letGo();
        const promise = options.load(args, signal);
        if (!promise) return new Promise<T>(() => undefined);
        const value = await promise;
        if (signal.aborted) {
          options.dispose?.(value);
          signal.throwIfAborted();
        }
        this.#held = value;
        options.loaded?.(value);
        return value;
      },
      onError: (error) => {
        if (!(error instanceof DOMException && error.name === 'AbortError'))
          options.failed?.(error);
      },
    });
  }

  get state(): 'loading' | 'empty' | 'error' | 'ready' {
    switch (this.#task.status) {
      case TaskStatus.ERROR:
        return 'error';
      case TaskStatus.COMPLETE: {
        const {value} = this;
        if (value === undefined) return 'loading';
        return this.#options.isEmpty?.(value) ? 'empty' : 'ready';
      }
      default:
        return 'loading';
    }
  }

  get value(): T | undefined {
    return this.#held;
  }

  get error(): unknown {
    return this.#task.error;
  }

  /** Loads again with the same arguments. */
  retry(): Promise<void> {
    return this.#task.run();
  }

  /** Lets go of what is held, and of what is on its way. */
  release(): void {
    this.#task.abort();
    this.#letGo();
  }

  #letGo(): void {
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) this.#options.dispose?.(held);
  }
}
