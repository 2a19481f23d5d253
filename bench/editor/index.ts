// The editor's bench: a large flow in a real browser. See HELP in options.ts.
import { openBrowser } from '../../test/e2e/browser.ts';
import { becomeOwner } from '../../test/e2e/owner.ts';
import { startProduct } from '../../test/e2e/product.ts';
import { median, percentile } from '../harness/statistics.ts';
import { UsageError } from '../harness/usage-error.ts';
import { largeFlow } from './large-flow.ts';
import { measureDragging, measureFirstPaint, measureOpening, type Opening, type Subject } from './measure.ts';
import { GATE, HELP, readOptions, type Options } from './options.ts';

/** What was measured; times in milliseconds. */
type Figures = {
  steps: number;
  openWorkMs: number;
  openMs: number;
  openMsAll: number[];
  dragMsP50: number;
  dragMsP95: number;
  dragWholeMsP95: number;
  firstPaintBytes: number;
  holds: boolean;
};

const round = (value: number): number => Math.round(value * 10) / 10;

async function measure(subject: Subject, flow: string, { rounds, steps }: Options): Promise<Figures> {
  const opened: Opening[] = [];
  for (let at = 0; at < rounds; at++) opened.push(await measureOpening(subject, flow));
  const firstPaintBytes = await measureFirstPaint(subject);
  const near = await dragging(subject, flow, false);
  const whole = await dragging(subject, flow, true);
  const clock = opened.map(({ clockMs }) => clockMs);
  const openWorkMs = median(opened.map(({ workMs }) => workMs));
  const p95 = percentile(near, 0.95);
  return {
    steps,
    openWorkMs: round(openWorkMs),
    openMs: round(median(clock)),
    openMsAll: clock.map(round),
    dragMsP50: round(percentile(near, 0.5)),
    dragMsP95: round(p95),
    dragWholeMsP95: round(percentile(whole, 0.95)),
    firstPaintBytes,
    holds:
      openWorkMs < GATE.openMs &&
      Math.min(...clock) < GATE.openMs &&
      p95 <= GATE.frameMs &&
      firstPaintBytes <= GATE.firstPaintBytes,
  };
}

/** A browser that was traced opens no further page: each drag has one of its own. */
async function dragging(subject: Subject, flow: string, whole: boolean): Promise<number[]> {
  const browser = await openBrowser();
  try {
    return await measureDragging({ ...subject, browser }, flow, whole);
  } finally {
    await browser.close();
  }
}

async function run(options: Options): Promise<Figures> {
  const product = await startProduct();
  const browser = await openBrowser();
  try {
    const signedIn = await becomeOwner(browser, product);
    const subject = { browser, url: product.url, signedIn };
    return await measure(subject, await makeFlow(subject, options.steps), options);
  } finally {
    await browser.close();
    await product.close();
  }
}

/** Sends the flow as the page does: from a page. */
async function makeFlow({ browser, url, signedIn }: Subject, steps: number): Promise<string> {
  const context = await browser.newContext({ storageState: { ...signedIn, origins: [] } });
  const page = await context.newPage();
  await page.goto(`${url}/settings/account`);
  const made = await page.evaluate(
    async (body: string) => {
      const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
      const response = await fetch('/api/v1/flows', { method: 'POST', headers, body });
      return { status: response.status, text: await response.text() };
    },
    JSON.stringify({ name: 'Large', id: 'large', file: largeFlow(steps) }),
  );
  await context.close();
  if (made.status !== 201) throw new Error(`The flow was not made: ${made.text}`);
  return 'large';
}

function textOf({
  steps,
  openWorkMs,
  openMs,
  openMsAll,
  dragMsP50,
  dragMsP95,
  dragWholeMsP95,
  firstPaintBytes,
  holds,
}: Figures): string {
  return [
    `a flow of ${steps} steps`,
    `  on the screen after         ${openWorkMs} ms of work of the page; ${openMs} ms by the clock (median of ${openMsAll.join(', ')})`,
    `  scripting a frame, dragging ${dragMsP50} ms, p95 ${dragMsP95} ms; with the whole flow in view p95 ${dragWholeMsP95} ms`,
    `  first page, packed          ${Math.round(firstPaintBytes / 1024)} KB`,
    holds ? 'The gate holds.' : 'The gate does not hold.',
  ].join('\n');
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options) {
    const figures = await run(options);
    console.log(options.json ? JSON.stringify(figures, null, 2) : textOf(figures));
    process.exitCode = figures.holds ? 0 : 1;
  } else console.log(HELP);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
