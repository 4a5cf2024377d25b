import type {Capability, Scope} from '@hubkit/model';
import type {EventAudience} from './port.ts';

/** The reader's access to the event's review, if it has not ended. */
export interface CurrentAccess {
  capability: Capability;
  declared: boolean;
}

/** Whether this reader hears of an event: by name, by what they hold in its review now, or by their role. */
export function hears(
  audience: EventAudience,
  scope: Scope,
  access: CurrentAccess | null,
): boolean {
  if (audience.members.includes(scope.member) || audience.roles.includes(scope.role)) return true;
  if (!access || !audience.capabilities.includes(access.capability)) return false;
  return access.declared || !audience.declared.includes(access.capability);
}
