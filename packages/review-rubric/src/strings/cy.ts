export const cy = {$code: 'cy', $name: 'Cymraeg', $dir: 'ltr'} as never;
