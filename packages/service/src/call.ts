import type {PersonRef} from '@hubkit/contract';
import type {RouteName, routes} from '@hubkit/contract/routes';
import type {Scope} from '@hubkit/model';
import type {JWK} from 'jose';
import type {Cursors} from './cursors.ts';
import type {Frameworks} from './frameworks.ts';
import type {Principal} from './principal.ts';
import type {Changes, Store} from './store/port.ts';
import type {Streams} from './streams.ts';

/** What every call works with. */
export interface Setting {
  store: Store;
  cursors: Cursors;
  frameworks: Frameworks;
  streams: Streams;
  signingKey: JWK;
  url: string;
  /** ms since 1970. */
  clock: () => number;
}

type Output<S> = S extends {_zod: {output: infer O}} ? O : undefined;
type Table = typeof routes;
type Part<N extends RouteName, P extends string> =
  Table[N] extends Record<P, infer S> ? Output<S> : undefined;

/** What a route answers with, by the contract. */
export interface Answer<N extends RouteName = RouteName> {
  body: Part<N, 'returns'>;
  /** The version that the ETag says. */
  version?: number;
}

/** One call, checked against its row of the contract table. */
export interface Call<N extends RouteName = RouteName> extends Setting {
  name: N;
  params: Record<string, string>;
  query: Part<N, 'query'>;
  body: Part<N, 'body'>;
  /** Of `If-Match`; 0 where the route has none. */
  ifMatch: number;
  principal: Principal;
  /** The caller in the space of the path; in the directory where there is none. */
  scope: Scope;
  who: PersonRef;
  request: Request;
  /** Commits and answers; nothing is committed where nothing changes. */
  write: (plan: () => Promise<Plan<N>>) => Promise<Answer<N>>;
}

/** What a call would change, and what it then answers: decided anew whenever something it read has moved. */
export interface Plan<N extends RouteName = RouteName> {
  changes: Changes | null;
  answer: Answer<N>;
}

export type Handler<N extends RouteName> = (call: Call<N>) => Promise<Answer<N> | Response>;
export type Handlers<N extends RouteName = RouteName> = {[Name in N]: Handler<Name>};
