/** Runs inside a page with a strict policy: draws one rubric and collects what the policy refused. */
import '@hubkit/review-rubric/define';
import {MemoryReview, MemorySource, REVIEW, stateFor} from './memory-review.ts';

const page = window as unknown as {refused: string[]; ready: boolean};
page.refused = [];
document.addEventListener(
  'securitypolicyviolation',
  ({violatedDirective, blockedURI, sourceFile}) => {
    page.refused.push(`${violatedDirective} ${blockedURI} ${sourceFile}`);
  },
);

const review = new MemoryReview(stateFor('lead', 'moderation', {ratingMode: 'levels'}));
const rubric = document.createElement('review-rubric');
rubric.reviewId = REVIEW;
rubric.source = new MemorySource(review);
document.body.append(rubric);
const look = () => {
  page.ready = rubric.shadowRoot?.querySelector('.voices') !== null;
  if (!page.ready) requestAnimationFrame(look);
};
look();
