// Made by `npm run generate` from the contract table. Do not edit.

/** Who may do what in a review. `submitted`, `independence` and `version` are shown to those who may know. */
export interface Access {
  member: string;
  name: string;
  capability:
    'host' | 'host-partner' | 'lead' | 'reviewer' | 'facilitator' | 'reader' | (string & {});
  until: string | null;
  submitted?: boolean;
  independence?: Independence;
  version?: number;
}

/** Gives a member access. A `reader` has an end. */
export interface AccessCreate {
  member: string;
  capability: 'host' | 'host-partner' | 'lead' | 'reviewer' | 'facilitator' | 'reader';
  until?: string | null;
}

/** One page of accesses. */
export interface AccessPage {
  items: Access[];
  next: string | null;
}

/** Something that a school will do about what was found. */
export interface Action {
  id: string;
  review: string;
  criterion: string | null;
  title: string;
  detail: string;
  owner: string;
  due: string | null;
  status: 'proposed' | 'agreed' | 'in-progress' | 'done' | 'stopped' | (string & {});
  createdAt: string;
  updatedAt: string;
  version: number;
  revs: Record<string, number>;
}

/** A new action of a review. */
export interface ActionCreate {
  id?: string;
  review: string;
  title: string;
  criterion?: string | null;
  detail?: string;
  owner?: string;
  due?: string | null;
  status?: 'proposed' | 'agreed' | 'in-progress' | 'done' | 'stopped';
}

/** One page of actions. */
export interface ActionPage {
  items: Action[];
  next: string | null;
}

/** Fields of an action to set; each becomes one operation. */
export interface ActionPatch {
  title?: string;
  criterion?: string | null;
  detail?: string;
  owner?: string;
  due?: string | null;
  status?: 'proposed' | 'agreed' | 'in-progress' | 'done' | 'stopped';
}

/** What the team says of one criterion. Dissent is unnamed. */
export interface Agreement {
  criterion: string;
  state: 'open' | 'agreed' | 'agreed-to-differ' | (string & {});
  answer: string | null;
  rationale: string;
  dissent: string[];
  version: number;
  updatedAt: string;
}

/** One page of agreements. */
export interface AgreementPage {
  items: Agreement[];
  next: string | null;
}

/** Fields of an agreement to set; each becomes one operation. */
export interface AgreementPatch {
  state?: string;
  answer?: string | null;
  rationale?: string;
  dissent?: string[];
}

/** A group of criteria. */
export interface Area {
  id: string;
  code?: string;
  title: string;
  summary?: string;
  criteria: Criterion[];
}

/** Something that the caller may see has changed. Ids only: read it again under your own rights. */
export interface Change {
  cursor: string;
  at: string;
  entity?: EntityRef;
  review?: string;
  op: 'put' | 'remove' | 'visibility' | (string & {});
  version?: number;
}

/** Changes after a cursor, oldest first. Ask again from `cursor`, which moves only with what the caller may see. */
export interface ChangePage {
  items: Change[];
  cursor: string;
  more: boolean;
}

/** Something said about an agreement or an action. */
export interface Comment {
  id: string;
  target: EntityRef;
  text: string;
  author: {
    id: string;
    name: string;
  };
  createdAt: string;
  version: number;
}

/** A new comment on an agreement or an action. */
export interface CommentCreate {
  id?: string;
  target: EntityRef;
  text: string;
}

/** One page of comments. */
export interface CommentPage {
  items: Comment[];
  next: string | null;
}

/** Two values of one field, both kept until a person chooses. */
export interface Conflict {
  id: string;
  entity: EntityRef;
  field: FieldPath;
  baseRev: number;
  values: {
    value: unknown;
    who: PersonRef;
    at: string;
    opId: string;
  }[];
  history: {
    value: unknown;
    who: PersonRef;
    at: string;
    opId: string;
  }[];
  resolved?: {
    opId: string;
    chosen: unknown;
    who: PersonRef;
    at: string;
  };
}

/** Makes one entity, with an id made on the device. Sent twice, it is one. */
export interface CreateOperation {
  opId: string;
  entity: EntityRef;
  at: string;
  groupId?: string;
  kind: 'create';
  parent?: EntityRef;
  fields: Record<string, unknown>;
}

/** One thing that a review looks at. */
export interface Criterion {
  id: string;
  code?: string;
  title: string;
  statement?: string;
  enquiryQuestion?: string;
  evidencePrompts?: {
    id: string;
    text: string;
  }[];
  levels: Level[];
  allow?: {
    na: boolean;
  };
  weight?: number;
  evidence?: 'none' | 'optional' | 'required';
}

/** A short-lived sign-in for one person in one space, to hand to the page. Never store it. */
export interface EmbedToken {
  token: string;
  expiresAt: string;
}

/** Whose token, and for which site. */
export interface EmbedTokenCreate {
  space: string;
  /** The host’s own opaque id of the person, as the member was made with. */
  subject: string;
  /** Exact origins of the pages that will use it. */
  origins: string[];
  /** Element names; absent: every element. */
  elements?: string[];
  /** `read` or `write`; absent: both. */
  scopes?: ('read' | 'write')[];
  /** Seconds: 600 unless told, 3600 at most. */
  lifetime?: number;
}

/** A question of this review’s own, answered like a criterion without levels. */
export interface Enquiry {
  id: string;
  question: string;
}

/** The path of one entity. Made on the device, so that work without a signal can refer to it. */
export type EntityRef =
  | `review/${string}`
  | `access/${string}`
  | `rating/${string}`
  | `agreement/${string}`
  | `action/${string}`
  | `comment/${string}`;

/** A property of the entity. */
export type FieldPath = string;

/** One immutable version of a framework (`hubkit-review-framework/1`). All its text is plain text. */
export interface Framework {
  schema: 'hubkit-review-framework/1';
  id: string;
  version: string;
  /** SHA-256 over all its content, as hex. */
  contentHash: string;
  /** SHA-256 over its structure without prose, as hex. */
  structureHash: string;
  language: string;
  title: string;
  description?: string;
  creator?: string;
  guidance?: {
    scope?: string;
    wording?: string;
    levels?: string;
    safeguarding?: string;
  };
  ratingModes: RatingMode[];
  defaultRatingMode: string;
  levels?: {
    id: string;
    position: number;
    name: string;
    description?: string;
  }[];
  otherResponses?: {
    id: string;
    title: string;
    description?: string;
  }[];
  confidence?: {
    id: string;
    title: string;
    description?: string;
  }[];
  evidenceTypes?: {
    id: string;
    title: string;
    description?: string;
  }[];
  areas: Area[];
}

/** A framework file, `hubkit-review-framework/1`. */
export interface FrameworkFile {
  schema: 'hubkit-review-framework/1';
  id: string;
  version: string;
  title: string;
  [name: string]: unknown;
}

/** One page of frameworks. */
export interface FrameworkPage {
  items: FrameworkSummary[];
  next: string | null;
}

/** Which immutable framework version a review keeps. */
export interface FrameworkPin {
  id: string;
  version: string;
  contentHash: string;
}

/** A framework version, without its text. */
export interface FrameworkSummary {
  id: string;
  version: string;
  title: string;
  language: string;
  contentHash: string;
  structureHash: string;
  criteria: number;
}

/** A reviewer’s word about ties to the school, given before any access. */
export interface Independence {
  declared: boolean;
  links?: string;
}

/** One thing that is wrong, and where. */
export interface Issue {
  /** JSON pointer into the body, or a name such as `query/limit`. */
  pointer: string;
  message: string;
  code?: string;
}

/** One level of one criterion: what practice looks like there. */
export interface Level {
  id: string;
  /** What an answer holds. */
  level: string;
  position: number;
  name: string;
  descriptor: string;
  nextStep?: string;
  points?: number;
}

/** Who the caller is, in the space that the token is for. */
export interface Me {
  member: Member | null;
  space: string | null;
  expiresAt: string | null;
  scopes: string[];
}

/** A person in a space. Their role never exceeds what is stored here, whatever a token says. */
export interface Member {
  id: string;
  name: string;
  role:
    | 'school'
    | 'cluster-lead'
    | 'hub-lead'
    | 'coordinator'
    | 'trust-officer'
    | 'authority-officer'
    | 'governor'
    | (string & {});
  organisation: Organisation;
  createdAt: string;
  version: number;
}

/** A new member. `subject` is the host’s own opaque id of the person, never an e-mail address. */
export interface MemberCreate {
  id?: string;
  subject: string;
  name: string;
  role:
    | 'school'
    | 'cluster-lead'
    | 'hub-lead'
    | 'coordinator'
    | 'trust-officer'
    | 'authority-officer'
    | 'governor'
    | (string & {});
  organisation: {
    id: string;
    name: string;
    urn?: string;
  };
}

/** One page of members. */
export interface MemberPage {
  items: Member[];
  next: string | null;
}

/** What of a member can change. */
export interface MemberPatch {
  name?: string;
  role?:
    | 'school'
    | 'cluster-lead'
    | 'hub-lead'
    | 'coordinator'
    | 'trust-officer'
    | 'authority-officer'
    | 'governor'
    | (string & {});
  organisation?: {
    id: string;
    name: string;
    urn?: string;
  };
}

/** One change that a person made. */
export type Operation = SetOperation | CreateOperation | RemoveOperation;

/** Up to 200 operations, at most one of any one field. */
export interface OperationBatch {
  operations: Operation[];
}

/** Whom a member works for. */
export interface Organisation {
  id: string;
  name: string;
  urn?: string;
}

/** What became of one operation. */
export interface Outcome {
  opId: string;
  state: 'stored' | 'merged' | 'conflict' | 'refused' | (string & {});
  rev?: number;
  value?: unknown;
  conflictId?: string;
  code?:
    | 'not_allowed'
    | 'not_found'
    | 'op_id_taken'
    | 'unknown_field'
    | 'out_of_range'
    | 'too_long'
    | 'not_text'
    | 'phase_closed'
    | 'phase_order'
    | 'not_shared'
    | 'not_agreed'
    | 'reason_required'
    | 'independence_required'
    | 'submitted'
    | (string & {});
  message?: string;
  /** JSON pointer to what is wrong in the operation, when it was refused. */
  pointer?: string;
}

/** One outcome for each operation, in order. */
export interface OutcomeBatch {
  outcomes: Outcome[];
}

/** A person, by id and shown name. */
export interface PersonRef {
  id: string;
  name: string;
}

/** An error, as RFC 9457 problem+json. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code:
    | 'invalid_request'
    | 'invalid_json'
    | 'invalid_key'
    | 'key_required'
    | 'unauthenticated'
    | 'clock_skew'
    | 'forbidden'
    | 'origin_refused'
    | 'not_found'
    | 'method_not_allowed'
    | 'in_progress'
    | 'already_exists'
    | 'stale_version'
    | 'too_large'
    | 'unsupported_media_type'
    | 'refused'
    | 'key_reused'
    | 'invalid_framework'
    | 'precondition_required'
    | 'rate_limited'
    | 'internal'
    | 'busy'
    | (string & {});
  detail?: string;
  requestId: string;
  issues?: Issue[];
}

/** One person’s judgement of one criterion; `self` is the school’s own. */
export interface Rating {
  criterion: string;
  /** A member’s id, or `self`. */
  rater: string;
  answer?: string | null;
  reason?: string;
  narrative?: string;
  confidence?: 'low' | 'medium' | 'high' | (string & {}) | null;
  strengths?: string;
  evenBetterIf?: string;
  note?: string;
  version: number;
  updatedAt: string;
}

/** One way of answering: by question, by level, or against the school’s own view. */
export interface RatingMode {
  id: string;
  title: string;
  description?: string;
  options?: {
    id: string;
    title: string;
    description?: string;
  }[];
}

/** One page of ratings. */
export interface RatingPage {
  items: Rating[];
  next: string | null;
}

/** Fields of your own rating to set; each becomes one operation. */
export interface RatingPatch {
  answer?: string | null;
  reason?: string;
  narrative?: string;
  confidence?: 'low' | 'medium' | 'high' | null;
  strengths?: string;
  evenBetterIf?: string;
  note?: string;
}

/** Puts one entity in the bin. `base` is the version that the person saw. */
export interface RemoveOperation {
  opId: string;
  entity: EntityRef;
  at: string;
  groupId?: string;
  kind: 'remove';
  base: number;
}

/** One review of one school: the facts of its process. Content is in `ReviewState`. */
export interface Review {
  id: string;
  version: number;
  createdAt: string;
  subject: Subject;
  framework: FrameworkPin | null;
  ratingMode: string;
  focus: string[];
  phase: 'self' | 'independent' | 'moderation' | 'agreed' | 'published' | (string & {});
  selfReview: 'draft' | 'shared' | 'frozen' | (string & {});
  enquiry: Enquiry[];
}

/** A new review. It starts in phase `self`, seen by nobody until access is given. */
export interface ReviewCreate {
  id?: string;
  subject: {
    urn: string;
    name: string;
  };
  framework: {
    id: string;
    version: string;
  } | null;
  ratingMode?: string;
  focus?: string[];
  enquiry?: {
    id: string;
    question: string;
  }[];
}

/** One page of reviews. */
export interface ReviewPage {
  items: Review[];
  next: string | null;
}

/** Fields of a review to set; each becomes one operation. */
export interface ReviewPatch {
  phase?: string;
  selfReview?: string;
  focus?: string[];
  ratingMode?: string;
  strengths?: string[];
  evenBetterIf?: string[];
  factualCheck?: string;
  hostComment?: string;
  reopenReason?: string;
}

/** One review as its reader may see it: everything that an element draws, in one read. */
export interface ReviewState {
  id: string;
  version: number;
  createdAt: string;
  subject: Subject;
  framework: FrameworkPin | null;
  ratingMode: string;
  focus: string[];
  phase: 'self' | 'independent' | 'moderation' | 'agreed' | 'published' | (string & {});
  selfReview: 'draft' | 'shared' | 'frozen' | (string & {});
  enquiry: Enquiry[];
  /** Who reads it, and what they may do. */
  me: {
    id: string;
    name: string;
    capability:
      | 'host'
      | 'host-partner'
      | 'lead'
      | 'reviewer'
      | 'facilitator'
      | 'reader'
      | (string & {})
      | null;
  };
  /** Names of the team and the school’s people, by member. */
  people: Record<
    string,
    {
      name: string;
      capability:
        'host' | 'host-partner' | 'lead' | 'reviewer' | 'facilitator' | 'reader' | (string & {});
    }
  >;
  mine?: Record<
    string,
    {
      answer?: string | null;
      reason?: string;
      narrative?: string;
      confidence?: 'low' | 'medium' | 'high' | (string & {}) | null;
      strengths?: string;
      evenBetterIf?: string;
      note?: string;
    }
  >;
  /** Others’ ratings that the reader may see, by rater (`self`: the school), then criterion. */
  shared?: Record<
    string,
    Record<
      string,
      {
        answer?: string | null;
        reason?: string;
        narrative?: string;
        confidence?: 'low' | 'medium' | 'high' | (string & {}) | null;
        strengths?: string;
        evenBetterIf?: string;
        note?: string;
      }
    >
  >;
  submitted?: {
    count: number;
    of: number;
    mine: boolean;
    who?: string[];
  };
  agreements?: Record<
    string,
    {
      state: 'open' | 'agreed' | 'agreed-to-differ' | (string & {});
      answer: string | null;
      rationale: string;
      dissent: string[];
    }
  >;
  independence?: Independence;
  summary: {
    strengths: string[];
    evenBetterIf: string[];
  };
  factualCheck?: string;
  hostComment?: string;
  reopenReason?: string;
  /** The revision of each field that the reader may see, by entity. */
  revs: Record<string, Record<string, number>>;
  conflicts: Conflict[];
}

/** Sets one field. `base` is the revision that the person saw. */
export interface SetOperation {
  opId: string;
  entity: EntityRef;
  at: string;
  groupId?: string;
  kind: 'set';
  field: FieldPath;
  base: number;
  value: unknown;
}

/** A programme, trust, authority, partnership or school: the tenant. Its id leads every address. */
export interface Space {
  id: string;
  kind: 'programme' | 'trust' | 'authority' | 'partnership' | 'school' | (string & {});
  name: string;
  createdAt: string;
  version: number;
}

/** A new space. */
export interface SpaceCreate {
  id?: string;
  kind: 'programme' | 'trust' | 'authority' | 'partnership' | 'school' | (string & {});
  name: string;
}

/** One page of spaces. */
export interface SpacePage {
  items: Space[];
  next: string | null;
}

/** What of a space can change. */
export interface SpacePatch {
  name?: string;
}

/** The school that is reviewed. */
export interface Subject {
  urn: string;
  name: string;
}
