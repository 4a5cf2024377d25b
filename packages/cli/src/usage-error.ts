/** Something that the person at the command line can put right. Its message says what, where, and what to do next. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
