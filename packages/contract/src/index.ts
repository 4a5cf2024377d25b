export type * from './generated/types.ts';
export {problems, refusals, type KnownProblemCode, type KnownRefusalCode} from './problem.ts';
