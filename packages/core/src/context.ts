import {ContextConsumer, ContextRoot, createContext} from '@lit/context';
import type {HubClient} from '@hubkit/client';
import type {ReactiveControllerHost} from 'lit';

/**
 * What `<hub-connection>` gives to the elements inside it.
 *
 * The key is the same in every copy of this package, so that two bundles on one page find each other.
 */
export const clientContext = createContext<HubClient | null>(Symbol.for('hubkit:client'));

const ATTACHED = Symbol.for('hubkit:context-root');

/**
 * Lets a connection that upgrades after its children be found: the document remembers who asked.
 *
 * Acts once a document, however often it is called and by however many copies of this package.
 */
export function attachContextRoot(root: Document = document): void {
  const marked = root as Document & {[ATTACHED]?: true};
  if (marked[ATTACHED]) return;
  marked[ATTACHED] = true;
  new ContextRoot().attach(root.documentElement);
}

/**
 * The client of the nearest connection around an element, or null while there is none.
 *
 * Asks when its host is connected, and again wherever the host is moved to.
 */
export class ConnectedClient {
  #consumer: ContextConsumer<typeof clientContext, ReactiveControllerHost & HTMLElement>;

  constructor(host: ReactiveControllerHost & HTMLElement, changed: () => void) {
    this.#consumer = new ContextConsumer(host, {
      context: clientContext,
      subscribe: true,
      callback: changed,
    });
    host.addController({
      hostConnected: () => {
        attachContextRoot(host.ownerDocument);
      },
    });
    // The root must listen before the consumer asks, and controllers connect in the order they were added.
    host.removeController(this.#consumer);
    host.addController(this.#consumer);
  }

  get value(): HubClient | null {
    return this.#consumer.value ?? null;
  }
}
