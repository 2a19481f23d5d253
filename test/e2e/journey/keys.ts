import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { canvasOf, cardOf, settingsAreOf, settingsOf, type Hand } from './hand.ts';

/** Presses of Tab after which a field counts as out of reach. */
const FAR = 160;
const FOCUS_WITHIN_MS = 5000;

type Fingers = {
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  tabTo(name: string | RegExp): Promise<void>;
  /** To a field, whose text is chosen. */
  tabToField(name: string): Promise<void>;
  /** To a card, by searching for it. */
  goTo(card: string): Promise<void>;
};

function fingersOf(page: Page, count: Hand['count']): Fingers {
  const press = async (key: string): Promise<void> => {
    count.keys += 1;
    await page.keyboard.press(key);
  };
  const type = async (text: string): Promise<void> => {
    count.keys += text.length;
    await page.keyboard.insertText(text);
  };
  return {
    press,
    type,
    tabTo: (name) => walkTo(page, { name, press }),
    async tabToField(name) {
      // Who looks for a field looks whether it is there yet: those of a record come from the org.
      await page.getByLabel(name, { exact: true }).filter({ visible: true }).first().waitFor();
      await walkTo(page, { name, press, writes: true });
      await press('Control+a');
    },
    async goTo(card) {
      await press('Control+f');
      await page.getByRole('textbox', { name: /^Words, or filters/ }).waitFor();
      await press('Control+a');
      await type(card);
      await press('Enter');
      await press('Escape');
      await focusIs(page, card);
    },
  };
}

/** Somebody without a mouse: nothing but keys reaches the page. */
export function keysOf(page: Page): Hand {
  const count = { clicks: 0, drags: 0, keys: 0 };
  const fingers = fingersOf(page, count);
  const { press, type, tabTo, tabToField, goTo } = fingers;
  const hand: Hand = {
    count,
    async add({ card, exit, words }, title) {
      if (!(await nameOfFocus(page)).startsWith(`${card}. `)) await goTo(card);
      await tabTo(new RegExp(`^(Add|Put) a step (in )?at “${exit}” of `));
      await press('Enter');
      await page.getByRole('dialog').getByRole('combobox').waitFor();
      await type(words);
      await press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await newCardHasFocus(page, card);
      await nameIt(page, title, fingers);
      await press('Enter');
      await settingsAreOf(page, title);
    },
    async lead({ card, exit }, to) {
      await hand.open(card);
      await hand.choose(`“${exit}” leads to`, to);
    },
    async open(card) {
      const panel = settingsOf(page);
      const title = panel.getByRole('textbox', { name: 'Title', exact: true });
      if ((await panel.isVisible()) && (await title.inputValue()) === card) return;
      await goTo(card);
      await press('Enter');
      await settingsAreOf(page, card);
    },
    async write(label, text) {
      await tabToField(label);
      await type(text);
    },
    async choose(label, option) {
      await tabTo(label);
      count.keys += option.length;
      await page.keyboard.type(option);
    },
    pickOne: (label, option) => pickOne(page, { label, option, press }),
    async take(label, text, offer) {
      await tabToField(label);
      await type(text);
      const wanted = page.getByRole('option', { name: offer }).filter({ visible: true }).first();
      await wanted.waitFor();
      for (let presses = 0; presses < FAR && !(await isActive(wanted)); presses++) await press('ArrowDown');
      await press('Enter');
    },
    async press(name) {
      await tabTo(name);
      await press('Enter');
      // What a button brings may stand before it.
      await press('Shift+Tab');
    },
  };
  return hand;
}

/** Gives the card that has the focus a title. */
async function nameIt(page: Page, title: string, { press, type }: Fingers): Promise<void> {
  await press('F2');
  await page.getByRole('textbox', { name: 'Title of the step' }).waitFor();
  await press('Control+a');
  await type(title);
  await press('Enter');
  await focusIs(page, title);
}

/** `writes`: what is looked for takes text; other controls may have the same name. */
type Walk = { name: string | RegExp; writes?: true; press(key: string): Promise<void> };

/** Walks by Tab to what has a name. */
async function walkTo(page: Page, { name, writes, press }: Walk): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < FAR; presses++) {
    const focused = await nameOfFocus(page);
    const isNamed = typeof name === 'string' ? focused === name : name.test(focused);
    if (isNamed && (!writes || (await takesText(page)))) return;
    seen.push(focused);
    await press('Tab');
  }
  assert.fail(`Tab leads to no “${name}”, but to: ${seen.slice(0, 80).join(' | ')}`);
}

type Pick = { label: string; option: string; press(key: string): Promise<void> };

/** Chooses one of a few by Tab and the arrow keys. */
async function pickOne(page: Page, { label, option, press }: Pick): Promise<void> {
  const group = settingsOf(page).getByRole('radiogroup', { name: label, exact: true });
  const wanted = group.getByRole('radio', { name: option, exact: true });
  for (let presses = 0; presses < FAR && (await group.locator(':focus').count()) === 0; presses++) await press('Tab');
  for (let left = await group.getByRole('radio').count(); left > 0 && !(await wanted.isChecked()); left--)
    await press('ArrowRight');
  assert.ok(await wanted.isChecked(), `${label}: ${option}`);
}

/** What those who hear the page are told of what has the focus. */
async function nameOfFocus(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const focused = document.activeElement;
    const by = (focused.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
    const told = by.map((id) => document.getElementById(id)?.textContent ?? '').join(' ').trim();
    if (told !== '') return told;
    const label = focused.getAttribute('aria-label');
    if (label !== null) return label;
    const own = focused.labels?.[0]?.textContent;
    return (own ?? focused.textContent ?? '').replace(/\\s*\\*$/, '').trim();
  })()`);
}

/** True while what has the focus can be written into. */
async function takesText(page: Page): Promise<boolean> {
  const field = ':focus:is(textarea, [contenteditable="true"], input:not([type="radio"], [type="checkbox"]))';
  return (await page.locator(field).count()) > 0;
}

/** True for the option of a list that Enter would take. */
async function isActive(option: Locator): Promise<boolean> {
  return (await option.getAttribute('data-combobox-selected')) !== null;
}

async function focusIs(page: Page, card: string): Promise<void> {
  await cardOf(page, card).waitFor();
  await focusComesTo(page, `“${card}”`, async () => (await nameOfFocus(page)).startsWith(`${card}. `));
}

/** Waits until what was put behind a card has the focus. */
async function newCardHasFocus(page: Page, former: string): Promise<void> {
  const focused = canvasOf(page).locator('[data-step] [role="button"]:focus');
  await focusComesTo(
    page,
    `what follows “${former}”`,
    async () => (await focused.count()) > 0 && !(await nameOfFocus(page)).startsWith(`${former}. `),
  );
}

async function focusComesTo(page: Page, what: string, isThere: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + FOCUS_WITHIN_MS;
  while (!(await isThere())) {
    assert.ok(Date.now() < deadline, `the focus is on “${await nameOfFocus(page)}”, not on ${what}`);
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(resolve))');
  }
}
