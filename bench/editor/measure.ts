import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { SignedIn } from '../../test/e2e/owner.ts';
import { scriptingPerFrame, type TraceEvent } from './frames.ts';

const WITHIN_MS = 60_000;
/** Moves of the mouse in one drag: about as many frames. */
const MOVES = 150;
/** With the whole flow in view each frame paints hundreds of cards, which is slow without a graphics card. */
const WHOLE_MOVES = 40;
const FRAME_MS = 16;
/** Runs in the page: this program knows no document. */
const MARK_CARDS = `const look = () => {
  if (document.querySelector('[data-step]:not([data-step="triggers"])')) performance.mark('cards');
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);`;
const CARD = '[data-step]:not([data-step="triggers"])';

/** Where the bench looks, and as whom. */
export type Subject = { browser: Browser; url: string; signedIn: SignedIn };

async function visit({ browser, signedIn }: Subject): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({
    storageState: { ...signedIn, origins: [] },
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(WITHIN_MS);
  return { context, page: await context.newPage() };
}

/** Milliseconds until the cards of a flow are on the screen: by the clock, and of them what the page itself worked. */
export type Opening = { clockMs: number; workMs: number };

/** Opens a flow in a fresh profile. Other programs on the machine prolong `clockMs`, and `workMs` hardly. */
export async function measureOpening(subject: Subject, flow: string): Promise<Opening> {
  const { context, page } = await visit(subject);
  try {
    const inside = await context.newCDPSession(page);
    // Counts the time in which the thread ran, not the time that went by.
    await inside.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.addInitScript(MARK_CARDS);
    await page.goto(`${subject.url}/flows/${flow}`);
    const seen = (): number | undefined => performance.getEntriesByName('cards')[0]?.startTime;
    await page.waitForFunction(seen);
    const { metrics } = await inside.send('Performance.getMetrics');
    const worked = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    return { clockMs: (await page.evaluate(seen)) ?? Number.NaN, workMs: worked * 1000 };
  } finally {
    await context.close();
  }
}

/** Milliseconds of scripting in each frame while a card is dragged; `whole`: with the whole flow in view. */
export async function measureDragging(subject: Subject, flow: string, whole: boolean): Promise<number[]> {
  const { context, page } = await visit(subject);
  try {
    await page.goto(`${subject.url}/flows/${flow}`);
    await page.locator(CARD).first().waitFor();
    await page.locator('[data-step="triggers"] [role="button"]').focus();
    if (whole) await page.keyboard.press('1');
    // What opening began, such as checking and keeping, is over.
    await page.waitForTimeout(2500);
    const box = await page.locator(CARD).nth(2).boundingBox();
    if (!box) throw new Error('There is no card to drag.');
    const from = { x: box.x + box.width / 2, y: box.y + box.height / 3 };
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(from.x + 10, from.y + 10, { steps: 3 });
    const events = await traced(subject.browser, page, async () => {
      for (let at = 0; at < (whole ? WHOLE_MOVES : MOVES); at++) {
        // Far enough each time for the card to go on to another crossing of the grid.
        await page.mouse.move(from.x + 10 + at * 3, from.y + 10 + Math.round(120 * Math.sin(at / 10)));
        await page.waitForTimeout(FRAME_MS);
      }
    });
    await page.mouse.up();
    return scriptingPerFrame(events);
  } finally {
    await context.close();
  }
}

async function traced(browser: Browser, page: Page, work: () => Promise<void>): Promise<TraceEvent[]> {
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'],
  });
  await work();
  const trace = await browser.stopTracing();
  return (JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] }).traceEvents;
}

/** Bytes, packed, of all pages, styles and code that the first page needs before it is there. */
export async function measureFirstPaint(subject: Subject): Promise<number> {
  const { context, page } = await visit(subject);
  try {
    const sizes: Promise<number>[] = [];
    page.on('response', (response) => {
      if (['document', 'script', 'stylesheet'].includes(response.request().resourceType()))
        sizes.push(
          response.body().then(
            (body) => gzipSync(body).length,
            () => 0,
          ),
        );
    });
    await page.goto(`${subject.url}/flows`);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  } finally {
    await context.close();
  }
}
