import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {Browser, BrowserContext, Page} from 'playwright-core';
import {launchChromium} from '../../../tools/browsers.ts';
import {startDemonstration, type RunningDemonstration} from '../src/demonstration.ts';
import type {PersonKey} from '../src/people.ts';
import {startProxy, type RecordingProxy} from './recording-proxy.ts';

/** Reports of the page's policy, and errors of its scripts. */
export interface Troubles {
  violations: string[];
  errors: string[];
}

/** One person at one browser, with a proxy of their own that keeps every byte. */
export interface Seat {
  page: Page;
  context: BrowserContext;
  proxy: RecordingProxy;
  troubles: Troubles;
}

export interface Stage {
  running: RunningDemonstration;
  browser: Browser;
  /** Seats a person at a browser profile of their own and opens the review. */
  seat: (person: PersonKey, options?: {policy?: string}) => Promise<Seat>;
  close: () => Promise<void>;
}

/** The real service on SQLite, the host, and browsers before them. */
export async function setStage(): Promise<Stage> {
  const data = await mkdtemp(path.join(tmpdir(), 'hubkit-portal-'));
  const running = await startDemonstration({
    data,
    servicePort: 0,
    hostPort: 0,
    serviceForPages: 'same-origin',
  });
  const browser = await launchChromium();
  const seats: Seat[] = [];
  return {
    running,
    browser,
    async seat(person, {policy} = {}) {
      const proxy = await startProxy({host: () => running.url, service: () => running.service});
      if (policy !== undefined) proxy.pageHeaders['content-security-policy'] = policy;
      const context = await browser.newContext({viewport: {width: 1280, height: 900}});
      const troubles: Troubles = {violations: [], errors: []};
      await context.exposeFunction('reportViolation', (report: string) =>
        troubles.violations.push(report),
      );
      await context.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          const {reportViolation} = window as unknown as {
            reportViolation: (report: string) => void;
          };
          reportViolation(
            `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${String(event.lineNumber)}`,
          );
        });
      });
      const page = await openPage(context, proxy, person, troubles);
      const seat = {page, context, proxy, troubles};
      seats.push(seat);
      return seat;
    },
    async close() {
      await browser.close();
      for (const {proxy} of seats) await proxy.close();
      await running.close();
      await rm(data, {recursive: true, force: true});
    },
  };
}

/** Opens the review as a person, in a tab of a profile. */
export async function openPage(
  context: BrowserContext,
  proxy: RecordingProxy,
  person: PersonKey,
  troubles: Troubles,
): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', (error) => troubles.errors.push(error.message));
  await page.goto(`${proxy.url}/as/${person}/`);
  return page;
}
