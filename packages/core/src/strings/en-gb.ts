import type {Translation} from '../localize.ts';

/** Strings that several elements share. */
export interface CoreStrings extends Translation {
  coreLoading: string;
  coreRetry: string;
  coreClose: string;
  coreCancel: string;
  coreReference: (id: string) => string;
}

export const coreEnGb: CoreStrings = {
  $code: 'en-GB',
  $name: 'English (United Kingdom)',
  $dir: 'ltr',
  coreLoading: 'Loading',
  coreRetry: 'Try again',
  coreClose: 'Close',
  coreCancel: 'Cancel',
  coreReference: (id) => `Reference: ${id}`,
};
