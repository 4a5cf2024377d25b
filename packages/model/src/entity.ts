import type {Conflict, EntityRef} from '@hubkit/contract';
import type {Json} from './ports.ts';

/** What the service stores, by kind. Those that operations write have a path as their id (sync.md). */
export type Kind =
  | 'space'
  | 'member'
  | 'framework'
  | 'review'
  | 'access'
  | 'rating'
  | 'agreement'
  | 'action'
  | 'comment';

/** One stored entity. `version` counts writes of any of it, `revs` those of each field. */
export interface Entity {
  kind: Kind;
  id: string;
  version: number;
  revs: Record<string, number>;
  body: Record<string, Json>;
  /** Conflicts live in the entity, so whoever may not read it cannot know of them. */
  conflicts: Conflict[];
}

/**
 * The properties of a body that rules and lists may look at: each store keeps them where it can filter.
 *
 * A filter exists only for a name that stands here.
 */
export const columns = {
  space: [],
  member: ['subject'],
  framework: ['slug', 'release'],
  review: ['phase', 'selfReview', 'publishedAt'],
  access: ['review', 'member', 'capability', 'until', 'declared'],
  rating: ['review', 'criterion', 'rater'],
  agreement: ['review', 'criterion'],
  action: ['review', 'createdBy'],
  comment: ['review', 'target', 'targetKind', 'createdBy'],
} as const satisfies Record<Kind, readonly string[]>;

/** An `EntityRef` taken apart. */
export type ParsedRef =
  | {kind: 'review'; id: string; review: string}
  | {kind: 'access'; id: string; review: string; member: string}
  | {kind: 'rating'; id: string; review: string; criterion: string; rater: string}
  | {kind: 'agreement'; id: string; review: string; criterion: string}
  | {kind: 'action'; id: string}
  | {kind: 'comment'; id: string};

/** Takes a reference apart; `null` when it is none. */
export function parseRef(ref: string): ParsedRef | null {
  const [kind, first, second, third, ...rest] = ref.split('/');
  if (!first || rest.length) return null;
  const id = ref.slice(ref.indexOf('/') + 1);
  switch (kind) {
    case 'review':
      return second === undefined ? {kind, id, review: first} : null;
    case 'access':
      return second && third === undefined ? {kind, id, review: first, member: second} : null;
    case 'rating':
      return second && third ? {kind, id, review: first, criterion: second, rater: third} : null;
    case 'agreement':
      return second && third === undefined ? {kind, id, review: first, criterion: second} : null;
    case 'action':
    case 'comment':
      return second === undefined ? {kind, id} : null;
    default:
      return null;
  }
}

/** The reference of an entity that operations write. */
export function refOf(kind: ParsedRef['kind'], id: string): EntityRef {
  return `${kind}/${id}` as EntityRef;
}
