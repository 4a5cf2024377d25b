export type * from '@hubkit/contract';
export type * from './ports.ts';
export {decide, focusOf, situationOf, type Decision, type DecisionContext} from './decide.ts';
export {columns, parseRef, refOf, type Entity, type Kind, type ParsedRef} from './entity.ts';
export {equal} from './equal.ts';
export {
  answersFor,
  checkValue,
  criteriaOf,
  fieldOf,
  fields,
  normaliseText,
  otherAnswers,
  type FieldSetting,
} from './fields.ts';
export {canonical, checkFramework, structureOf, type FrameworkContent} from './framework.ts';
export {jsonText} from './json-text.ts';
export {mergeText} from './merge.ts';
export {movePhase, notAgreed, type PhaseMove, type PhaseSetting} from './phases.ts';
export {readersOf, type Box, type Readers} from './readers.ts';
export {
  capabilities,
  phases,
  roles,
  type Capability,
  type Phase,
  type Role,
  type Scope,
} from './scope.ts';
export {uuid7} from './uuid7.ts';
export {
  audienceOf,
  fieldRules,
  maySee,
  maySeeField,
  rowRules,
  satisfies,
  type Audience,
  type Predicate,
  type Setting,
} from './visibility.ts';
export {mayNotWrite, type Situation, type WriteTarget} from './writing.ts';
