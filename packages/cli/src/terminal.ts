/** Where a command speaks, and what it is given besides its words. */
export interface Terminal {
  out: (text: string) => void;
  error: (text: string) => void;
  env: Readonly<Record<string, string | undefined>>;
}
