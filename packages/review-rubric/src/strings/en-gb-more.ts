import type {Translation} from '@hubkit/core';

/** Strings of what is loaded when it is needed: moderation, the report, conflicts, questions before a step. */
export const enGbMore = {
  $code: 'en-GB',
  $name: 'English (United Kingdom)',
  $dir: 'ltr' as Translation['$dir'],
  rubricCancel: 'Cancel',
  rubricShareTitle: 'Share your self-review with the team?',
  rubricShareBody:
    'The review team reads it from now on, until 30 days after the report. You can still change it until the visit starts.',
  rubricStartTitle: 'Start the visit?',
  rubricStartBody:
    'The self-review then stays as it is. Each reviewer judges alone until you close scoring.',
  rubricCloseTitle: 'Close scoring?',
  rubricCloseBody: 'Every rating is then open to the whole team. Nobody can take this back.',
  rubricCloseMissing: 'Not in yet:',
  rubricReleaseTitle: 'Release the findings to the school?',
  rubricReleaseBody:
    'The school reads what the team agreed, and dissent without names. It never sees one reviewer’s ratings.',
  rubricReleaseMissing: 'Agree, or agree to differ, on these first:',
  rubricReopenTitle: 'Reopen moderation?',
  rubricReopenBody: 'The school no longer sees the findings until you release them again.',
  rubricReopenWhy: 'Why? The school and the team read this.',
  rubricSubmitTitle: 'Submit your ratings?',
  rubricSubmitBody:
    'They are sealed until the lead closes scoring. You can take them back until then.',
  rubricSubmitMissing: 'Not answered yet:',
  rubricAcceptTitle: 'Accept the report?',
  rubricAcceptBody: 'It is then final, and yours. You decide who else reads it.',

  rubricTiesTitle: 'First, your ties to this school',
  rubricTiesBody:
    'A reviewer who is close to a school cannot be seen as fair. Say so now; the school and the lead read it. It is not a fault to have ties.',
  rubricTiesNone: 'I have no ties to this school',
  rubricTiesSome: 'I have ties to this school',
  rubricTiesExamples: 'For instance: I worked there, my child goes there, I know the head well.',
  rubricTiesWhich: 'Which ties?',
  rubricTiesDeclare: 'Declare and go on',

  rubricVoices: 'What each of you says',
  rubricYou: (name: string) => `${name} (you)`,
  rubricSelfView: (school: string) => `${school}, its own view`,
  rubricNobody: 'Nobody answered',
  rubricOne: 'One person judged this',
  rubricAllAgreed: (n: number) =>
    n === 2 ? 'Both agreed' : `All ${NUMBERS[n] ?? String(n)} agreed`,
  rubricNear: 'One level apart',
  rubricApart: 'Talk about this one',
  rubricOther: (n: number, answer: string) => `${upper(NUMBERS[n] ?? String(n))} said “${answer}”`,
  rubricMine: 'Keep or revise your own',
  rubricTeamSays: 'What the team says',
  rubricAgreedAnswer: 'Agreed answer',
  rubricRationale: 'Why',
  rubricFinding: 'Finding',
  rubricDissent: 'Other views, without names: one on each line',
  rubricDissentRead: 'Another view in the team',
  rubricState: 'Where the team stands',
  rubricStateOpen: 'Still open',
  rubricStateAgreed: 'Agreed',
  rubricStateDiffer: 'Agreed to differ',
  rubricNoFinding: 'The team has not written a finding here.',
  rubricReport: 'The report as a whole',
  rubricReportStrengths: 'Strengths: one on each line',
  rubricReportEvenBetterIf: 'Even better if: one on each line',
  rubricFactualCheck: 'Factual check: what is not right?',
  rubricHostComment: 'The school’s comment',
  rubricReopened: 'Why it was reopened',
  rubricNotShared:
    'The school has not shared its self-review yet. There is nothing to read so far.',

  rubricConflict: 'Two values, and both are kept. Choose one.',
  rubricConflictMine: 'Yours',
  rubricConflictWhen: (who: string, when: string) => `${who}, ${when}`,
  rubricConflictEmpty: 'empty',
  rubricUseMine: 'Use mine',
  rubricUseTheirs: 'Use theirs',
  rubricKeepBoth: 'Keep both',
  rubricSomebody: 'A colleague',
  rubricRefusal: 'The service did not accept this. It is kept on this device.',
  rubricLetGo: 'Let it go',

  rubricActionTitle: 'What will be done?',
  rubricActionDetail: 'How will you know that it worked?',
  rubricActionDue: 'By when?',
};

const upper = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

const NUMBERS: readonly (string | undefined)[] = [
  undefined,
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
];

/** Every string of the element, for a language that has all of them. */
export type MoreStrings = typeof enGbMore;
