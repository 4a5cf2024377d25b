/** Tries to start a browser three times: the launch alone, never a test, may be repeated. */
export async function persist<T>(what: string, launch: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await launch();
    } catch (error) {
      if (attempt === 3) throw error;
      console.error(`${what} did not start (${String(error)}); trying again.`);
      await new Promise((resolve) => setTimeout(resolve, 1000 * attempt));
    }
  }
}
