/**
 * The house, as data: what each package may import in its `src`. The lint reads it; so may a person.
 *
 * A package sees only those on lower floors. Everything that is not named here is forbidden.
 */
export interface Room {
  /** Our packages that it may import, without the scope. */
  readonly sees?: readonly string[];
  /** Our packages of which it may import types only, by `import type`. */
  readonly types?: readonly string[];
  /** Other people's packages; an entry with a path (`zod/mini`) allows that path alone. */
  readonly outside?: readonly string[];
  /** Folders or files of `src` that may use `node:` modules; `['']` is all of it. */
  readonly node?: readonly string[];
}

const lit = ['lit', '@lit/context', '@lit/task'];

export const house: Readonly<Record<string, Room>> = {
  // Ground.
  contract: {outside: ['zod/mini']},
  // Floor 1: no I/O, no DOM, no clock.
  model: {types: ['contract'], outside: ['node-diff3', 'fractional-indexing']},
  // Floor 2.
  client: {sees: ['contract', 'model'], outside: ['ky', 'idb'], node: ['node/']},
  // Floor 3.
  core: {types: ['client'], outside: [...lit, '@shoelace-style/localize', 'lucide']},
  // Floor 4.
  'hub-connection': {sees: ['core', 'client', 'model'], outside: lit},
  'review-rubric': {sees: ['core', 'model'], types: ['client'], outside: lit},
  // Floor 5.
  embed: {sees: ['client', 'hub-connection', 'review-rubric'], node: ['']},
  service: {
    sees: ['contract', 'model'],
    outside: ['hono', '@hono/node-server', 'jose'],
    node: [''],
  },
  // Top.
  cli: {sees: ['contract', 'service', 'client', 'embed'], node: ['']},
};
