import type {
  Access,
  Action,
  Agreement,
  Comment,
  Independence,
  Member,
  Rating,
  Review,
  Space,
} from '@hubkit/contract';
import {maySeeField, type Entity, type Scope, type Setting} from '@hubkit/model';

/** The fields of a rating that a person writes. */
export const ratingFields = [
  'answer',
  'reason',
  'narrative',
  'confidence',
  'strengths',
  'evenBetterIf',
  'note',
] as const;

/** Properties of a body that are there; what was never written stays absent. */
function present(body: Entity['body'], names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    names.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]),
  );
}

const at = (body: Entity['body'], name: string) => body[name] as string;

export function spaceShape({id, version, body}: Entity): Space {
  return {
    id,
    kind: at(body, 'kind'),
    name: at(body, 'name'),
    createdAt: at(body, 'createdAt'),
    version,
  };
}

export function memberShape({id, version, body}: Entity): Member {
  return {
    id,
    name: at(body, 'name'),
    role: at(body, 'role'),
    organisation: body['organisation'] as unknown as Member['organisation'],
    createdAt: at(body, 'createdAt'),
    version,
  };
}

/** The facts of a review’s process, for everyone who may know of it. */
export function reviewShape({id, version, body}: Entity): Review {
  const names = ['subject', 'framework', 'ratingMode', 'focus', 'phase', 'selfReview', 'enquiry'];
  return {id, version, createdAt: at(body, 'createdAt'), ...present(body, names)} as Review;
}

export function ratingShape({version, body}: Entity): Rating {
  return {
    criterion: at(body, 'criterion'),
    rater: at(body, 'rater'),
    ...present(body, ratingFields),
    version,
    updatedAt: at(body, 'updatedAt'),
  };
}

/** What an agreement says, filled in where the lead has not written yet. */
export function agreementShown({body}: Entity) {
  return {
    state: (body['state'] as string | undefined) ?? 'open',
    answer: (body['answer'] as string | null | undefined) ?? null,
    rationale: (body['rationale'] as string | undefined) ?? '',
    dissent: (body['dissent'] as string[] | undefined) ?? [],
  };
}

export function agreementShape(row: Entity): Agreement {
  const {body, version} = row;
  return {
    criterion: at(body, 'criterion'),
    ...agreementShown(row),
    version,
    updatedAt: at(body, 'updatedAt'),
  };
}

/** An access as this reader may see it. */
export function accessShape(row: Entity, name: string, scope: Scope, setting: Setting): Access {
  const {body} = row;
  const may = (field: string) => maySeeField(row, field, scope, setting);
  const independence = body['independence'] as Independence | undefined;
  return {
    member: at(body, 'member'),
    name,
    capability: at(body, 'capability'),
    until: body['until'] as string | null,
    ...(may('submitted') ? {submitted: body['submitted'] === true} : {}),
    ...(may('independence') && independence ? {independence} : {}),
    // Not the row’s own version: that moves when its member submits, which is not for everyone.
    version: body['grant'] as number,
  };
}

export function actionShape({id, version, revs, body}: Entity): Action {
  return {
    id,
    review: at(body, 'review'),
    criterion: (body['criterion'] as string | null | undefined) ?? null,
    title: at(body, 'title'),
    detail: (body['detail'] as string | undefined) ?? '',
    owner: (body['owner'] as string | undefined) ?? '',
    due: (body['due'] as string | null | undefined) ?? null,
    status: at(body, 'status'),
    createdAt: at(body, 'createdAt'),
    updatedAt: at(body, 'updatedAt'),
    version,
    revs,
  };
}

export function commentShape({id, version, body}: Entity): Comment {
  return {
    id,
    target: at(body, 'target') as Comment['target'],
    text: at(body, 'text'),
    author: body['author'] as unknown as Comment['author'],
    createdAt: at(body, 'createdAt'),
    version,
  };
}
