import type {Translation} from '@hubkit/core';

/** What the element says before a review is open. The rest of the English comes with what uses it. */
export const enGb = {
  $code: 'en-GB',
  $name: 'English (United Kingdom)',
  $dir: 'ltr' as Translation['$dir'],
  rubricLoading: 'Opening the review',
  rubricEmpty: 'There is nothing to answer here yet. Criteria appear once a framework is chosen.',
  rubricError: 'This review could not be opened.',
  rubricErrorOffline:
    'There is no connection, and this review has not been opened on this device before.',
  rubricErrorNotFound: 'There is no review here that you may see. Ask whoever invited you.',
  rubricErrorSignedOut: 'Your sign-in has ended.',
  rubricErrorFramework: 'This framework file cannot be used. Nothing of it was loaded.',
  rubricErrorKept: 'What you typed is kept here.',
  rubricReference: (id: string) => `Reference: ${id}`,
  rubricRetry: 'Try again',
  rubricSignIn: 'Sign in again',
  rubricKeepCopy: 'Keep a copy',
};

/** Every language has these strings, with these arguments. */
export type FirstStrings = typeof enGb;
