import type { JsonObject } from '../../base/json.ts';
import type { Choice } from '../../message/content.ts';
import { choiceData } from './choice-data.ts';
import { DEFAULT_PHONE_CHOICE, type TelegramConfig } from './config.ts';

/** So many buttons stand side by side where none of their titles is longer than this. */
const ROWS: readonly (readonly [perRow: number, longest: number])[] = [
  [3, 10],
  [2, 18],
];

/**
 * Choices as buttons under the message. A choice that shares the phone number is possible only on a keyboard in place
 * of the person's own; the other choices beside it are then sent back as text, by their titles.
 */
export function keyboardOf(choices: readonly Choice[], config: TelegramConfig): JsonObject {
  const phoneChoice = config.phoneChoice ?? DEFAULT_PHONE_CHOICE;
  if (!choices.some(({ id }) => id === phoneChoice)) {
    const buttons = choices.map(({ id, title }, index) => ({ text: title, callback_data: choiceData(id, index + 1) }));
    return { inline_keyboard: inRows(buttons) };
  }
  const keys = choices.map(({ id, title }) => ({ text: title, ...(id === phoneChoice && { request_contact: true }) }));
  return { keyboard: inRows(keys), resize_keyboard: true, one_time_keyboard: true };
}

function inRows<B extends { text: string }>(buttons: readonly B[]): B[][] {
  const longest = Math.max(...buttons.map(({ text }) => text.length));
  const perRow = ROWS.find(([, most]) => longest <= most)?.[0] ?? 1;
  return Array.from({ length: Math.ceil(buttons.length / perRow) }, (_, row) =>
    buttons.slice(row * perRow, (row + 1) * perRow),
  );
}
