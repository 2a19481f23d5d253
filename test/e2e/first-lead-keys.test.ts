import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { savedDraft } from './editor.ts';
import { exampleShape, shapeOf } from './journey/flow-shape.ts';
import { cardOf } from './journey/hand.ts';
import { keysOf } from './journey/keys.ts';
import { byTitle, drawLeadFlow, MISSING } from './journey/lead-flow.ts';
import { usePlace } from './place.ts';

const FLOW = 'whatsapp-lead-by-keys';

let page: Page;
let complaints: string[];

usePlace({
  async prepare({ open }) {
    ({ page, complaints } = await open('/flows'));
    await page.getByRole('heading', { level: 1, name: 'Flows' }).waitFor();
    await page.evaluate(`(() => {
    globalThis.pointed = [];
    for (const type of ['pointerdown', 'mousedown', 'pointermove', 'wheel', 'dragstart'])
      addEventListener(type, () => globalThis.pointed.push(type), true);
  })()`);
  },
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
    assert.deepEqual(shapeOf(await savedDraft(page, FLOW)), await exampleShape());
    t.diagnostic(`the flow, by keys: ${hand.count.keys} presses`);
  });

  it('no event of a pointer has reached the page', async () => {
    assert.deepEqual(await page.evaluate('globalThis.pointed'), []);
  });

  it('nothing is complained of in the console', () => {
    assert.deepEqual(complaints, []);
  });
});
