// Takes pictures of the pages as a newcomer sees them: both colours, both languages, wide and narrow, empty and full.
//
// usage: npm run screenshots
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../test/e2e/browser.ts';
import { startProduct } from '../test/e2e/product.ts';
import { root } from './commands.ts';

const FOLDER = join(root, 'dist', 'screenshots');
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];
const LOCALES = { en: 'en-GB', it: 'it-IT' };
const WITHIN_MS = 15_000;

/** One conversation as a customer has it: `tap` taps a button, the rest is written. */
const LEAD = ['Ciao', 'Maria De Luca'];
const CASE = ['Ho bisogno di assistenza', { tap: 'Guasto' }, 'La caldaia non parte da ieri sera'];

await rm(FOLDER, { recursive: true, force: true });
await mkdir(FOLDER, { recursive: true });
const [product, chromium] = await Promise.all([startProduct(), openBrowser()]);
try {
  await takeAll(chromium, product.url, 'empty');
  await fill(chromium, product.url);
  await takeAll(chromium, product.url, 'full');
  await takePhones(chromium, product.url);
  process.stdout.write(`The pictures are in ${FOLDER}\n`);
} finally {
  await chromium.close();
  await product.close();
}

async function takeAll(browser: Browser, url: string, state: 'empty' | 'full'): Promise<void> {
  for (const [language, locale] of Object.entries(LOCALES)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const viewport of SIZES) {
        const page = await open(browser, url, { viewport, colorScheme, locale });
        const name = `demo-${state}-${colorScheme}-${language}-${viewport.width}.png`;
        await page.screenshot({ path: join(FOLDER, name) });
        await page.context().close();
      }
    }
  }
}

/** Each channel's phone, with the beginning of a conversation. */
async function takePhones(browser: Browser, url: string): Promise<void> {
  const page = await open(browser, url, { viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  const choice = page.getByRole('combobox', { name: 'Channel' });
  const phones = await choice
    .locator('option')
    .evaluateAll((options) => options.map((each) => each.getAttribute('value')));
  for (const phone of phones) {
    await choice.selectOption(phone);
    await page.locator('.seat').last().click();
    await talk(page, CASE.slice(0, 1));
    await page.screenshot({ path: join(FOLDER, `demo-phone-${phone}.png`) });
  }
  await page.context().close();
}

/** Opens the page and waits until it shows what the server knows. */
async function open(browser: Browser, url: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(WITHIN_MS);
  const page = await context.newPage();
  await page.goto(url);
  await page.locator('.seat').first().waitFor();
  return page;
}

/** Has the two example conversations, so that there is a Lead and a Case. */
async function fill(browser: Browser, url: string): Promise<void> {
  const page = await open(browser, url, { viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await page.locator('.seat').last().click();
  await talk(page, CASE);
  await page.locator('.record[data-object="Case"]').waitFor();
  await page.locator('.seat').first().click();
  await talk(page, LEAD);
  await page.locator('.record[data-object="Lead"]').waitFor();
  await page.context().close();
}

async function talk(page: Page, words: readonly (string | { tap: string })[]): Promise<void> {
  const answers = page.locator('.message[data-from="business"]');
  for (const [index, word] of words.entries()) {
    if (typeof word === 'string') {
      await page.getByRole('textbox').fill(word);
      await page.keyboard.press('Enter');
    } else await page.getByRole('button', { name: word.tap, exact: true }).click();
    await answers.nth(index).waitFor();
  }
}
