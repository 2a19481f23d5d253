import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { audit } from './editor.ts';
import { becomeOwner, type SignedIn } from './owner.ts';
import { startProduct, type Product } from './product.ts';

const WITHIN_MS = 20_000;
const LOOK_MS = 50;
const PUBLISHED = 'Ciao! Come ti chiami?';
const DRAWN = 'Bozza: come ti chiami?';

let product: Product;
let browser: Browser;
let signedIn: SignedIn;

before(async () => {
  product = await startProduct();
  browser = await openBrowser();
  signedIn = await becomeOwner(browser, product);
});
after(async () => {
  await browser?.close();
  await product?.close();
});

/** A simulated phone of somebody on the real channel of the demo. */
async function openPhone(): Promise<{ says(text: string): Promise<void>; reads(words: string): Promise<string> }> {
  const call = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${product.url}/api/demo/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', origin: product.url },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const { phones } = (await call('state')) as { phones: { connection: string }[] };
  const made = await call('customers', { kind: 'number', connection: phones[0]?.connection });
  const { id: customer } = made as { id: string };
  return {
    says: async (text) => void (await call('messages', { customer, text })),
    async reads(words) {
      const deadline = Date.now() + WITHIN_MS;
      for (;;) {
        const shown = JSON.stringify(await call(`state?customer=${encodeURIComponent(customer)}`));
        if (shown.includes(words)) return shown;
        if (Date.now() > deadline) throw new Error(`The phone never showed “${words}”.`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    },
  };
}

/** Draws another greeting, and does not publish it. */
async function draw(page: Page, flow: string): Promise<void> {
  await page.evaluate(
    async ([at, from, to]) => {
      const path = `/api/v1/flows/${at}/draft`;
      const read = await fetch(path);
      const { flow: content, layout } = (await read.json()) as { flow: unknown; layout?: unknown };
      const drawn = JSON.parse(JSON.stringify(content).replace(from, to)) as unknown;
      const headers = { 'content-type': 'application/json', 'if-match': read.headers.get('etag') ?? '' };
      const saved = await fetch(path, { method: 'PUT', headers, body: JSON.stringify({ flow: drawn, layout }) });
      if (!saved.ok) throw new Error(await saved.text());
    },
    [flow, PUBLISHED, DRAWN] as const,
  );
}

it('gives the draft to who sends the code from a phone, and what is published to a customer', async () => {
  const context = await browser.newContext({
    locale: 'en-GB',
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    storageState: { ...signedIn, origins: [] },
  });
  context.setDefaultTimeout(WITHIN_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (entry) => {
    if (entry.type() === 'error' || entry.type() === 'warning') complaints.push(entry.text());
  });
  await page.goto(`${product.url}/settings/account`);
  await page.getByRole('navigation').first().waitFor();
  await draw(page, 'whatsapp-lead');
  await page.goto(`${product.url}/flows/whatsapp-lead`);
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const panel = page.getByRole('complementary', { name: 'Test' });
  await panel.getByText('Real phone', { exact: true }).click();
  await panel.getByText('The draft answers test users').waitFor();
  await panel.getByText('Records are really written in connected systems.').waitFor();

  await panel.getByRole('button', { name: 'Make a code' }).click();
  const code = await panel.getByText(/^TEST \d{4}$/).innerText();
  const link = panel.getByRole('link', { name: 'Open WhatsApp' });
  assert.match(
    (await link.getAttribute('href')) ?? '',
    new RegExp(`^https://wa\\.me/\\d+\\?text=${encodeURIComponent(code)}$`),
  );
  await panel.getByRole('img', { name: /^QR code that opens WhatsApp/ }).waitFor();
  const [tester, customer] = [await openPhone(), await openPhone()];
  await tester.says(code);
  await tester.reads('TEST RESET');
  await panel.getByRole('button', { name: /^Remove / }).waitFor();
  assert.equal(await panel.getByText(code, { exact: true }).count(), 0);

  await tester.says('Ciao');
  await customer.says('Ciao');
  await tester.reads(DRAWN);
  const shown = await customer.reads(PUBLISHED);
  assert.equal(shown.includes(DRAWN), false);

  const runs = panel.getByRole('region', { name: 'Last runs of test users' });
  await runs.getByText('under way').waitFor();
  assert.equal(await runs.getByRole('link').count(), 1);
  assert.deepEqual(await audit(page, 'aside'), []);
  await runs.getByRole('link').click();
  await page.getByText(/the draft that a test user got$/).waitFor();
  await page.getByText('Test', { exact: true }).waitFor();
  await page.locator('.react-flow__node').first().waitFor();
  await page.goto(`${product.url}/runs`);
  await page.getByText('test', { exact: true }).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
