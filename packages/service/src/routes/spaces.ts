import type {Handlers} from '../call.ts';
import {CallProblem, invalid} from '../http/problem.ts';
import {newId} from '../ids.ts';
import {pageOf} from '../pages.ts';
import {requireVersion} from '../patch.ts';
import {findMember} from '../principal.ts';
import {newRow, reading} from '../reading.ts';
import {spaceShape} from '../shapes.ts';
import {DIRECTORY, serviceScope, type Row} from '../store/port.ts';

const kinds = ['programme', 'trust', 'authority', 'partnership', 'school'];

export const spaces: Handlers<'spaces.list' | 'spaces.create' | 'spaces.get' | 'spaces.patch'> = {
  'spaces.list': async (call) => {
    const directory = serviceScope(DIRECTORY, call.scope.at);
    const {spaces: own, via, subject} = call.principal;
    if (own) {
      // A token is of one space; a key names a few. All fit one page.
      const isMember = async (space: string) =>
        via === 'key' || (await findMember(call.store, space, subject, call.scope.at)) !== null;
      const found = await call.store.getMany(directory, 'space', own);
      const rows = await Promise.all(
        found.map(async (row) => (row && (await isMember(row.id)) ? row : null)),
      );
      return {body: {items: rows.filter((row) => row !== null).map(spaceShape), next: null}};
    }
    const where = {kind: 'space', scope: directory} as const;
    return {body: await pageOf(call, call.query, where, (rows) => rows.map(spaceShape))};
  },
  'spaces.create': (call) =>
    call.write(async () => {
      const {kind, name, id = newId(call.clock())} = call.body;
      if (!kinds.includes(kind))
        throw invalid('/kind', `This must be one of: ${kinds.join(', ')}.`);
      if (call.principal.spaces) throw new CallProblem('forbidden');
      const reads = reading(call.store, call.scope);
      if (await reads.read('space', id)) throw new CallProblem('already_exists');
      const row = newRow('space', id, {kind, name, createdAt: call.scope.at});
      reads.put(row);
      const audit = [{action: 'space.create', target: `space/${id}`}];
      return {
        changes: {...reads.changes(), audit},
        answer: {body: spaceShape(row), version: row.version},
      };
    }),
  'spaces.get': async (call) => {
    const directory = serviceScope(DIRECTORY, call.scope.at);
    const row = await call.store.get(directory, 'space', call.params['space'] ?? '');
    if (!row) throw new CallProblem('not_found');
    return {body: spaceShape(row), version: row.version};
  },
  'spaces.patch': (call) =>
    call.write(async () => {
      const reads = reading(call.store, serviceScope(DIRECTORY, call.scope.at));
      const row = await reads.read('space', call.params['space'] ?? '');
      if (!row) throw new CallProblem('not_found');
      requireVersion(call, row.version);
      const body = {...row.body, ...(call.body as Row['body'])};
      const next = {...row, version: row.version + 1, body};
      reads.put(next);
      const audit = [{action: 'space.patch', target: `space/${row.id}`}];
      return {
        changes: {...reads.changes(), audit},
        answer: {body: spaceShape(next), version: next.version},
      };
    }),
};
