import type {Capability, Scope} from '@hubkit/model';
import type {NewEvent} from './port.ts';

/** The reader's access to the event's review, if it has not ended. */
export interface CurrentAccess {
  capability: Capability;
  declared: boolean;
}

/**
 * Whether this reader hears of an event: by name, by what they hold in its review now, or by their role.
 *
 * Whose access has ended hears of nothing but that.
 */
export function hears(
  {audience, review, op}: Pick<NewEvent, 'audience' | 'review' | 'op'>,
  scope: Scope,
  access: CurrentAccess | null,
): boolean {
  if (audience.roles.includes(scope.role)) return true;
  const named = audience.members.includes(scope.member);
  if (named && (access || review === null || op === 'visibility')) return true;
  if (!access || !audience.capabilities.includes(access.capability)) return false;
  return access.declared || !audience.declared.includes(access.capability);
}
