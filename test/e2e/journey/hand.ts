import type { Locator, Page } from 'playwright-core';

/**
 * How somebody works in the editor: by the mouse, or by keys alone. `count` tells how many clicks, drags and keys it
 * took, so that a test can say what building something costs a person.
 */
export type Hand = {
  /** Puts a step behind an exit of a card, found in the picker by some words, and gives it a title. */
  add(place: { card: string; exit: string; words: string }, title: string): Promise<void>;
  /** Leads an exit of a card to another card. */
  lead(place: { card: string; exit: string }, to: string): Promise<void>;
  /** Opens the settings of a card. */
  open(card: string): Promise<void>;
  /** Writes into a field of the settings in place of what stands there. */
  write(label: string, text: string): Promise<void>;
  /** Chooses in a list of the settings. */
  choose(label: string, option: string): Promise<void>;
  /** Chooses one of a few that all are seen. */
  pickOne(label: string, option: string): Promise<void>;
  /** Writes into a field that offers what the system knows, and takes the first offer. */
  take(label: string, text: string, offer: string): Promise<void>;
  /** Presses a button of the settings. */
  press(name: string | RegExp): Promise<void>;
  count: { clicks: number; drags: number; keys: number };
};

/** The canvas of the flow that is open. */
export const canvasOf = (page: Page): Locator => page.getByRole('region', { name: /^The flow / });

/** The card with a title. */
export const cardOf = (page: Page, title: string): Locator =>
  canvasOf(page).getByRole('button', { name: new RegExp(`^${escaped(title)}\\. `) });

/** The panel with the settings of the open step. */
export const settingsOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Step', exact: true });

export const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Waits until the settings of the card with a title are shown. */
export async function settingsAreOf(page: Page, title: string): Promise<void> {
  const field = settingsOf(page).getByRole('textbox', { name: 'Title', exact: true });
  await page.waitForFunction(([input, wanted]) => (input as { value: string } | null)?.value === wanted, [
    await field.elementHandle(),
    title,
  ] as const);
}
