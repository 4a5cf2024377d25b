import type {Handlers} from '../call.ts';
import {contentOf, frameworkId, frameworkOf, summaryOf} from '../frameworks.ts';
import {CallProblem} from '../http/problem.ts';
import {pageOf} from '../pages.ts';
import {visible} from '../patch.ts';
import {reading} from '../reading.ts';

const MOST_VERSIONS = 1000;

export const frameworks: Handlers<'frameworks.list' | 'frameworks.create' | 'frameworks.get'> = {
  'frameworks.list': async (call) => ({
    body: await pageOf(call, call.query, {kind: 'framework'}, (rows) => rows.map(summaryOf)),
  }),
  'frameworks.create': (call) =>
    call.write(async () => {
      const imported = frameworkOf(call.body, call.scope.at);
      if ('issues' in imported) {
        throw new CallProblem('invalid_framework', {issues: imported.issues});
      }
      const {framework, changes} = imported;
      const id = frameworkId(framework.id, framework.version);
      const reads = reading(call.store, call.scope);
      if (await reads.read('framework', id)) throw new CallProblem('already_exists');
      return {changes, answer: {body: framework}};
    }),
  'frameworks.get': async (call) => {
    const slug = call.params['framework'] ?? '';
    const {version} = call.query;
    if (version !== undefined) {
      return {body: contentOf(await visible(call, 'framework', frameworkId(slug, version)))};
    }
    const options = {where: {slug}, limit: MOST_VERSIONS};
    const {items} = await call.store.list(call.scope, 'framework', options);
    const [last] = items.toSorted((a, b) =>
      (a.body['createdAt'] as string) < (b.body['createdAt'] as string) ? 1 : -1,
    );
    if (!last) throw new CallProblem('not_found');
    return {body: contentOf(last)};
  },
};
