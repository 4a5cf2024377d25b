import type {Translation} from '@hubkit/core';

const count = (n: number, one: string, many: string): string =>
  `${String(n)} ${n === 1 ? one : many}`;

/** What an open review needs; it is loaded with the sheet. */
export const enGbSheet = {
  $code: 'en-GB',
  $name: 'English (United Kingdom)',
  $dir: 'ltr' as Translation['$dir'],
  rubricContents: 'Contents',
  rubricProgress: (done: number, all: number) => `${String(done)} of ${String(all)} answered`,
  rubricProgressWritten: (done: number, all: number) =>
    `${String(done)} of ${String(all)} written by the school`,
  rubricProgressAgreed: (done: number, all: number) => `${String(done)} of ${String(all)} agreed`,
  rubricAnswered: 'answered',
  rubricNotAnswered: 'not answered yet',
  rubricFocus: 'In focus',
  rubricRest: (n: number) => count(n, 'other criterion', 'other criteria'),
  rubricOwnQuestions: 'This review’s own questions',
  rubricPrompts: 'Where to look',
  rubricYourAnswer: 'Your answer',
  rubricInWords: 'Answer in words',
  rubricNotSeen: 'Not looked at',
  rubricNotEnough: 'Not enough evidence',
  rubricNa: 'Does not apply',
  rubricSelfRead: 'The school’s own view',
  rubricReason: 'Why?',
  rubricConfidence: 'How sure are you?',
  rubricConfidenceNone: 'Not said',
  rubricConfidenceLow: 'One source',
  rubricConfidenceMedium: 'Two sources agree',
  rubricConfidenceHigh: 'Three or more kinds agree',
  rubricClear: 'Clear the answer',
  rubricNarrative: 'In words',
  rubricNote: 'Note',
  rubricStrengths: 'What went well',
  rubricEvenBetterIf: 'Even better if',
  rubricAdd: 'Add:',
  rubricLeft: (n: number) => count(n, 'character left', 'characters left'),
  rubricTooLong: (n: number) =>
    `${count(n, 'character', 'characters')} too many. Shorten it, and it will be saved.`,
  rubricNothingWritten: 'Nothing written.',
  rubricHeld: 'Someone changed this: show',
  rubricPractice: 'Write about practice, never about a named pupil or member of staff.',

  rubricReadersYou: 'Only you',
  rubricReadersLater: (now: string, until: string, later: string) =>
    `${now}, ${until}; then ${later}`,
  rubricReadersAlso: (now: string, until: string, later: string) =>
    `${now}, ${until}; then also ${later}`,
  rubricReadersDraft:
    'Only your school, until you share it or the visit starts; then the review team',
  rubricReadersAlone: 'Only you: it stays on this device until you send it',
  rubricUntilIndependent: 'until the visit starts',
  rubricUntilModeration: 'until scoring closes',
  rubricUntilAgreed: 'until the findings are released',
  rubricUntilPublished: 'until the report is accepted',
  rubricWhoSchool: 'the school',
  rubricWhoYourSchool: 'your school',
  rubricWhoTeam: 'the review team',
  rubricWhoFacilitator: 'the facilitator',
  rubricWhoPartner: 'the host partner',
  rubricWhoReader: 'readers the school has chosen',

  rubricEditing: 'Typing',
  rubricDevice: 'Saved on this device',
  rubricSending: 'Sending',
  rubricSaved: 'Saved',
  rubricRefused: 'Not accepted, kept here',
  rubricNotSaved: 'Not saved',
  rubricOffline: (since: string) =>
    `No connection. What you write is saved on this device and is sent when you are back online.${since}`,
  rubricAsOf: (when: string) => ` You see the review as it was ${when}.`,
  rubricGone:
    'You may no longer see this review. What you have not sent yet is kept on this device.',
  rubricSignedOut: (as: string) =>
    `Your sign-in has ended. Go on writing: it is saved on this device. Sign in to send it.${as}`,
  rubricWritingAs: (name: string) => ` You are writing as ${name}.`,
  rubricNotSavedHelp:
    'This device cannot keep what you write. It stays on this page while it is open. Keep a copy, then make room and try again.',
  rubricNotKept: 'This device keeps nothing. What you write is here only until you leave the page.',
  rubricTrouble: (n: number) =>
    `${count(n, 'place needs', 'places need')} your attention: see below the answers concerned.`,

  rubricReadonly: 'You can read this review. Only its authors write in it.',

  rubricPhases: 'How far the review is',
  rubricPhaseSelf: 'Self-review',
  rubricPhaseIndependent: 'Visit',
  rubricPhaseModeration: 'Moderation',
  rubricPhaseAgreed: 'Report',
  rubricPhasePublished: 'Accepted',
  rubricNextSelfHostDraft:
    'Write your school’s own view. Nobody outside your school sees it until you share it.',
  rubricNextSelfHostShared:
    'The review team can read your self-review. You can go on writing until the lead starts the visit.',
  rubricNextSelfLeadDraft:
    'The school is writing its self-review. You can start the visit once the school has shared it.',
  rubricNextSelfLeadShared:
    'The school has shared its self-review. Start the visit on the day: the self-review then stays as it is.',
  rubricNextSelfDraft: 'The school is writing its self-review. It has not shared it yet.',
  rubricNextSelfShared: 'The school has shared its self-review. Next, the lead starts the visit.',
  rubricNextIndependentTeam:
    'Write what you saw, and judge alone. Nobody reads your ratings until the lead closes scoring.',
  rubricNextIndependentIn: 'Your ratings are in. Next, the lead closes scoring.',
  rubricNextIndependent:
    'The team is visiting, and each reviewer judges alone. You see what the team agrees once the lead releases it.',
  rubricNextModerationLead:
    'Scoring is closed, and the team sees every rating. Write what the team agrees, then release it to the school.',
  rubricNextModerationReviewer:
    'Scoring is closed, and the team sees every rating. Talk about where you differ. Keep your rating, or revise it.',
  rubricNextModeration:
    'The team is agreeing its findings. You see them once the lead releases them.',
  rubricNextAgreedHost:
    'These are the team’s findings. Check the facts, add your comment, then accept the report: it is then yours.',
  rubricNextAgreedTeam:
    'The school has the findings. Next, it checks the facts and accepts the report.',
  rubricNextAgreed: 'The school is checking the facts. You see the report once it has accepted it.',
  rubricNextPublishedHost: 'The report is yours. You decide who else reads it, and until when.',
  rubricNextPublished: 'The school has accepted the report.',
  rubricIn: (n: number, of: number) => `${String(n)} of ${String(of)} have submitted`,
  rubricIsIn: 'in',
  rubricIsNotIn: 'not in yet',
  rubricShare: 'Share with the team',
  rubricStart: 'Start the visit',
  rubricClose: 'Close scoring',
  rubricRelease: 'Release to the school',
  rubricReopen: 'Reopen moderation',
  rubricSubmit: 'Submit my ratings',
  rubricWithdraw: 'Take mine back to change it',
  rubricAccept: 'Accept the report',
  rubricPropose: 'Propose an action',
  rubricChooseAnswer: (title: string) => `Answer “${title}”.`,
  rubricUndo: 'Undo',
  rubricEmptied: 'The draft is empty again.',
  rubricFooter: (title: string, version: string, hash: string) =>
    `${title}, version ${version}${hash ? `, ${hash}` : ''}`,
};

/** Every language has these strings, with these arguments. */
export type SheetStrings = typeof enGbSheet;
