import type {CoreStrings} from './en-gb.ts';

// Written as Welsh; awaits review by a native speaker.
export const coreCy: CoreStrings = {
  $code: 'cy',
  $name: 'Cymraeg',
  $dir: 'ltr',
  coreLoading: 'Wrthi’n llwytho',
  coreRetry: 'Rhowch gynnig arall arni',
  coreClose: 'Cau',
  coreCancel: 'Canslo',
  coreReference: (id) => `Cyfeirnod: ${id}`,
};
