import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { audit } from './axe.ts';
import { openEditor } from './editor.ts';
import { usePlace } from './place.ts';

const place = usePlace();

const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Test' });

async function openTest(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await panel(page).waitFor();
  return panel(page);
}

async function write(page: Page, text: string): Promise<void> {
  await panel(page).getByRole('textbox', { name: 'Message' }).fill(text);
  await page.keyboard.press('Enter');
}

describe('the test panel', () => {
  it('runs the draft in the page, and goes back and forth in time', async () => {
    const { page, context, complaints } = await openEditor(place, 'whatsapp-lead');
    const test = await openTest(page);
    await write(page, 'Ciao');
    await test.getByText('Ciao! Come ti chiami?').waitFor();
    await test.getByText(/Waits for a reply, until/).waitFor();
    await write(page, 'Ada Rossi');
    await test.getByText('The run is complete').waitFor();
    await test.getByText(/Grazie Ada/).waitFor();
    await test.getByRole('row', { name: /name Ada Rossi/ }).waitFor();
    const slider = test.getByRole('slider', { name: 'Moment of the test' });
    await slider.focus();
    await page.keyboard.press('Home');
    await test.getByText(/^1 of /).waitFor();
    assert.equal(await test.getByText(/Grazie Ada/).count(), 0);
    await test.getByRole('button', { name: 'Back to now' }).click();
    await test.getByText(/Grazie Ada/).waitFor();
    assert.deepEqual(await audit(page, 'aside'), []);
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('skips waits', async () => {
    const { page, context } = await openEditor(place, 'whatsapp-lead');
    const test = await openTest(page);
    await write(page, 'Ciao');
    await test.getByRole('button', { name: /^Skip the wait/ }).click();
    await test.getByText(/^The run/).waitFor();
    await context.close();
  });

  it('sends nothing to somebody who wrote STOP until they write again, and speaks their language', async () => {
    const { page, context, complaints } = await openEditor(place, 'whatsapp-lead');
    const test = await openTest(page);
    await test.getByRole('button', { name: 'Ada Rossi' }).click();
    const who = page.getByRole('dialog');
    assert.equal(await who.getByLabel('About being written to').first().inputValue(), 'Has said nothing');
    await who.getByLabel('Language').first().click();
    await who.getByRole('option', { name: 'en', exact: true }).click();
    assert.deepEqual(await audit(page, '[role=dialog]'), []);
    await page.keyboard.press('Escape');
    await write(page, 'Hi');
    await test.getByText("Hi! What's your name?").waitFor();
    await test.getByRole('button', { name: 'Ada Rossi' }).click();
    await who.getByRole('button', { name: 'Writes STOP' }).click();
    await page.keyboard.press('Escape');
    await test.getByText(/^Nothing is sent to this person until they write again/).waitFor();
    await test.getByText(/Waits for a reply, until/).waitFor();
    await write(page, 'Ada Rossi');
    await test.getByText(/Thank you Ada/).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('plays the conversation in the pretend world, keeps it as a test, and plays that', async () => {
    const { page, context, complaints } = await openEditor(place, 'whatsapp-lead');
    const test = await openTest(page);
    await test.getByText('Pretend world', { exact: true }).click();
    await write(page, 'Ciao');
    await test.getByText('Ciao! Come ti chiami?').waitFor();
    await write(page, 'Ada Rossi');
    await test.getByText('The run is complete').waitFor();
    await test.getByRole('textbox', { name: 'Name of the test' }).fill('A name is enough');
    await page.keyboard.press('Enter');
    await test.getByText('A name is enough').waitFor();
    await test.getByRole('button', { name: 'Play the test' }).click();
    await test.getByText('as written', { exact: true }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('asks real systems only behind a switch', async () => {
    const { page, context } = await openEditor(place, 'whatsapp-lead');
    const test = await openTest(page);
    await test.getByText('Dry run', { exact: true }).click();
    assert.equal(await test.getByRole('textbox', { name: 'Message' }).count(), 0);
    await test.getByRole('switch', { name: 'Ask the real systems' }).check({ force: true });
    await write(page, 'Ciao');
    await test.getByText('Ciao! Come ti chiami?').waitFor();
    await write(page, 'Ada Rossi');
    await test
      .getByText(/It would be|Not tried/)
      .first()
      .waitFor();
    await context.close();
  });
});
