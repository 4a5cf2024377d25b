import {actions} from './resources/actions.ts';
import {changes} from './resources/changes.ts';
import {embedTokens} from './resources/embed-tokens.ts';
import {frameworks} from './resources/frameworks.ts';
import {members} from './resources/members.ts';
import {operations} from './resources/operations.ts';
import {reviews} from './resources/reviews.ts';
import {spaces} from './resources/spaces.ts';

/** The contract table: every call of the service, by the name that the SDK gives it. */
export const routes = {
  ...members,
  ...spaces,
  ...frameworks,
  ...reviews,
  ...actions,
  ...operations,
  ...changes,
  ...embedTokens,
};

export type RouteName = keyof typeof routes;

export {isStorableText} from './open.ts';
export {pathParameters, type Method, type Route, type RouteScope} from './route.ts';
