import type {TestRunnerPlugin} from '@web/test-runner-core';

/** What we use of a Puppeteer page. */
interface Page {
  createCDPSession(): Promise<{send(method: string, params: unknown): Promise<unknown>}>;
}

/** Sends one DevTools message to the page of a test. In other engines it answers nothing. */
export const devtoolsCommands = (): TestRunnerPlugin<{method: string; params: unknown}> => {
  const sessions = new WeakMap<Page, ReturnType<Page['createCDPSession']>>();
  return {
    name: 'devtools-commands',
    async executeCommand({command, payload, session}) {
      if (command !== 'hub-devtools') return undefined;
      if (session.browser.name !== 'Chromium' || !payload) return {};
      const page = (session.browser as unknown as {getPage(id: string): Page}).getPage(session.id);
      // Kept open: an emulation ends with the session that asked for it.
      let devtools = sessions.get(page);
      if (!devtools) sessions.set(page, (devtools = page.createCDPSession()));
      const result = await (await devtools).send(payload.method, payload.params);
      return {result};
    },
  };
};
