import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { talkOnce } from './journey/talk-once.ts';
import { APP_PAGES, readKnown, waitForPage, type Known } from './journey/pages.ts';
import { becomeOwner, type SignedIn } from './owner.ts';
import { startProduct, type Product } from './product.ts';

const WITHIN_MS = 20_000;

type Place = { product: Product; signedIn: SignedIn; known: Known };

let browser: Browser;
let products: Product[] = [];
const places: { full?: Place; empty?: Place } = {};

before(async () => {
  browser = await openBrowser();
  const [full, empty] = [await startProduct(), await startProduct({ args: ['--empty'] })];
  products = [full, empty];
  await talkOnce(full.url);
  places.full = await settle(full);
  places.empty = await settle(empty);
});
after(async () => {
  await browser?.close();
  await Promise.all(products.map((product) => product.close()));
});

async function settle(product: Product): Promise<Place> {
  const signedIn = await becomeOwner(browser, product);
  const context = await browser.newContext({ storageState: signedIn });
  const known = await readKnown(await context.newPage(), product.url);
  await context.close();
  return { product, signedIn, known };
}

type Look = { colorScheme: 'light' | 'dark'; isInside: boolean };

/** A fresh profile in which everything is written down that a page should not do. */
async function open(
  { product, signedIn }: Place,
  look: Look,
): Promise<{ context: BrowserContext; page: Page; sins: string[] }> {
  const context = await browser.newContext({
    locale: 'en-GB',
    colorScheme: look.colorScheme,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    ...(look.isInside ? { storageState: { ...signedIn, origins: [] } } : {}),
  });
  context.setDefaultTimeout(WITHIN_MS);
  const page = await context.newPage();
  const sins: string[] = [];
  // Refusals by the Content Security Policy are told in the console, too.
  page.on('console', (entry) => {
    if (entry.type() !== 'error' && entry.type() !== 'warning') return;
    // The browser itself tells of the answer that a dead link gets; the page says it in words.
    if (!look.isInside && entry.text().includes('status of 410 (Gone)')) return;
    sins.push(`console: ${entry.text()}`);
  });
  page.on('pageerror', (error) => sins.push(`fault: ${error.message}`));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== new URL(product.url).origin && !['data:', 'blob:'].includes(protocol))
      sins.push(`left: ${request.url()}`);
  });
  return { context, page, sins };
}

type Finding = { id: string; nodes: { html: string; failureSummary?: string }[] };

async function audit(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{ violations: Finding[] }>('axe.run(document)');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
  );
}

describe('every page', () => {
  it('is in the list of these tests', async () => {
    const router = await readFile(join(import.meta.dirname, '..', '..', 'web', 'app', 'router.tsx'), 'utf8');
    const own = [...router.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path);
    // The settings are parts of one page; the first address leads on; the demo has a test of its own.
    const known = new Set(APP_PAGES.flatMap(({ route }) => [route, route.replace(/^\/settings/, '')]));
    const apart = new Set(['/', '/settings', '/demo']);
    assert.deepEqual(
      own.filter((path) => !known.has(path) && !apart.has(path)),
      [],
    );
  });

  for (const state of ['full', 'empty'] as const) {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const isInside of [true, false]) {
        it(`has nothing to find, ${state}, ${colorScheme}, ${isInside ? 'inside' : 'outside'}`, async () => {
          const place = places[state];
          assert.ok(place);
          const { context, page, sins } = await open(place, { colorScheme, isInside });
          const found: Record<string, string[]> = {};
          for (const shown of APP_PAGES.filter((each) => (each.isOutside ?? false) !== isInside)) {
            const path = shown.at(place.known);
            if (path === undefined) continue;
            await page.goto(`${place.product.url}${path}`);
            await waitForPage(page);
            const all = [...(await audit(page)), ...sins.splice(0)];
            if (all.length > 0) found[path] = all;
          }
          assert.deepEqual(found, {});
          await context.close();
        });
      }
    }
  }
});
