export type * from '@hubkit/contract';
export type {
  ConnectionState,
  FieldTarget,
  HeldChange,
  Json,
  LiveReview,
  Refusal,
  ReviewSource,
  SaveState,
} from '@hubkit/model';
export type {Answer, Call, CallOptions} from './call.ts';
export {connect, type ConnectOptions, type HubClient} from './connect.ts';
export {HubkitError, type ClientErrorCode, type HubkitErrorCode} from './errors.ts';
export type {Methods} from './generated/methods.ts';
export type {List} from './pages.ts';
export type {Token, TokenSource} from './tokens.ts';
