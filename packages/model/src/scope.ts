/** What a member may do in one review. */
export type Capability = 'host' | 'host-partner' | 'lead' | 'reviewer' | 'facilitator' | 'reader';
export const capabilities: readonly Capability[] = [
  'host',
  'host-partner',
  'lead',
  'reviewer',
  'facilitator',
  'reader',
];

/** What a member is in the space. */
export type Role =
  | 'school'
  | 'cluster-lead'
  | 'hub-lead'
  | 'coordinator'
  | 'trust-officer'
  | 'authority-officer'
  | 'governor';
export const roles: readonly Role[] = [
  'school',
  'cluster-lead',
  'hub-lead',
  'coordinator',
  'trust-officer',
  'authority-officer',
  'governor',
];

export type Phase = 'self' | 'independent' | 'moderation' | 'agreed' | 'published';
export const phases: readonly Phase[] = [
  'self',
  'independent',
  'moderation',
  'agreed',
  'published',
];

/** Who asks, in which space, and when. Leads every read and write. */
export interface Scope {
  space: string;
  member: string;
  org: string;
  role: Role;
  /** The moment of asking, ISO 8601 in UTC: what has an end has ended by then. */
  at: string;
}
