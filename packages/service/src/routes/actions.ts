import {refOf} from '@hubkit/model';
import type {Call, Handlers} from '../call.ts';
import {CallProblem} from '../http/problem.ts';
import {newId} from '../ids.ts';
import {pageOf} from '../pages.ts';
import {decideAll, patchEntity, requireVersion, visible} from '../patch.ts';
import {reading} from '../reading.ts';
import {actionShape} from '../shapes.ts';

const actionId = (call: {params: Record<string, string>}) => call.params['action'] ?? '';

function create(call: Call<'actions.create'>) {
  return call.write(async () => {
    const {id = newId(call.clock()), review, ...fields} = call.body;
    await visible(call, 'review', review);
    const reads = reading(call.store, call.scope);
    if (await reads.read('action', id)) throw new CallProblem('already_exists');
    const operation = {
      opId: newId(call.clock()),
      entity: refOf('action', id),
      at: call.scope.at,
      kind: 'create',
      parent: refOf('review', review),
      fields,
    } as const;
    const pointerOf = (_: unknown, {pointer = '/'}: {pointer?: string}) =>
      pointer.replace(/^\/(fields|entity|parent)/, '') || '/';
    const changes = await decideAll(call, [operation], pointerOf, reads);
    const row = await reads.read('action', id);
    if (!row) throw new CallProblem('not_found');
    return {changes, answer: {body: actionShape(row), version: row.version}};
  });
}

function patch(call: Call<'actions.patch'>) {
  return call.write(async () => {
    await visible(call, 'action', actionId(call));
    const {changes, row} = await patchEntity(call, refOf('action', actionId(call)), call.body);
    if (!row) throw new CallProblem('not_found');
    return {changes, answer: {body: actionShape(row), version: row.version}};
  });
}

/** Takes an action or a comment away, if it still has the version that the caller saw. */
export function removeEntity(
  call: Call<'actions.delete'> | Call<'comments.delete'>,
  kind: 'action' | 'comment',
  id: string,
) {
  return call.write(async () => {
    const reads = reading(call.store, call.scope);
    const row = await reads.readVisible(kind, id);
    if (!row) throw new CallProblem('not_found');
    requireVersion(call, row.version);
    const operation = {
      opId: newId(call.clock()),
      entity: refOf(kind, id),
      at: call.scope.at,
      kind: 'remove',
      base: row.version,
    } as const;
    const changes = await decideAll(call, [operation], () => '/', reads);
    return {changes, answer: {body: undefined}};
  });
}

export const actions: Handlers<
  'actions.list' | 'actions.create' | 'actions.get' | 'actions.patch' | 'actions.delete'
> = {
  'actions.list': async (call) => {
    const {review, ...query} = call.query;
    const where = review === undefined ? {} : {review};
    return {
      body: await pageOf(call, query, {kind: 'action', where}, (rows) => rows.map(actionShape)),
    };
  },
  'actions.create': create,
  'actions.get': async (call) => {
    const row = await visible(call, 'action', actionId(call));
    return {body: actionShape(row), version: row.version};
  },
  'actions.patch': patch,
  'actions.delete': (call) => removeEntity(call, 'action', actionId(call)),
};
