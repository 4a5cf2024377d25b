export {HubConnection} from './hub-connection.ts';
export {HubErrorEvent, type HubErrorDetail} from '@hubkit/core';
export {TokenError, type Token, type TokenProvider} from './token.ts';
