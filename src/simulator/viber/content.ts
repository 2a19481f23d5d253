import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Bubble, BubbleMedia, Choice } from '../phone/model.ts';

/** What a send holds, or Viber's status for what is wrong with it. */
export type Content = { bubble: Bubble; wrong?: undefined } | { bubble?: undefined; wrong: number };

const BAD_DATA = 3;
const MISSING_DATA = 4;

const ACTIONS = new Set(['reply', 'open-url', 'location-picker', 'share-phone', 'none']);

type Reader = (body: JsonObject) => Omit<Bubble, 'content' | 'type'> | number;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['text', ({ text }) => (isText(text, 7000) ? { text } : typeof text === 'string' ? BAD_DATA : MISSING_DATA)],
  ['picture', (body) => fileOf(body, { kind: 'image', caption: 768 })],
  ['video', (body) => fileOf(body, { kind: 'video', maxBytes: 26_000_000 })],
  ['file', (body) => (isText(body['file_name'], 256) ? fileOf(body, FILE) : MISSING_DATA)],
  ['url', ({ media }) => (isLink(media) ? { text: media } : BAD_DATA)],
  ['location', ({ location }) => placeOf(location)],
  ['contact', ({ contact }) => cardOf(contact)],
]);

const FILE = { kind: 'document', maxBytes: 50_000_000 } as const;

/** Reads and validates the message that the bot sends, or the one in its answer to an opened chat. */
export function contentOf(body: JsonObject): Content {
  const { type, sender, tracking_data: tracking = '', keyboard, min_api_version: version = 1 } = body;
  const reader = READERS.get(String(type));
  if (!reader || !isObject(sender) || !isText(sender['name'], 28)) return { wrong: MISSING_DATA };
  if (typeof tracking !== 'string' || tracking.length > 4000) return { wrong: BAD_DATA };
  const read = reader(body);
  if (typeof read === 'number') return { wrong: read };
  if (keyboard === undefined) return { bubble: { type: String(type), content: body, ...read } };
  const choices = choicesOf(keyboard, Number(version));
  if (!choices) return { wrong: BAD_DATA };
  return { bubble: { type: String(type), content: body, ...read, choices } };
}

/** What a person can tap; nothing where the keyboard is wrong. */
function choicesOf(keyboard: JsonValue, version: number): Choice[] | undefined {
  const buttons = isObject(keyboard) ? keyboard['Buttons'] : undefined;
  if (!isObject(keyboard) || keyboard['Type'] !== 'keyboard' || !Array.isArray(buttons)) return undefined;
  const read = (buttons as readonly JsonValue[]).map((button) => choiceOf(button, version));
  const choices = read.flatMap((choice) => choice ?? []);
  return choices.length === 0 || choices.length < read.length ? undefined : choices;
}

function choiceOf(button: JsonValue, version: number): Choice | undefined {
  if (!isObject(button)) return undefined;
  const { ActionBody: id, Text: title, ActionType: via = 'reply', Columns = 6, Rows = 1 } = button;
  const placed = Number(Columns) >= 1 && Number(Columns) <= 6 && Number(Rows) >= 1 && Number(Rows) <= 2;
  if (!placed || typeof via !== 'string' || !ACTIONS.has(via) || !isText(id, 1000)) return undefined;
  if ((via === 'location-picker' || via === 'share-phone') && version < 3) return undefined;
  return { via, id, title: isText(title, 250) ? title : id };
}

function isText(value: JsonValue | undefined, max: number): value is string {
  return typeof value === 'string' && value !== '' && value.length <= max;
}

function isLink(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.length <= 2000 && /^https?:\/\/./.test(value);
}

type FileRule = { kind: BubbleMedia['kind']; maxBytes?: number; caption?: number };

function fileOf({ media, text = '', size, file_name: name }: JsonObject, rule: FileRule): ReturnType<Reader> {
  const { kind, maxBytes, caption = 0 } = rule;
  if (!isLink(media)) return media === undefined ? MISSING_DATA : BAD_DATA;
  if (maxBytes !== undefined && !(typeof size === 'number' && size > 0 && size <= maxBytes)) return BAD_DATA;
  if (typeof text !== 'string' || text.length > Math.max(caption, 0)) return BAD_DATA;
  const named = typeof name === 'string' ? { name } : {};
  return { text: text || named.name || `[${kind}]`, media: { kind, url: media, ...named } };
}

function placeOf(place: JsonValue | undefined): ReturnType<Reader> {
  const { lat, lon } = isObject(place) ? place : {};
  if (typeof lat !== 'number' || typeof lon !== 'number' || Math.abs(lat) > 90 || Math.abs(lon) > 180) return BAD_DATA;
  return { text: `${lat}, ${lon}` };
}

function cardOf(card: JsonValue | undefined): ReturnType<Reader> {
  const { name, phone_number: phone } = isObject(card) ? card : {};
  return isText(name, 28 * 2) && isText(phone, 18) ? { text: `${name}, ${phone}` } : BAD_DATA;
}
