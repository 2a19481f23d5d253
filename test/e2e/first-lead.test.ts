import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { call } from './call.ts';
import { savedDraft } from './editor.ts';
import { exampleShape, shapeOf } from './journey/flow-shape.ts';
import { cardOf, settingsAreOf, type Hand } from './journey/hand.ts';
import { byPlace, drawLeadFlow, MISSING } from './journey/lead-flow.ts';
import { mouseOf } from './journey/mouse.ts';
import { OWNER } from './owner.ts';
import { usePlace } from './place.ts';

/** How long a run may take to be where it is meant to be. */
const WITHIN_MS = 15_000;
const FLOW = 'whatsapp-lead';
/** Clicks from an empty installation to an org that works; two of them in the org's own window. */
const ORG_CLICKS = 9;
/** Clicks from there to a channel that works. */
const CHANNEL_CLICKS = 6;
/** What a person needs for a click, a drag and a key, with the time to find where: slow rather than quick. */
const SECONDS = { clicks: 1.5, drags: 3, keys: 0.28 };
/** From nothing to the first Lead, in seconds. */
const MOST_SECONDS = 600;

let page: Page;
let complaints: string[];
const spent = { clicks: 0, drags: 0, keys: 0 };

usePlace({
  args: ['--empty'],
  isNew: true,
  async prepare({ product, open }) {
    ({ page, complaints } = await open(product.setUpUrl));
  },
});

const heading = (name: string | RegExp): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor();

async function click(role: 'button' | 'link', name: string | RegExp, on: Page = page): Promise<void> {
  spent.clicks += 1;
  await on.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name }).click();
}

async function fill(label: string, text: string): Promise<void> {
  spent.clicks += 1;
  spent.keys += text.length;
  await page.getByLabel(label).fill(text);
}

const secondsOf = ({ clicks, drags, keys }: Hand['count']): number =>
  Math.round(clicks * SECONDS.clicks + drags * SECONDS.drags + keys * SECONDS.keys);

function tell(t: TestContext, what: string, count: Hand['count']): void {
  const { clicks, drags, keys } = count;
  t.diagnostic(`${what}: ${clicks} clicks, ${drags} drags, ${keys} keys; some ${secondsOf(count)} s for a person`);
}

/** Makes an empty flow and opens its editor. */
async function emptyFlow(name: string): Promise<void> {
  await click('button', 'Empty flow');
  await fill('Name', name);
  spent.clicks += 2;
  await page.getByRole('combobox', { name: 'Language of the conversation' }).click();
  await page.getByRole('option', { name: 'Italian' }).click();
  await click('button', 'Make the flow');
  await cardOf(page, 'Starts').waitFor();
}

describe('from nothing to the first Lead', () => {
  it('signs in by the link of the first start, and finds the installation empty', async () => {
    await fill('Your name', OWNER.name);
    await fill('E-mail address', OWNER.email);
    await fill('New password', OWNER.password);
    await click('button', 'Make the account');
    await page.getByText('Your flows will be here').waitFor();
    assert.equal((await call<{ total: number }>(page, 'GET /api/v1/flows')).total, 0);
  });

  it('connects an org by consent, without a token that somebody pastes', async (t) => {
    const before = spent.clicks;
    await click('link', 'Connections');
    await page.getByText('Connections will be here').waitFor();
    await click('link', 'New connection');
    await click('link', 'Connect Salesforce');
    await heading('What kind of org is it');
    await click('button', /^A pretend org/);
    await heading('The pretend org has its app already');
    await click('button', 'Save and go on');
    await heading('Let Rondine in');
    const opened = page.waitForEvent('popup');
    await click('button', 'Connect to Salesforce');
    const popup = await opened;
    await click('button', 'Log in', popup);
    await click('button', 'Allow', popup);
    await page.getByText('Everything is in order').first().waitFor();
    await click('button', 'Go on');
    await page.getByText('Nothing was left behind').waitFor();
    await click('button', 'Finish');
    await heading('Rondine Demo is connected');
    assert.equal(spent.clicks - before - 1, ORG_CLICKS);
    t.diagnostic(`an org: ${ORG_CLICKS} clicks`);
  });

  it('connects a channel', async (t) => {
    const before = spent.clicks;
    await click('link', 'Connect something else');
    await click('link', 'Try a pretend phone: WhatsApp');
    await click('button', 'Save and go on');
    await heading('The pretend WhatsApp knows our address');
    await click('button', 'Go on');
    await heading('Does it work');
    await click('button', /^Go on/);
    await heading('Send a test message');
    await click('button', 'Done');
    await heading('WhatsApp is connected');
    assert.equal(spent.clicks - before, CHANNEL_CLICKS);
    t.diagnostic(`a channel: ${CHANNEL_CLICKS} clicks`);
  });

  it('draws the flow on an empty canvas by the mouse', async (t) => {
    await click('link', 'Draw a flow with it');
    await emptyFlow('WhatsApp Lead');
    const hand = mouseOf(page);
    await drawLeadFlow(hand, byPlace);
    tell(t, 'the flow, by mouse', hand.count);
    for (const each of ['clicks', 'drags', 'keys'] as const) spent[each] += hand.count[each];
    await savedDraft(page, FLOW);
  });

  it('is told what is missing, and mends it where it is shown', async () => {
    await click('button', /^\d+ problems?$/);
    await page
      .getByText(/answered.*leads nowhere/)
      .first()
      .waitFor();
    await click('button', `Show ${MISSING.card}`);
    await settingsAreOf(page, MISSING.card);
    const hand = mouseOf(page);
    await hand.choose(`“${MISSING.exit.title}” leads to`, MISSING.to);
    await page
      .getByText(/answered.*leads nowhere/)
      .first()
      .waitFor({ state: 'detached' });
    assert.deepEqual(shapeOf(await savedDraft(page, FLOW)), await exampleShape());
  });

  it('tries it on the phone beside the canvas', async () => {
    await click('button', 'Test');
    const test = page.getByRole('complementary', { name: 'Test' });
    for (const [text, answer] of [
      ['Ciao', 'Ciao! Come ti chiami?'],
      ['Maria De Luca', /^Grazie Maria, ti richiamiamo/],
    ] as const) {
      spent.keys += text.length + 1;
      await test.getByRole('textbox', { name: 'Message' }).fill(text);
      await page.keyboard.press('Enter');
      await test.getByText(answer).first().waitFor();
    }
    await test.getByText('The run is complete').waitFor();
  });

  it('publishes it', async () => {
    await click('button', 'Publish');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Publish version 1' }).waitFor();
    for (const warning of await dialog.getByRole('checkbox', { name: /^I have read/ }).all()) {
      spent.clicks += 1;
      await warning.check();
    }
    await click('button', 'Publish version 1');
    await page.getByText('Version 1 is published.').waitFor();
  });

  it('takes a signed webhook of a customer who writes, and shows the run and the Lead', async (t) => {
    const [phone, org] = await Promise.all(['whatsapp', 'salesforce'].map(simulatorOf));
    await writes(phone, 'Ciao');
    await untilOneRun('waiting=reply');
    await writes(phone, 'Maria De Luca');
    await untilOneRun('status=completed');
    await click('link', 'Runs');
    await page
      .getByRole('row', { name: /Maria De Luca|\+39/ })
      .first()
      .waitFor();
    spent.clicks += 1;
    await page
      .getByRole('row', { name: /Maria De Luca|\+39/ })
      .first()
      .getByRole('link')
      .first()
      .click();
    await page.getByRole('slider', { name: 'Moment' }).waitFor();
    const { records } = (await (await fetch(`${org}/_control/records/Lead`)).json()) as { records: Lead[] };
    const made = records.filter(({ fields }) => fields['LastName'] === 'De Luca');
    assert.equal(made.length, 1);
    const { id = '', fields } = made[0] ?? {};
    assert.equal(fields?.['FirstName'], 'Maria');
    assert.match(id, /^00Q/);
    await page.getByRole('link', { name: /^Lead/ }).first().waitFor();
    assert.ok((await page.content()).includes(id), 'the run shows the id of the Lead');
    await page.getByText(`Il tuo riferimento è ${id}`).first().waitFor();
    tell(t, 'from nothing to the first Lead', spent);
    assert.ok(secondsOf(spent) < MOST_SECONDS);
  });

  it('sees no error in the console on the whole way', () => {
    assert.deepEqual(complaints, []);
  });
});

type Lead = { id: string; fields: Readonly<Record<string, unknown>> };

async function simulatorOf(connection: string): Promise<string> {
  return (await call<{ simulatorUrl: string }>(page, `GET /api/v1/connections/${connection}`)).simulatorUrl;
}

/** Has the customer of the pretend phone write: it calls the webhook, signed as its provider signs. */
async function writes(phone: string | undefined, text: string): Promise<void> {
  const response = await fetch(`${phone}/_control/customers/393331234567/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  });
  assert.equal(response.status, 200, await response.text());
}

/** Waits until there is one run of a kind. */
async function untilOneRun(kind: string): Promise<void> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    const { items } = await call<{ items: unknown[] }>(page, `GET /api/v1/runs?flow=${FLOW}&${kind}`);
    if (items.length === 1) return;
    assert.ok(Date.now() < deadline, `${items.length} runs are ${kind}, and not one`);
    await page.waitForTimeout(100);
  }
}
