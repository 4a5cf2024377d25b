import {readFile} from 'node:fs/promises';
import {connect, HubkitError, type FrameworkFile, type HubClient} from '@hubkit/client';
import {people, personKeys, reviewedSchool, type PersonKey} from './people.ts';

/** Where the demonstration lives in the service. */
export interface Demonstration {
  space: string;
  members: Record<PersonKey, string>;
  review: string;
}

export interface SeedOptions {
  url: string;
  /** An API key that may make spaces, members and reviews, and mint tokens. */
  key: string;
  /** Origins of the pages that tokens are minted for. */
  origins: string[];
}

const focus = [
  'learning.checking-understanding',
  'belonging.attendance',
  'staff.development-that-lands',
];

/** What the head has already written, so that nobody starts with an empty page. */
const selfReview: Record<string, string> = {
  'learning.checking-understanding':
    'Mini whiteboards are used in every class and we can show it in maths. We are less sure what teachers do in the two minutes after a check: in foundation subjects the plan often goes on regardless.',
  'belonging.attendance':
    'Attendance is 94.1%. The first call home is made by 9.15 by someone the family knows. We have not yet looked at which reasons we can change.',
};

async function frameworkFile(): Promise<FrameworkFile> {
  const file = new URL('../framework.json', import.meta.url);
  return JSON.parse(await readFile(file, 'utf8')) as FrameworkFile;
}

/** A token source for one person, as the host's server would mint it. */
function tokenOf(hub: HubClient, space: string, person: PersonKey, origins: string[]) {
  return () => hub.embedTokens.create({body: {space, subject: person, origins}});
}

/** Makes the programme: its space, its people and its framework. */
async function seedProgramme(hub: HubClient): Promise<Omit<Demonstration, 'review'>> {
  const space = (
    await hub.spaces.create({body: {kind: 'programme', name: 'Northern Lights Partnership'}})
  ).id;
  const members = {} as Record<PersonKey, string>;
  for (const key of personKeys) {
    const {name, organisation} = people[key];
    const member = await hub.members.create({
      space,
      body: {
        subject: key,
        name,
        role: 'school',
        organisation: {id: crypto.randomUUID(), ...organisation},
      },
    });
    members[key] = member.id;
  }
  await hub.frameworks.create({space, body: await frameworkFile()});
  return {space, members};
}

/** Makes one review in its first phase, with its team and what the head has drafted. */
export async function seedReview(
  {url, key, origins}: SeedOptions,
  {space, members}: Omit<Demonstration, 'review'>,
): Promise<string> {
  const hub = connect({url, token: key, space});
  const file = await frameworkFile();
  const review = await hub.reviews.create({
    body: {
      subject: reviewedSchool,
      framework: {id: file.id, version: file.version},
      focus,
    },
  });
  for (const person of personKeys) {
    await hub.reviews.access.create({
      review: review.id,
      body: {member: members[person], capability: people[person].capability},
    });
  }
  const asHead = connect({
    url,
    space,
    token: tokenOf(hub, space, 'head', origins),
    // A browser says where a page is from; here the seed speaks for the head's page.
    fetch: (input, init) => {
      const request = new Request(input, init);
      request.headers.set('origin', origins[0] ?? '');
      return fetch(request);
    },
  });
  for (const criterion of review.focus) {
    const narrative = selfReview[criterion];
    if (narrative === undefined) continue;
    await asHead.reviews.ratings.patch({
      review: review.id,
      criterion,
      ifMatch: '"0"',
      body: {narrative},
    });
  }
  return review.id;
}

/** Makes the whole demonstration. */
export async function seed(options: SeedOptions): Promise<Demonstration> {
  const hub = connect({url: options.url, token: options.key});
  const programme = await seedProgramme(hub);
  return {...programme, review: await seedReview(options, programme)};
}

/** Whether a demonstration of an earlier start is still in the service. */
export async function stands(
  {url, key}: SeedOptions,
  {space, review}: Demonstration,
): Promise<boolean> {
  const hub = connect({url, token: key, space});
  try {
    await hub.reviews.get({review});
    return true;
  } catch (error) {
    if (HubkitError.is(error) && error.status === 404) return false;
    throw error;
  }
}
