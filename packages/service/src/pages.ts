import type {Kind} from '@hubkit/model';
import type {Call} from './call.ts';
import {invalid} from './http/problem.ts';
import type {Stored} from './store/port.ts';

const DEFAULT_LIMIT = 50;

interface PageQuery {
  limit?: number | undefined;
  cursor?: string | undefined;
}

/** One page of what the caller may see, filtered where the rows are. */
export async function pageOf<K extends Kind, T>(
  call: Pick<Call, 'name' | 'params' | 'scope' | 'store' | 'cursors'>,
  {limit = DEFAULT_LIMIT, cursor}: PageQuery,
  {
    kind,
    where = {},
    scope = call.scope,
  }: {kind: K; where?: Record<string, string>; scope?: Call['scope']},
  shape: (rows: Stored<K>[]) => T[] | Promise<T[]>,
): Promise<{items: T[]; next: string | null}> {
  const list = JSON.stringify([call.name, call.params, where]);
  const after = cursor === undefined ? '' : call.cursors.open('page', list, cursor, call.scope);
  if (after === null) throw invalid('query/cursor', 'This is no cursor of this list.');
  const {items, more} = await call.store.list(scope, kind, {where, after, limit});
  const last = items.at(-1);
  return {
    items: await shape(items),
    next: more && last ? call.cursors.seal('page', list, last.id, call.scope) : null,
  };
}
