import type * as z from 'zod/mini';
import type {KnownProblemCode} from './problem.ts';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** What a caller's key or token must hold. `none` is public. */
export type RouteScope = 'none' | 'any' | 'read' | 'write' | 'admin' | 'mint';

/** One row of the contract table. Router, SDK method, types, OpenAPI and fuzzer derive from it. */
export interface Route {
  method: Method;
  /** Below `/v1`, with `{parameter}`s. */
  path: string;
  scope: RouteScope;
  query?: z.core.$ZodType;
  body?: z.core.$ZodType;
  /** Absent: 204, no body. */
  returns?: z.core.$ZodType;
  /** Beyond those that any route can give. */
  errors?: readonly KnownProblemCode[];
  /** PATCH and DELETE: the caller says which version it saw. */
  ifMatch?: true;
  /** The answer carries an ETag: the entity's version. */
  etag?: true;
  /** Largest body, in bytes. */
  bodyLimit?: number;
  /** `stream`: server-sent events instead of JSON. */
  kind?: 'stream';
}

/** Declares one row, keeping its literal types. */
export function route<const R extends Route>(declared: R): R {
  return declared;
}

/** The parameters of a path, in order: `/spaces/{space}/reviews/{review}` gives `['space', 'review']`. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}
