import {connect, type HubClient, type Json} from '@hubkit/client';
import type {Page} from 'playwright-core';
import type {RunningDemonstration} from '../src/demonstration.ts';
import type {PersonKey} from '../src/people.ts';

/** What people do on the page, by what they see there. */
export async function declareNoTies(page: Page): Promise<void> {
  await page.getByLabel('I have no ties to this school').check();
  await page.getByRole('button', {name: 'Declare and go on'}).click();
}

/** Presses the button of a step, and again in the question that follows. */
export async function step(page: Page, name: string): Promise<void> {
  await page.getByRole('button', {name, exact: true}).first().click();
  await page.getByRole('dialog').getByRole('button', {name, exact: true}).click();
}

/** Answers a question in words and leaves the box. */
export async function answer(page: Page, question: RegExp, text: string): Promise<void> {
  const box = page.getByRole('textbox', {name: question});
  await box.fill(text);
  await box.blur();
}

/** Waits until all that was typed is with the service. */
export async function saved(page: Page): Promise<void> {
  await page.getByText('Saved', {exact: true}).filter({visible: true}).first().waitFor();
}

export const questions = {
  checking: /When pupils have not understood/,
  attendance: /three commonest reasons for absence/,
  training: /last training here that changed practice/,
} as const;

/** Somebody's own client, past the page: for what a test sets up and asks about. */
export function clientOf(running: RunningDemonstration, person: PersonKey): HubClient {
  const {service, key, demonstration} = running;
  const origin = 'http://test.hubkit.test';
  const host = connect({url: service, token: key});
  return connect({
    url: service,
    space: demonstration.space,
    token: () =>
      host.embedTokens.create({
        body: {space: demonstration.space, subject: person, origins: [origin]},
      }),
    fetch: (input, init) => {
      const request = new Request(input, init);
      request.headers.set('origin', origin);
      return fetch(request);
    },
  });
}

/** Sets one field, as its revision stands now. */
export async function say(
  running: RunningDemonstration,
  person: PersonKey,
  entity: string,
  field: string,
  value: Json,
): Promise<void> {
  const hub = clientOf(running, person);
  const {review} = running.demonstration;
  const state = await hub.reviews.get({review});
  const {outcomes} = await hub.operations.send({
    body: {
      operations: [
        {
          kind: 'set',
          opId: crypto.randomUUID(),
          entity: entity as `review/${string}`,
          field,
          base: state.revs[entity]?.[field] ?? 0,
          value,
          at: new Date().toISOString(),
        },
      ],
    },
  });
  if (outcomes[0]?.state !== 'stored') throw new Error(JSON.stringify(outcomes));
}

/** The visit has begun, and everyone of the team has declared. */
export async function beginVisit(
  running: RunningDemonstration,
  ratingMode: 'enquiry' | 'levels',
): Promise<void> {
  const {review, members} = running.demonstration;
  if (ratingMode === 'levels')
    await say(running, 'head', `review/${review}`, 'ratingMode', 'levels');
  await say(running, 'head', `review/${review}`, 'selfReview', 'shared');
  for (const person of ['lead', 'reviewer-a', 'reviewer-b'] as const) {
    await say(running, person, `access/${review}/${members[person]}`, 'independence', {
      declared: true,
      links: '',
    });
  }
  await say(running, 'lead', `review/${review}`, 'phase', 'independent');
}
