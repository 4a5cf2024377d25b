import {createHash} from 'node:crypto';
import type {Framework, Issue} from '@hubkit/contract';
import {routes} from '@hubkit/contract/routes';
import {
  canonical,
  checkFramework,
  criteriaOf,
  structureOf,
  type Entity,
  type FrameworkContent,
  type Scope,
} from '@hubkit/model';
import {misfits} from './http/parse.ts';
import {newRow} from './reading.ts';
import {DIRECTORY, serviceScope, type Changes, type Row, type Store} from './store/port.ts';

const sha256 = (value: unknown) => createHash('sha256').update(canonical(value)).digest('hex');

/** Which stored framework a pin names. */
export const frameworkId = (slug: string, version: string) => `${slug}/${version}`;

export type ImportedFramework = {framework: Framework; changes: Changes} | {issues: Issue[]};

/** Checks a file and says what would be stored: all of it, or what is wrong with it. */
export function frameworkOf(file: unknown, at: string): ImportedFramework {
  const checked = checkFramework(file);
  if ('issues' in checked) return checked;
  const content = {...checked.framework} as FrameworkContent & Partial<Framework>;
  // A file that was exported brings its hashes along: they are made anew.
  delete content.contentHash;
  delete content.structureHash;
  const framework: Framework = {
    ...content,
    contentHash: sha256(content),
    structureHash: sha256(structureOf(content)),
  };
  // What the rules of frameworks do not look at must still be what its readers are told it is.
  const issues = misfits(routes['frameworks.get'].returns, framework);
  if (issues.length) return {issues};
  const id = frameworkId(content.id, content.version);
  const body = {
    slug: content.id,
    release: content.version,
    createdAt: at,
    content: framework as unknown as Row['body'][string],
  };
  return {
    framework,
    changes: {
      expect: [{kind: 'framework', id, version: 0}],
      put: [newRow('framework', id, body)],
      audit: [{action: 'framework.create', target: `framework/${id}`}],
    },
  };
}

export function contentOf(row: Entity): Framework {
  return row.body['content'] as unknown as Framework;
}

/** A framework without its text. */
export function summaryOf(row: Entity) {
  const {id, version, title, language, contentHash, structureHash, ...rest} = contentOf(row);
  const criteria = criteriaOf({...rest, id, version, title, language, contentHash, structureHash});
  return {id, version, title, language, contentHash, structureHash, criteria: criteria.length};
}

/**
 * Stores a framework file in a space, as `hubkit import framework` does.
 *
 * @returns the framework, or what is wrong; then nothing is stored.
 * @throws Error - there is no such space.
 */
export async function importFramework(
  store: Store,
  {space, file, now = Date.now()}: {space: string; file: unknown; now?: number},
): Promise<{framework: Framework} | {issues: Issue[]}> {
  const at = new Date(now).toISOString();
  const imported = frameworkOf(file, at);
  if ('issues' in imported) return imported;
  const directory = serviceScope(DIRECTORY, at);
  if (!(await store.get(directory, 'space', space, {asService: true}))) {
    throw new Error(`There is no space ${space}. “hubkit space create” makes one.`);
  }
  const result = await store.commit(serviceScope(space, at), imported.changes);
  if (result.state === 'committed') return {framework: imported.framework};
  const message = 'This version is stored already. A version never changes: raise its number.';
  return {issues: [{pointer: '/version', message}]};
}

const MOST_KEPT = 100;

/** Reads frameworks, and keeps those read last: a version never changes. */
export function createFrameworks(store: Store) {
  const kept = new Map<string, Framework>();
  return {
    /** The framework that a review keeps; `null` for a narrative review. */
    async of(review: Entity | null, scope: Scope): Promise<Framework | null> {
      const pin = review?.body['framework'] as {id: string; version: string} | null | undefined;
      if (!pin) return null;
      const id = frameworkId(pin.id, pin.version);
      const name = `${scope.space} ${id}`;
      const known = kept.get(name);
      if (known) return known;
      const row = await store.get(scope, 'framework', id, {asService: true});
      if (!row) return null;
      const [oldest] = kept.keys();
      if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      kept.set(name, contentOf(row));
      return contentOf(row);
    },
  };
}
export type Frameworks = ReturnType<typeof createFrameworks>;
