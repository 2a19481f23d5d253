import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { usePlace, type Opened } from './place.ts';

const place = usePlace({ isNew: true });

/** Opens the page and waits until it is told what happens. */
async function open(locale = 'en-GB'): Promise<Opened> {
  const opened = await place.open('/demo', { locale, reducedMotion: 'no-preference' });
  await opened.page
    .getByRole('status')
    .filter({ hasText: /^(Live|In diretta)$/ })
    .waitFor();
  return opened;
}

const say = async (page: Page, text: string): Promise<void> => {
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
};
const thread = (page: Page): Locator => page.getByRole('log');
const cards = (page: Page): Locator => page.locator('.record');

describe('the demo page', () => {
  it('leads from "Ciao" to a Lead with its id, by keyboard alone', async () => {
    const { page, context, complaints } = await open();
    await page.getByText('Type Ciao and press Enter').waitFor();
    await page.getByText('No records yet').waitFor();
    await say(page, 'Ciao');
    await thread(page).getByText('Come ti chiami?').waitFor();
    await say(page, 'Maria De Luca');
    await thread(page).getByText('Grazie Maria').waitFor();
    const card = cards(page).first();
    await card.getByText('De Luca', { exact: true }).waitFor();
    const id = await card.locator('.copy-id code').innerText();
    assert.match(id, /^00Q[A-Za-z0-9]{15}$/);
    assert.ok((await thread(page).innerText()).includes(id), 'the reply names the record');
    const path = page.getByRole('region', { name: 'The path of a message' });
    await path.getByText('Lead created').waitFor();
    assert.ok((await path.innerText()).includes(id), 'the path names the record');
    await path.getByText('Flow completed').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('shows the same after a reload, with nothing marked as new', async () => {
    const { page, context } = await open();
    await thread(page).getByText('Grazie Maria').waitFor();
    await cards(page).first().waitFor();
    assert.equal(await page.locator('.record[data-new="true"]').count(), 0);
    await context.close();
  });

  it('asks a customer for the number when WhatsApp hides it', async () => {
    const { page, context, complaints } = await open();
    await page.getByRole('button', { name: /Luca Bianchi/ }).click();
    await page.getByRole('button', { name: 'Ciao', exact: false }).first().click();
    await thread(page).getByText('Come ti chiami?').waitFor();
    await page.getByRole('textbox', { name: 'Write a message' }).focus();
    await say(page, 'Cher');
    await thread(page).getByText('A quale numero').waitFor();
    await say(page, '347 123 4567');
    await thread(page).getByText('Grazie Cher').waitFor();
    await cards(page).filter({ hasText: '+393471234567' }).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('opens a Case through a button and gives the conversation back from people', async () => {
    const { page, context, complaints } = await open('it-IT');
    await page.getByRole('button', { name: 'Ricomincia come nuovo cliente' }).click();
    await page.getByText('Scrivi Ciao e premi Invio').waitFor();
    await page.getByRole('button', { name: /Assistenza/ }).click();
    await thread(page).getByRole('button', { name: 'Guasto' }).click();
    await thread(page).getByText('Raccontaci').waitFor();
    await page.getByRole('textbox', { name: 'Scrivi un messaggio' }).focus();
    await say(page, 'La caldaia non parte');
    const card = cards(page).filter({ hasText: 'Guasto: La caldaia non parte' });
    await card.waitFor();
    assert.match(await card.locator('.copy-id code').innerText(), /^500[A-Za-z0-9]{15}$/);
    await page.getByRole('button', { name: 'Ridalla al flusso' }).click();
    await page.getByText('Flusso completato').waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('goes on to another channel’s phone, and its people have conversations of their own', async () => {
    const { page, context, complaints } = await open();
    const choice = page.getByRole('combobox', { name: 'Channel' });
    const titles = await choice.locator('option').allInnerTexts();
    assert.ok(titles.length > 1, 'there is more than one channel');
    const [first = '', second = ''] = titles;
    await thread(page).getByText('Ciao', { exact: true }).first().waitFor();
    await choice.selectOption({ label: second });
    await page.getByText(`${second}, simulated`).waitFor();
    await page.getByText('Type Ciao and press Enter').waitFor();
    await page.getByRole('button', { name: /^Ciao/ }).click();
    await thread(page).getByText('Come ti chiami?').waitFor();
    await page.getByRole('region', { name: 'The path of a message' }).getByText(`${second} to Lead`).first().waitFor();
    await page.reload();
    await page.getByText(`${second}, simulated`).waitFor();
    await choice.selectOption({ label: first });
    await page.getByText(`${first}, simulated`).waitFor();
    assert.deepEqual(complaints, []);
    await context.close();
  });

  it('speaks the browser’s language, changes it at once and remembers it', async () => {
    const { page, context } = await open('it-IT');
    assert.equal(await page.locator('html').getAttribute('lang'), 'it');
    await page.getByRole('button', { name: 'EN', exact: true }).click();
    await page.getByRole('heading', { name: 'The path of a message' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'The path of a message' }).waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await context.close();
  });

  it('turns dark when asked to and stays so', async () => {
    const { page, context } = await open();
    const background = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    assert.equal(await background(), 'rgb(250, 246, 239)');
    await page.getByRole('button', { name: 'Dark' }).click();
    assert.equal(await background(), 'rgb(16, 24, 43)');
    await page.reload();
    assert.equal(await background(), 'rgb(16, 24, 43)');
    await context.close();
  });

  it('gives every control a name and every part of the page a label', async () => {
    const { page, context } = await open();
    for (const control of await page.locator('button, input, select, summary').all()) {
      const name = (await control.getAttribute('aria-label')) ?? (await control.textContent());
      assert.notEqual((name ?? '').trim(), '', await control.innerHTML());
    }
    assert.equal(await page.getByRole('heading', { level: 1 }).count(), 1);
    assert.equal(await page.getByRole('region').count(), 3);
    assert.equal(await page.getByRole('main').count(), 1);
    const ids = await page.locator('[id]').evaluateAll((elements) => elements.map(({ id }) => id));
    assert.equal(new Set(ids).size, ids.length, 'ids are unique');
    await context.close();
  });

  it('does not scroll sideways, from a phone to a desk', async () => {
    const { page, context } = await open();
    for (const width of [360, 800, 1024, 1280, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const spill = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      assert.equal(spill, 0, `at ${width} pixels`);
    }
    await context.close();
  });

  it('says that the connection is lost and recovers', async () => {
    const { page, context } = await open();
    await context.setOffline(true);
    // Going offline leaves open streams alone; a new one is what notices it.
    await page.getByRole('button', { name: /Luca Bianchi/ }).click();
    const alert = page.getByRole('alert');
    await alert.getByText('The connection to the server is lost.').waitFor();
    await context.setOffline(false);
    await alert.getByRole('button', { name: 'Try again now' }).click();
    await alert.waitFor({ state: 'detached' });
    await context.close();
  });

  it('shows a message that was not taken with the reason, and sends it again', async () => {
    const { page, context } = await open();
    await page.getByRole('button', { name: 'Start over as a new customer' }).click();
    await page.getByText('Type Ciao and press Enter').waitFor();
    await page.route('**/api/demo/messages', (route) => route.abort(), { times: 1 });
    await page.getByRole('textbox', { name: 'Write a message' }).focus();
    await say(page, 'Ciao');
    await page.getByText('Not sent').waitFor();
    await page.getByRole('alert').getByText('The server does not answer.').waitFor();
    await page.getByRole('button', { name: 'Send again' }).click();
    await thread(page).getByText('Come ti chiami?').waitFor();
    assert.equal(await page.getByText('Not sent').count(), 0);
    await context.close();
  });
});
