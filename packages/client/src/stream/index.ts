export {readEvents, type ServerEvent} from './events.ts';
export {Stream, type StreamOptions} from './stream.ts';
