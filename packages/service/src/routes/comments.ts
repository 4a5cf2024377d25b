import {parseRef, refOf} from '@hubkit/model';
import type {Call, Handlers} from '../call.ts';
import {CallProblem} from '../http/problem.ts';
import {newId} from '../ids.ts';
import {pageOf} from '../pages.ts';
import {decideAll, visible} from '../patch.ts';
import {reading} from '../reading.ts';
import {commentShape} from '../shapes.ts';
import {removeEntity} from './actions.ts';

function create(call: Call<'comments.create'>) {
  return call.write(async () => {
    const {id = newId(call.clock()), target, text} = call.body;
    const about = parseRef(target);
    if (!about) throw new CallProblem('not_found');
    await visible(call, about.kind, about.id);
    const reads = reading(call.store, call.scope);
    if (await reads.read('comment', id)) throw new CallProblem('already_exists');
    const operation = {
      opId: newId(call.clock()),
      entity: refOf('comment', id),
      at: call.scope.at,
      kind: 'create',
      parent: refOf(about.kind, about.id),
      fields: {text},
    } as const;
    const pointerOf = (_: unknown, {pointer = ''}: {pointer?: string}) =>
      pointer === '/fields/text' ? '/text' : '/target';
    const changes = await decideAll(call, [operation], pointerOf, reads);
    const row = await reads.read('comment', id);
    if (!row) throw new CallProblem('not_found');
    return {changes, answer: {body: commentShape(row)}};
  });
}

export const comments: Handlers<'comments.list' | 'comments.create' | 'comments.delete'> = {
  'comments.list': async (call) => {
    const {target, ...query} = call.query;
    const list = {kind: 'comment', where: {target}} as const;
    return {body: await pageOf(call, query, list, (rows) => rows.map(commentShape))};
  },
  'comments.create': create,
  'comments.delete': (call) => removeEntity(call, 'comment', call.params['comment'] ?? ''),
};
