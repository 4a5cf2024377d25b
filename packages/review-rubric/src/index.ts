export {HubErrorEvent, type HubErrorDetail} from '@hubkit/core';
export {ReviewRubric} from './review-rubric.ts';
export * from './review-rubric.events.ts';
export type {Mode} from './view.ts';
