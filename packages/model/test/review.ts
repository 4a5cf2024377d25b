import {readFileSync} from 'node:fs';
import type {Framework, Operation} from '@hubkit/contract';
import type {DecisionContext, Entity, Json, Phase, Scope} from '@hubkit/model';

export const ids = {
  review: '01970000-0000-7000-8000-000000000001',
  space: '01970000-0000-7000-8000-000000000002',
  head: '01970000-0000-7000-8000-00000000000a',
  a: '01970000-0000-7000-8000-00000000000b',
  b: '01970000-0000-7000-8000-00000000000c',
  lead: '01970000-0000-7000-8000-00000000000d',
};

const file = new URL('fixtures/sample-framework.json', import.meta.url);
export const framework = {
  ...(JSON.parse(readFileSync(file, 'utf8')) as object),
  contentHash: 'c',
  structureHash: 's',
} as unknown as Framework;

export const criterion = 'learning.checking-understanding';
export const at = '2027-02-03T10:00:00.000Z';

export function review(body: Record<string, Json> = {}): Entity {
  return {
    kind: 'review',
    id: ids.review,
    version: 3,
    revs: {},
    conflicts: [],
    body: {
      phase: 'independent',
      selfReview: 'frozen',
      ratingMode: 'levels',
      focus: [criterion],
      enquiry: [],
      publishedAt: null,
      ...body,
    },
  };
}

export function access(
  member: string,
  capability: string,
  body: Record<string, Json> = {},
): Entity {
  return {
    kind: 'access',
    id: `${ids.review}/${member}`,
    version: 1,
    revs: {},
    conflicts: [],
    body: {review: ids.review, member, capability, until: null, declared: true, ...body},
  };
}

export function scope(member: string): Scope {
  return {space: ids.space, member, org: ids.space, role: 'school', at};
}

/** What a decision about a reviewer's own rating reads, with what a test says otherwise. */
export function context(
  over: Partial<DecisionContext> = {},
  phase: Phase = 'independent',
): DecisionContext {
  return {
    scope: scope(ids.a),
    who: {id: ids.a, name: 'Asha Brook'},
    entity: null,
    review: review({phase}),
    access: access(ids.a, 'reviewer'),
    framework,
    agreements: [],
    ...over,
  };
}

let made = 0;
/** A `set` of one field, with an id of its own. */
export function set(
  entity: string,
  field: string,
  value: Json,
  base = 0,
): Extract<Operation, {kind: 'set'}> {
  made++;
  return {
    kind: 'set',
    opId: `01970000-0000-7000-8000-${made.toString(16).padStart(12, '0')}`,
    entity: entity as Operation['entity'],
    field,
    base,
    value,
    at,
  };
}

export const myRating = `rating/${ids.review}/${criterion}/${ids.a}`;
