import fc from 'fast-check';
import type {Known} from './table.ts';
import {C1, C2, frameworkFile, ok, testId, type Team} from './world.ts';

/** What is in a team's world, with an action and a comment of its host. */
export async function knownOf(team: Team, text = fc.string({maxLength: 30})): Promise<Known> {
  const {world, review, host, lead, ann, bex, facilitator, outsider} = team;
  const action = testId();
  const comment = testId();
  ok(await host.post(world.at('/actions'), {id: action, review, title: 'Read aloud'}));
  const about = {id: comment, target: `action/${action}`, text: 'By half term.'};
  ok(await host.post(world.at('/comments'), about));
  const people = [host, lead, ann, bex, facilitator, outsider].map(({id}) => id);
  const raters = [lead.id, ann.id, bex.id, 'self'];
  return {
    params: {
      space: [world.space],
      review: [review],
      member: people,
      action: [action],
      comment: [comment],
      criterion: [C1, C2],
      framework: [frameworkFile['id'] as string],
    },
    uuids: [world.space, review, action, comment, ...people],
    refs: [
      ...[`review/${review}`, `action/${action}`, `comment/${comment}`],
      ...people.map((id) => `access/${review}/${id}`),
      ...[C1, C2].map((criterion) => `agreement/${review}/${criterion}`),
      ...[C1, C2].flatMap((criterion) =>
        raters.map((rater) => `rating/${review}/${criterion}/${rater}`),
      ),
    ],
    criteria: [C1, C2],
    framework: frameworkFile,
    text,
  };
}
