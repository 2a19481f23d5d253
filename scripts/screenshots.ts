// Takes pictures of every page: both colours, both languages, wide and less wide, with data in them.
//
// usage: npm run screenshots [-- FOLDER [PAGE...]]     FOLDER is dist/screenshots unless told
//        npm run screenshots -- --readme               the three that README shows, into docs/pictures
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openBrowser } from '../test/e2e/browser.ts';
import { becomeOwner, type SignedIn } from '../test/e2e/owner.ts';
import { startProduct } from '../test/e2e/product.ts';
import { root } from './commands.ts';
import { BEST, PAGES, type ShownPage } from './screenshots/pages.ts';

const WIDE = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
];
const README = { width: 1280, height: 800 };
const NARROW = { width: 390, height: 844 };
const LOCALES = { en: 'en-GB', it: 'it-IT' };
const COLOURS = ['light', 'dark'] as const;
const WITHIN_MS = 15_000;

/** One conversation as a customer has it: `tap` taps a button, the rest is written. */
const LEAD = ['Ciao', 'Maria De Luca'];
const CASE = ['Ho bisogno di assistenza', { tap: 'Guasto' }, 'La caldaia non parte da ieri sera'];

const isReadme = process.argv.includes('--readme');
const told = process.argv.slice(2);
const [folder = join(root, 'dist', 'screenshots'), ...wanted] = isReadme
  ? [join(root, 'docs', 'pictures'), ...BEST]
  : told;
const into = resolve(folder);
const pages = PAGES.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const unknown = wanted.filter((name) => !PAGES.some((page) => page.name === name));
if (unknown.length > 0)
  throw new Error(`There is no page ${unknown.join(', ')}. Pages: ${PAGES.map(({ name }) => name).join(', ')}.`);

await mkdir(into, { recursive: true });
const product = await startProduct();
const chromium = await openBrowser();
try {
  await fill(chromium, product.url);
  const signedIn = await becomeOwner(chromium, product);
  let count = 0;
  for (const page of pages) count += await takeAll(page, { browser: chromium, url: product.url, signedIn });
  process.stdout.write(`${count} pictures are in ${into}\n`);
} finally {
  await chromium.close();
  await product.close();
}

type Where = { browser: Browser; url: string; signedIn: SignedIn };

/** One page in all its looks; gives how many pictures that made. */
async function takeAll(shown: ShownPage, { browser, url, signedIn }: Where): Promise<number> {
  let count = 0;
  for (const [language, locale] of Object.entries(isReadme ? { en: LOCALES.en } : LOCALES)) {
    for (const colorScheme of isReadme ? COLOURS.slice(0, 1) : COLOURS) {
      for (const viewport of sizesOf(shown)) {
        const page = await open(browser, {
          viewport,
          colorScheme,
          locale,
          ...(shown.signedIn === false ? {} : { storageState: speaking(signedIn, language) }),
        });
        const path = typeof shown.path === 'string' ? shown.path : await shown.path(url, page);
        await page.goto(`${url}${path}`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        await shown.prepare?.(page);
        await page.locator('main .mantine-Loader-root').first().waitFor({ state: 'detached' });
        await page.evaluate('document.fonts.ready.then(() => undefined)');
        await page.screenshot({
          path: join(
            into,
            isReadme ? `${shown.name}.png` : `${shown.name}-${colorScheme}-${language}-${viewport.width}.png`,
          ),
          animations: 'disabled',
        });
        await page.context().close();
        count += 1;
      }
    }
  }
  return count;
}

function sizesOf({ narrow = false }: ShownPage): readonly { width: number; height: number }[] {
  if (isReadme) return [README];
  return narrow ? [...WIDE, NARROW] : WIDE;
}

/** The same person with another choice of language. */
function speaking(signedIn: SignedIn, language: string): SignedIn {
  const origins = signedIn.origins.map(({ origin, localStorage }) => ({
    origin,
    localStorage: [
      ...localStorage.filter(({ name }) => name !== 'rondine.language'),
      { name: 'rondine.language', value: language },
    ],
  }));
  return { ...signedIn, origins };
}

async function open(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(WITHIN_MS);
  return context.newPage();
}

/** Has the two example conversations, so that there are runs, a Lead and a Case. */
async function fill(browser: Browser, url: string): Promise<void> {
  const page = await open(browser, { viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await page.goto(`${url}/demo`);
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
