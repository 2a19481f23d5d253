import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Choice } from '../phone/model.ts';
import { badRequest, type Refusal } from './bot-error.ts';

const BUTTONS_MAX = 100;
const DATA_MAX_BYTES = 64;
/** Every button of a message does exactly one of these. */
const ACTIONS = ['callback_data', 'url', 'web_app', 'login_url', 'switch_inline_query', 'copy_text', 'pay'];

/** Why the keyboard of a message is not taken, or nothing. */
export function checkMarkup(markup: JsonValue | undefined): Refusal | undefined {
  if (markup === undefined) return undefined;
  if (!isObject(markup)) return badRequest("can't parse reply keyboard markup JSON object");
  const rows = markup['inline_keyboard'] ?? markup['keyboard'] ?? [];
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row)))
    return badRequest('object expected as reply markup');
  const buttons = (rows as JsonValue[][]).flat();
  if (buttons.length > BUTTONS_MAX) return badRequest('reply markup is too long');
  const isInline = markup['inline_keyboard'] !== undefined;
  return buttons.map((button) => checkButton(button, isInline)).find((refusal) => refusal !== undefined);
}

function checkButton(button: JsonValue, isInline: boolean): Refusal | undefined {
  if (!isInline && typeof button === 'string') return button === '' ? badRequest('button text is empty') : undefined;
  if (!isObject(button) || typeof button['text'] !== 'string' || button['text'] === '')
    return badRequest(`can't parse ${isInline ? 'inline ' : ''}keyboard button: Field "text" must be of type String`);
  if (!isInline) return undefined;
  if (ACTIONS.filter((action) => button[action] !== undefined).length !== 1)
    return badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  const data = button['callback_data'];
  if (data === undefined) return undefined;
  const bytes = typeof data === 'string' ? Buffer.byteLength(data) : 0;
  return bytes >= 1 && bytes <= DATA_MAX_BYTES ? undefined : badRequest('BUTTON_DATA_INVALID');
}

/** What a person can tap: buttons that call back, and keys that write their words or share the number. */
export function choicesOf(markup: JsonValue | undefined): Choice[] {
  if (!isObject(markup)) return [];
  const buttonsIn = (name: string): JsonObject[] => {
    const rows = markup[name];
    return Array.isArray(rows) ? (rows as JsonValue[][]).flat().filter(isObject) : [];
  };
  const buttons = buttonsIn('inline_keyboard').flatMap(({ text, callback_data: data }) =>
    typeof data === 'string' ? [{ via: 'button', id: data, title: String(text) }] : [],
  );
  const keys = buttonsIn('keyboard').map(({ text, request_contact: shares }) => ({
    via: shares === true ? 'share' : 'key',
    id: String(text),
    title: String(text),
  }));
  return [...buttons, ...keys];
}
