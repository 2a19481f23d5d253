import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { exampleShape, shapeOf, type FlowFile } from './journey/flow-shape.ts';
import { cardOf } from './journey/hand.ts';
import { keysOf } from './journey/keys.ts';
import { byTitle, drawLeadFlow, MISSING } from './journey/lead-flow.ts';
import { becomeOwner } from './owner.ts';
import { startProduct, type Product } from './product.ts';

const WITHIN_MS = 15_000;
const FLOW = 'whatsapp-lead-by-keys';

let product: Product;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

before(async () => {
  product = await startProduct();
  browser = await openBrowser();
  const signedIn = await becomeOwner(browser, product);
  context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    storageState: { ...signedIn, origins: [] },
  });
  context.setDefaultTimeout(WITHIN_MS);
  page = await context.newPage();
  page.on('console', (entry) => {
    if (entry.type() === 'error' || entry.type() === 'warning') complaints.push(`${page.url()}: ${entry.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${product.url}/flows`);
  await page.getByRole('heading', { level: 1, name: 'Flows' }).waitFor();
  await page.evaluate(`(() => {
    globalThis.pointed = [];
    for (const type of ['pointerdown', 'mousedown', 'pointermove', 'wheel', 'dragstart'])
      addEventListener(type, () => globalThis.pointed.push(type), true);
  })()`);
});
after(async () => {
  await browser?.close();
  await product?.close();
});

/** Makes an empty flow in Italian by the palette. */
async function makeFlow(name: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.type('empty flow');
  await page.getByRole('dialog').getByText('Empty flow').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'Empty flow' }).waitFor();
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: 'Italian' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await cardOf(page, 'Starts').waitFor();
}

describe('without a mouse', () => {
  it('an empty flow becomes the one that makes a Lead', async (t) => {
    const hand = keysOf(page);
    await makeFlow('WhatsApp Lead by keys');
    await drawLeadFlow(hand, byTitle);
    await hand.lead({ card: MISSING.card, exit: MISSING.exit.title }, MISSING.to);
    await page.getByText('Saved', { exact: true }).waitFor();
    const response = await context.request.get(`${product.url}/api/v1/flows/${FLOW}/draft`);
    assert.deepEqual(shapeOf((await response.json()) as FlowFile), await exampleShape());
    t.diagnostic(`the flow, by keys: ${hand.count.keys} presses`);
  });

  it('no event of a pointer has reached the page', async () => {
    assert.deepEqual(await page.evaluate('globalThis.pointed'), []);
  });

  it('nothing is complained of in the console', () => {
    assert.deepEqual(complaints, []);
  });
});
