/** What a runner leaves in a file for `tools/test.ts`, which trusts no other account of a run. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}
