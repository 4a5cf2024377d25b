import type {Handlers} from './call.ts';
import {access} from './routes/access.ts';
import {actions} from './routes/actions.ts';
import {changes} from './routes/changes.ts';
import {comments} from './routes/comments.ts';
import {embedTokens} from './routes/embed-tokens.ts';
import {frameworks} from './routes/frameworks.ts';
import {members} from './routes/members.ts';
import {operations} from './routes/operations.ts';
import {reviews} from './routes/reviews.ts';
import {spaces} from './routes/spaces.ts';

/** What answers each row of the contract table. A row without one does not compile. */
export const handlers: Handlers = {
  ...members,
  ...spaces,
  ...frameworks,
  ...reviews,
  ...access,
  ...actions,
  ...comments,
  ...operations,
  ...changes,
  ...embedTokens,
};
