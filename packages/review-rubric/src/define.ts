import {registerOnce} from '@hubkit/core';
import {ReviewRubric} from './review-rubric.ts';

registerOnce('review-rubric', ReviewRubric.version, () => {
  customElements.define('review-rubric', ReviewRubric);
});
