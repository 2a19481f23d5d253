import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { canvasOf, cardOf, escaped, settingsAreOf, settingsOf, type Hand } from './hand.ts';

/** Somebody who clicks and draws; keys only write words. */
export function mouseOf(page: Page): Hand {
  const count = { clicks: 0, drags: 0, keys: 0 };
  const click = async (target: Locator): Promise<void> => {
    count.clicks += 1;
    await target.click();
  };
  const type = async (text: string): Promise<void> => {
    count.keys += text.length;
    await page.keyboard.insertText(text);
  };
  const boxOf = (title: string): Locator =>
    canvasOf(page)
      .locator('[data-step]')
      .filter({ has: page.getByRole('button', { name: new RegExp(`^${escaped(title)}\\. `) }) });
  const exitOf = (title: string, exit: string): Locator => boxOf(title).locator(`[data-handleid="${exit}"]`);
  const seeAll = async (): Promise<void> => {
    await click(page.getByRole('button', { name: 'Show everything' }));
    await settled(page);
  };
  const write = async (field: Locator, text: string): Promise<void> => {
    count.clicks += 1;
    await field.click({ clickCount: 3 });
    await type(text);
  };
  return {
    count,
    async add({ card, exit, words }, title) {
      await seeAll();
      await click(exitOf(card, exit));
      const picker = page.getByRole('dialog');
      await picker.getByRole('combobox').waitFor();
      await type(words);
      await click(picker.getByRole('option').first());
      await picker.waitFor({ state: 'detached' });
      const panel = settingsOf(page);
      // A step that needs nothing to be said does not open by itself.
      const made = canvasOf(page).locator('[role="button"][aria-pressed="true"]');
      await made.waitFor();
      if (!(await panel.isVisible()) || !(await isAbout(page, made))) {
        count.clicks += 2;
        await made.dblclick();
      }
      await write(panel.getByRole('textbox', { name: 'Title', exact: true }), title);
      await cardOf(page, title).waitFor();
    },
    async lead({ card, exit }, to) {
      await seeAll();
      const [from, end] = [await middle(exitOf(card, exit)), await middle(cardOf(page, to))];
      count.drags += 1;
      await drag(page, from, end);
    },
    async open(card) {
      await seeAll();
      count.clicks += 2;
      await cardOf(page, card).dblclick();
      await settingsAreOf(page, card);
    },
    write: (label, text) => {
      const named = { name: label, exact: true };
      const panel = settingsOf(page);
      return write(panel.getByRole('textbox', named).or(panel.getByRole('combobox', named)), text);
    },
    async choose(label, option) {
      count.clicks += 2;
      await settingsOf(page).getByRole('combobox', { name: label, exact: true }).selectOption({ label: option });
    },
    pickOne: (label, option) =>
      click(settingsOf(page).getByRole('radiogroup', { name: label, exact: true }).getByText(option, { exact: true })),
    async take(label, text, offer) {
      await write(settingsOf(page).getByRole('combobox', { name: label, exact: true }), text);
      await click(page.getByRole('option', { name: offer }).filter({ visible: true }).first());
    },
    press: (name) => click(settingsOf(page).getByRole('button', { name })),
  };
}

/** True where the panel shows the step of a card. */
async function isAbout(page: Page, card: Locator): Promise<boolean> {
  const step = await card.locator('xpath=ancestor::*[@data-step][1]').getAttribute('data-step');
  const id = settingsOf(page).getByRole('textbox', { name: 'Id of the step' });
  return (await id.inputValue()) === step;
}

/** Waits until the view stands still. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const own = globalThis as unknown as { document: { querySelector(css: string): { style: { transform: string } } } };
    const seen = globalThis as unknown as { lastView?: string };
    const now = own.document.querySelector('.react-flow__viewport').style.transform;
    const isStill = seen.lastView === now;
    seen.lastView = now;
    return isStill;
  });
}

type Point = { x: number; y: number };

/** The point in the middle of something that is seen. */
export async function middle(locator: Locator): Promise<Point> {
  const box = await locator.boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Draws from one point to another with the button held down. */
export async function drag(page: Page, from: Point, to: Point): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
}
