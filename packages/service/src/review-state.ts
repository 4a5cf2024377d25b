import type {Conflict, Independence, ReviewState} from '@hubkit/contract';
import {
  maySee,
  maySeeField,
  mayNotWrite,
  refOf,
  situationOf,
  type Capability,
  type Entity,
  type ParsedRef,
  type Scope,
  type Setting,
  type Situation,
  type WriteTarget,
} from '@hubkit/model';
import {inForce} from './reading.ts';
import {agreementShown, ratingFields, reviewShape} from './shapes.ts';
import type {Store} from './store/port.ts';

type People = ReviewState['people'];
type Shown = Record<string, unknown>;

const MOST_ROWS = 10_000;

const rowsOf = async (
  store: Store,
  scope: Scope,
  kind: 'access' | 'rating' | 'agreement',
  review: string,
): Promise<Entity[]> => {
  const {items} = await store.list(scope, kind, {where: {review}, limit: MOST_ROWS});
  return items;
};

/** Names of those who take part now, and of those whose ratings are shown though they no longer do. */
async function peopleOf(
  store: Store,
  scope: Scope,
  review: Entity,
  accesses: readonly Entity[],
  ratings: readonly Entity[],
): Promise<People> {
  const current = accesses.filter((access) => inForce(access, scope.at));
  const ids = current.map(({body}) => body['member'] as string);
  const members = await store.getMany(scope, 'member', ids, {asService: true});
  const people: People = {};
  current.forEach((access, index) => {
    people[ids[index] ?? ''] = {
      name: (members[index]?.body['name'] ?? '') as string,
      capability: access.body['capability'] as string,
    };
  });
  const gone = [...new Set(ratings.map(({body}) => body['rater'] as string))].filter(
    (rater) => rater !== 'self' && !Object.hasOwn(people, rater),
  );
  const parts = await store.getMany(
    scope,
    'part',
    gone.map((member) => `${review.id}/${member}`),
    {asService: true},
  );
  gone.forEach((member, index) => {
    const part = parts[index]?.body;
    const as = part?.['capabilities'] as string[] | undefined;
    people[member] = {name: (part?.['name'] ?? '') as string, capability: as?.at(-1) ?? 'reviewer'};
  });
  return people;
}

/** Ratings by rater, then criterion. */
function byRater(ratings: readonly Entity[]): Record<string, Record<string, Shown>> {
  const raters = Map.groupBy(ratings, ({body}) => body['rater'] as string);
  return Object.fromEntries(
    [...raters].map(([rater, rows]) => [
      rater,
      Object.fromEntries(
        rows.map(({body}) => [
          body['criterion'] as string,
          Object.fromEntries(
            ratingFields
              .filter((field) => body[field] !== undefined)
              .map((field) => [field, body[field]]),
          ),
        ]),
      ),
    ]),
  );
}

/** How many of the team are in; who, for the lead alone. Read as the service: the rows themselves are not the reader’s. */
async function submittedOf(
  store: Store,
  scope: Scope,
  review: Entity,
  setting: Setting,
): Promise<ReviewState['submitted']> {
  const where = {review: review.id};
  const {items} = await store.list(scope, 'access', {where, limit: MOST_ROWS, asService: true});
  const team = items.filter(
    (row) =>
      inForce(row, scope.at) && ['lead', 'reviewer'].includes(row.body['capability'] as string),
  );
  const done = team.filter(({body}) => body['submitted'] === true);
  const mine = done.some(({body}) => body['member'] === scope.member);
  const maySeeWho = team.every((row) => maySeeField(row, 'submitted', scope, setting));
  return {
    count: done.length,
    of: team.length,
    mine,
    ...(maySeeWho && setting.access?.capability === 'lead'
      ? {who: done.map(({body}) => body['member'] as string)}
      : {}),
  };
}

/**
 * Whether a conflict waits for this reader: it holds drafts that nobody has chosen, so only those who may choose see it.
 */
function choosesIn(row: Entity, field: string, situation: Situation): boolean {
  const {rater, member} = row.body;
  const target = {kind: row.kind, field, rater, member} as unknown as WriteTarget;
  return mayNotWrite(target, situation) !== 'not_allowed';
}

/** Revisions and open conflicts of the rows that were read, without those of fields that the reader may not see. */
function revsAndConflicts(
  rows: readonly Entity[],
  scope: Scope,
  setting: Setting,
  situation: Situation,
) {
  const revs: ReviewState['revs'] = {};
  const conflicts: Conflict[] = [];
  for (const row of rows) {
    const may = (field: string) => maySeeField(row, field, scope, setting);
    revs[refOf(row.kind as ParsedRef['kind'], row.id)] = Object.fromEntries(
      Object.entries(row.revs).filter(([field]) => may(field)),
    );
    conflicts.push(
      ...row.conflicts.filter(
        ({field, resolved}) => !resolved && may(field) && choosesIn(row, field, situation),
      ),
    );
  }
  return {revs, conflicts};
}

/**
 * One review as its reader may see it, from rows that the store has let through, and fields that the rules let through.
 *
 * @param me - the reader, by id and shown name.
 */
export async function reviewState(
  store: Store,
  scope: Scope,
  review: Entity,
  me: {id: string; name: string},
): Promise<ReviewState> {
  const ownId = `${review.id}/${scope.member}`;
  const own = await store.get(scope, 'access', ownId, {asService: true});
  const access = inForce(own, scope.at) ? own : null;
  const capability = (access?.body['capability'] ?? null) as Capability | null;
  const setting: Setting = {
    review,
    access: access && capability ? {capability, declared: access.body['declared'] === true} : null,
  };
  const [accesses, ratings, agreements] = [
    await rowsOf(store, scope, 'access', review.id),
    await rowsOf(store, scope, 'rating', review.id),
    await rowsOf(store, scope, 'agreement', review.id),
  ];
  const inTeam = capability === 'lead' || capability === 'reviewer';
  const rater = capability === 'host' ? 'self' : scope.member;
  const isMine = ({body}: Entity) => body['rater'] === rater;
  const mine = byRater(ratings.filter(isMine))[rater] ?? {};
  const may = (field: string) => maySeeField(review, field, scope, setting);
  const text = (field: 'factualCheck' | 'hostComment' | 'reopenReason') =>
    may(field) && review.body[field] !== undefined ? {[field]: review.body[field] as string} : {};
  const list = (field: string) => (may(field) ? ((review.body[field] ?? []) as string[]) : []);
  const agreement: Entity = {...review, kind: 'agreement', body: {review: review.id}};
  const independence = access?.body['independence'] as Independence | undefined;
  return {
    ...reviewShape(review),
    me: {...me, capability},
    people: await peopleOf(store, scope, review, accesses, ratings),
    ...(capability === 'host' || inTeam ? {mine} : {}),
    ...(capability ? {shared: byRater(ratings.filter((row) => !isMine(row)))} : {}),
    ...(inTeam ? {submitted: await submittedOf(store, scope, review, setting)} : {}),
    ...(maySee(agreement, scope, setting)
      ? {
          agreements: Object.fromEntries(
            agreements.map((row) => [row.body['criterion'] as string, agreementShown(row)]),
          ),
        }
      : {}),
    ...(independence ? {independence} : {}),
    summary: {strengths: list('strengths'), evenBetterIf: list('evenBetterIf')},
    ...text('factualCheck'),
    ...text('hostComment'),
    ...text('reopenReason'),
    ...revsAndConflicts(
      [review, ...accesses, ...ratings, ...agreements],
      scope,
      setting,
      situationOf({scope, review, access}),
    ),
  } as ReviewState;
}
