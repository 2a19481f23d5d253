import type { JsonObject } from '../../base/json.ts';
import type { Choice } from '../../message/content.ts';
import { DEFAULT_LOCATION_CHOICE, DEFAULT_PHONE_CHOICE, type ViberConfig } from './config.ts';

/** Columns that all buttons of a row take up together. */
const COLUMNS = 6;

/** So many buttons stand side by side where none of their titles is longer than this. */
const ROWS: readonly (readonly [perRow: number, longest: number])[] = [
  [3, 9],
  [2, 18],
];

/** The oldest version of the API that knows replies, and the one that knows shared numbers and places. */
const VERSION = { reply: 1, sharing: 3 };

/** A keyboard, and the version of the API that a person's Viber needs to show it. */
export type Keyboard = { keyboard: JsonObject; version: number };

/** Choices as a keyboard below the chat: each button writes the id of its choice, or shares a number or a place. */
export function keyboardOf(choices: readonly Choice[], config: ViberConfig): Keyboard {
  const perRow = perRowOf(choices);
  const filled = choices.length - (choices.length % perRow);
  const buttons = choices.map(({ id, title }, index) => ({
    // Buttons that are left over share the last row.
    Columns: COLUMNS / (index < filled ? perRow : choices.length - filled),
    Rows: 1,
    Text: title,
    ActionType: actionOf(id, config),
    ActionBody: id === '' ? title : id,
  }));
  const plain = buttons.every(({ ActionType }) => ActionType === 'reply');
  return { keyboard: { Type: 'keyboard', Buttons: buttons }, version: plain ? VERSION.reply : VERSION.sharing };
}

function perRowOf(choices: readonly Choice[]): number {
  const longest = Math.max(...choices.map(({ title }) => title.length));
  return ROWS.find(([, most]) => longest <= most)?.[0] ?? 1;
}

function actionOf(id: string, config: ViberConfig): string {
  if (id === (config.phoneChoice ?? DEFAULT_PHONE_CHOICE)) return 'share-phone';
  return id === (config.locationChoice ?? DEFAULT_LOCATION_CHOICE) ? 'location-picker' : 'reply';
}
