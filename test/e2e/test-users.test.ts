import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { audit } from './axe.ts';
import { call } from './call.ts';
import { usePlace } from './place.ts';

const WITHIN_MS = 20_000;
const LOOK_MS = 50;
const PUBLISHED = 'Ciao! Come ti chiami?';
const DRAWN = 'Bozza: come ti chiami?';

const place = usePlace();

/** A simulated phone of somebody on the real channel of the demo. */
async function openPhone(): Promise<{ says(text: string): Promise<void>; reads(words: string): Promise<string> }> {
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${place.product.url}/api/demo/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', origin: place.product.url },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const { phones } = (await ask('state')) as { phones: { connection: string }[] };
  const made = await ask('customers', { kind: 'number', connection: phones[0]?.connection });
  const { id: customer } = made as { id: string };
  return {
    says: async (text) => void (await ask('messages', { customer, text })),
    async reads(words) {
      const deadline = Date.now() + WITHIN_MS;
      for (;;) {
        const shown = JSON.stringify(await ask(`state?customer=${encodeURIComponent(customer)}`));
        if (shown.includes(words)) return shown;
        if (Date.now() > deadline) throw new Error(`The phone never showed “${words}”.`);
        await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      }
    },
  };
}

type Draft = { flow: unknown; layout?: unknown; revision: number };

/** Draws another greeting, and does not publish it. */
async function draw(page: Page, flow: string): Promise<void> {
  const path = `/api/v1/flows/${flow}/draft` as const;
  const { flow: drawn, layout, revision } = await call<Draft>(page, `GET ${path}`);
  const content = JSON.parse(JSON.stringify(drawn).replace(PUBLISHED, DRAWN)) as unknown;
  await call(page, `PUT ${path}`, { body: { flow: content, layout }, revision });
}

it('gives the draft to who sends the code from a phone, and what is published to a customer', async () => {
  const { page, context, complaints } = await place.open('/settings/account');
  await draw(page, 'whatsapp-lead');
  await page.goto(`${place.product.url}/flows/whatsapp-lead`);
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
  assert.equal(await runs.getByRole('link').count(), 2);
  assert.deepEqual(await audit(page, 'aside'), []);
  await runs.getByRole('link').first().click();
  await page.getByText(/the draft that a test user got$/).waitFor();
  await page.getByText('Test', { exact: true }).waitFor();
  await page.locator('.react-flow__node').first().waitFor();
  await page.goto(`${place.product.url}/flows/whatsapp-lead?panel=test`);
  await panel.getByText('Real phone', { exact: true }).click();
  await runs.getByRole('link', { name: 'All of them' }).click();
  await page.waitForURL(/\/runs\?flow=whatsapp-lead&tests=only/);
  await page.getByText('test', { exact: true }).waitFor();
  const rows = page.locator('tbody tr[data-row]');
  assert.equal(await rows.count(), 1);
  await page.getByRole('button', { name: 'Remove the filter Test users: Only their runs' }).click();
  await rows.nth(1).waitFor();
  assert.deepEqual(complaints, []);
  await context.close();
});
