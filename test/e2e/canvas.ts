import type { Locator, Page } from 'playwright-core';
import type { FlowFile } from './journey/flow-shape.ts';
import { cardOf } from './journey/hand.ts';

/** What is said aloud of what was done. */
export const saidOf = (page: Page): Locator => page.locator('[aria-live="polite"]:not(.cm-announced)').first();

/** Chooses in the picker that is open what some words find. */
export async function pick(page: Page, words: string): Promise<void> {
  const picker = page.getByRole('dialog').getByRole('combobox');
  await picker.fill(words);
  await picker.press('Enter');
  await picker.waitFor({ state: 'detached' });
}

/** Adds steps behind each other by keys alone. */
export async function buildByKeys(page: Page, types: readonly string[]): Promise<void> {
  await cardOf(page, 'Starts').focus();
  for (const type of types) {
    await page.keyboard.press('n');
    await pick(page, type);
  }
}

/** Which step each exit leads to, by titles or types. */
export function waysOf({ flow }: FlowFile): Record<string, Record<string, string>> {
  const name = (id: string): string => flow.steps[id]?.title ?? flow.steps[id]?.type ?? '?';
  return Object.fromEntries(
    Object.entries(flow.steps).map(([id, { next }]) => [
      name(id),
      Object.fromEntries(Object.entries(next).map(([exit, to]) => [exit, name(to)])),
    ]),
  );
}
