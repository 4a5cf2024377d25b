import type {Entity, Kind} from './entity.ts';
import {capabilities, roles, type Capability, type Phase, type Role, type Scope} from './scope.ts';

/**
 * Who may see a row, as data: each store compiles it into its own queries, so that pages, counts and streams are filtered
 * where the rows are. `review…` speaks of the review that the row belongs to (a review’s is itself); `capability` of what
 * the reader holds there, not ended.
 */
export type Predicate =
  | {all: readonly Predicate[]}
  | {any: readonly Predicate[]}
  | {everyone: true}
  | {column: string; in: readonly string[]}
  | {column: string; notIn: readonly string[]}
  | {mine: string}
  | {role: readonly Role[]}
  | {capability: readonly Capability[]; declared?: true}
  | {reviewPhase: readonly Phase[]}
  | {reviewSelf: readonly string[]}
  | {reviewFocus: 'criterion'}
  | {withinDaysOfPublication: number};

const anyPart: Predicate = {capability: capabilities};
// A reviewer declares ties to the school before any access (domain.md, rule 5).
const team: Predicate = {capability: ['lead', 'reviewer'], declared: true};
const school: Predicate = {capability: ['host', 'host-partner']};
const revealed: Predicate = {reviewPhase: ['moderation', 'agreed', 'published']};
const released: Predicate = {reviewPhase: ['agreed', 'published']};
const published: Predicate = {reviewPhase: ['published']};
const selfReviewShared: Predicate = {reviewSelf: ['shared', 'frozen']};

const agreed: Predicate = {
  any: [
    {all: [team, revealed]},
    {all: [school, released]},
    {all: [{capability: ['facilitator', 'reader']}, published]},
  ],
};

/** Which rows a reader sees. Source: domain.md, *Who sees what, when*; security.md, *the rules the service enforces*. */
export const rowRules: Record<Kind, Predicate> = {
  space: {everyone: true},
  framework: {everyone: true},
  member: {any: [{role: ['coordinator']}, {mine: 'id'}]},
  review: {any: [anyPart, {role: ['coordinator']}]},
  access: {any: [anyPart, {role: ['coordinator']}]},
  rating: {
    any: [
      {all: [{mine: 'rater'}, {capability: ['lead', 'reviewer']}]},
      {
        all: [
          {column: 'rater', in: ['self']},
          {
            any: [
              {capability: ['host']},
              {all: [team, selfReviewShared, {withinDaysOfPublication: 30}]},
              {all: [{capability: ['facilitator']}, selfReviewShared, {reviewFocus: 'criterion'}]},
            ],
          },
        ],
      },
      {all: [{column: 'rater', notIn: ['self']}, team, revealed]},
    ],
  },
  agreement: agreed,
  action: {any: [{capability: ['host', 'facilitator']}, {all: [{mine: 'createdBy'}, anyPart]}]},
  comment: {
    any: [
      {all: [{mine: 'createdBy'}, anyPart]},
      // The team's talk, by name: the school and its readers see what came of it.
      {all: [{column: 'targetKind', in: ['agreement']}, team, revealed]},
      {all: [{column: 'targetKind', in: ['action']}, {capability: ['host', 'facilitator']}]},
    ],
  },
};

const reportText: Predicate = {
  any: [
    {capability: ['host']},
    // The school writes these once the report is released: in moderation they are why it was opened again.
    {all: [team, revealed]},
    {all: [{capability: ['facilitator', 'reader']}, published]},
  ],
};

/** Fields of a visible row that only some of its readers see. What is not named is seen with the row. */
export const fieldRules: Partial<Record<Kind, Record<string, Predicate>>> = {
  review: {
    strengths: agreed,
    evenBetterIf: agreed,
    factualCheck: reportText,
    hostComment: reportText,
    reopenReason: {any: [{capability: ['host']}, team]},
    ownerOrg: {role: ['coordinator']},
  },
  access: {
    submitted: {any: [{mine: 'member'}, {capability: ['lead'], declared: true}]},
    independence: {any: [{mine: 'member'}, {capability: ['host', 'lead']}]},
  },
};

/** What the rules need to know of a row’s review and of the reader’s place in it. */
export interface Setting {
  review: Entity | null;
  /** The reader’s own access, if it has not ended. */
  access: {capability: Capability; declared: boolean} | null;
}

const DAY = 86_400_000;

/** Whether a rule lets this reader see this row. */
export function satisfies(
  rule: Predicate,
  row: Pick<Entity, 'id' | 'body'>,
  scope: Scope,
  setting: Setting,
): boolean {
  if ('all' in rule) return rule.all.every((each) => satisfies(each, row, scope, setting));
  if ('any' in rule) return rule.any.some((each) => satisfies(each, row, scope, setting));
  if ('everyone' in rule) return true;
  if ('mine' in rule) return (rule.mine === 'id' ? row.id : row.body[rule.mine]) === scope.member;
  if ('role' in rule) return rule.role.includes(scope.role);
  if ('capability' in rule) {
    const {access} = setting;
    return (
      access !== null &&
      rule.capability.includes(access.capability) &&
      (!rule.declared || access.declared)
    );
  }
  if ('column' in rule) {
    const value = row.body[rule.column] as string;
    return 'in' in rule ? rule.in.includes(value) : !rule.notIn.includes(value);
  }
  const review = setting.review?.body;
  if (!review) return false;
  if ('reviewPhase' in rule) return rule.reviewPhase.includes(review['phase'] as Phase);
  if ('reviewSelf' in rule) return rule.reviewSelf.includes(review['selfReview'] as string);
  if ('reviewFocus' in rule) {
    return (review['focus'] as string[]).includes(row.body[rule.reviewFocus] as string);
  }
  const at = review['publishedAt'];
  return (
    at === null ||
    at === undefined ||
    Date.parse(scope.at) - Date.parse(at as string) <= rule.withinDaysOfPublication * DAY
  );
}

/** Whether this reader sees this row at all. */
export function maySee(row: Entity, scope: Scope, setting: Setting): boolean {
  return satisfies(rowRules[row.kind], row, scope, setting);
}

/** Whether this reader, who sees the row, sees this field of it. */
export function maySeeField(row: Entity, field: string, scope: Scope, setting: Setting): boolean {
  const rule = fieldRules[row.kind]?.[field];
  return !rule || satisfies(rule, row, scope, setting);
}

/** Who is told of a change: people by name, and everyone who holds one of these in the review or the space. */
export interface Audience {
  members: string[];
  capabilities: Capability[];
  roles: Role[];
}

/**
 * Who may know that these fields of a row have changed, at the moment of the change.
 *
 * Read off the same rules, once for each kind of reader. A change that is later revealed does not join their feed: the
 * reveal writes an event of its own.
 */
export function audienceOf(
  row: Entity,
  changed: readonly string[],
  review: Entity | null,
  at: string,
): Audience {
  const nobody: Scope = {space: '', member: '', org: '', role: 'governor', at};
  const knows = (scope: Scope, access: Setting['access']) => {
    const setting = {review, access};
    if (!maySee(row, scope, setting)) return false;
    return changed.length === 0 || changed.some((field) => maySeeField(row, field, scope, setting));
  };
  const named = [row.id, row.body['rater'], row.body['createdBy'], row.body['member']].filter(
    (id): id is string => typeof id === 'string' && id !== 'self',
  );
  return {
    members: [...new Set(named)].filter(
      (member) =>
        capabilities.some((capability) =>
          knows({...nobody, member}, {capability, declared: true}),
        ) && !capabilities.every((capability) => knows(nobody, {capability, declared: true})),
    ),
    capabilities: capabilities.filter((capability) => knows(nobody, {capability, declared: true})),
    roles: roles.filter((role) => knows({...nobody, role}, null)),
  };
}
