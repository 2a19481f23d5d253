import axe from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { SignedIn } from './owner.ts';
import type { Product } from './product.ts';

const WITHIN_MS = 10_000;

/** The editor of a flow of its own, in a fresh browser profile. */
export type OpenedEditor = { page: Page; context: BrowserContext; complaints: string[]; flow: string };

/** Where editors are opened, and how they look. */
export type EditorPlace = { browser: Browser; product: Product; signedIn: SignedIn };
type Look = { locale?: string; colorScheme?: 'light' | 'dark' };

/** Copies a flow and opens its editor. */
export async function openEditor(
  { browser, product, signedIn }: EditorPlace,
  copyOf: string,
  { locale = 'en-GB', colorScheme = 'light' }: Look = {},
): Promise<OpenedEditor> {
  const context = await browser.newContext({
    locale,
    colorScheme,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    storageState: { ...signedIn, origins: [] },
  });
  context.setDefaultTimeout(WITHIN_MS);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (entry) => {
    if (entry.type() === 'error' || entry.type() === 'warning') complaints.push(entry.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${product.url}/settings/account`);
  await page.getByRole('navigation').first().waitFor();
  const flow = await page.evaluate(async (from) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
    const body = JSON.stringify({ name: `Copy of ${from}` });
    const response = await fetch(`/api/v1/flows/${from}/duplicate`, { method: 'POST', headers, body });
    return ((await response.json()) as { flow: { id: string } }).flow.id;
  }, copyOf);
  await page.goto(`${product.url}/flows/${flow}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  return { page, context, complaints, flow };
}

type Finding = { id: string; nodes: { html: string; failureSummary?: string }[] };

/** What axe finds in a part of the page. */
export async function audit(page: Page, within: string): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<{ violations: Finding[] }>(`axe.run(${JSON.stringify(within)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${html} ${failureSummary}`),
  );
}
