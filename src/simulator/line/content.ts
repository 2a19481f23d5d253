import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Bubble, BubbleMedia, Choice } from '../phone/model.ts';

/** What one message of a request shows, or the member that is wrong and why. */
export type Content =
  | { bubble: Bubble; wrong?: undefined }
  | { bubble?: undefined; wrong: [property: string, why: string] };

type Shown = Omit<Bubble, 'content' | 'type'>;
type Reader = (message: JsonObject) => Shown | [property: string, why: string];

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['text', ({ text }) => (isText(text, 5000) ? { text } : ['text', 'Length must be between 1 and 5000'])],
  ['image', (message) => fileOf('image', message)],
  ['video', (message) => fileOf('video', message)],
  ['audio', (message) => (Number.isInteger(message['duration']) ? fileOf('audio', message) : ['duration', 'required'])],
  ['location', placeOf],
  ['template', templateOf],
]);

/** Reads and validates one message of a request. */
export function contentOf(message: JsonValue): Content {
  const type = isObject(message) ? String(message['type']) : '';
  const reader = READERS.get(type);
  if (!reader || !isObject(message)) return { wrong: ['type', 'unknown'] };
  const shown = reader(message);
  if (Array.isArray(shown)) return { wrong: shown };
  const { quickReply } = message;
  if (quickReply === undefined) return { bubble: { type, content: message, ...shown } };
  const items = isObject(quickReply) && Array.isArray(quickReply['items']) ? quickReply['items'] : [];
  const choices = choicesOf((items as readonly JsonValue[]).map((item) => (isObject(item) ? item['action'] : item)));
  if (!choices || choices.length > 13) return { wrong: ['quickReply', 'invalid items'] };
  return { bubble: { type, content: message, ...shown, choices } };
}

function isText(value: JsonValue | undefined, max: number): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= max;
}

/** Links of this very machine are taken as they are; all others are encrypted. */
function isLink(value: JsonValue | undefined): value is string {
  return isText(value, 2000) && /^https:\/\/.|^http:\/\/(127\.0\.0\.1|localhost)\b/.test(value);
}

function fileOf(kind: BubbleMedia['kind'], message: JsonObject): ReturnType<Reader> {
  const { originalContentUrl: url, previewImageUrl: preview } = message;
  if (!isLink(url)) return ['originalContentUrl', 'must be an https URL'];
  if (kind !== 'audio' && !isLink(preview)) return ['previewImageUrl', 'must be an https URL'];
  return { text: `[${kind}]`, media: { kind, url } };
}

function placeOf({ title, address, latitude, longitude }: JsonObject): ReturnType<Reader> {
  if (!isText(title, 100)) return ['title', 'Length must be between 1 and 100'];
  if (!isText(address, 100)) return ['address', 'Length must be between 1 and 100'];
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return ['latitude', 'must be a number'];
  return { text: `${title}, ${address}` };
}

/** Longest texts and most buttons of each form. */
const FORMS: Readonly<Record<string, { text: number; actions: number }>> = {
  confirm: { text: 240, actions: 2 },
  buttons: { text: 160, actions: 4 },
};

function templateOf({ altText, template }: JsonObject): ReturnType<Reader> {
  if (!isText(altText, 1500)) return ['altText', 'Length must be between 1 and 1500'];
  const { type, text, actions, columns } = isObject(template) ? template : {};
  if (type === 'carousel') return carouselOf(Array.isArray(columns) ? (columns as readonly JsonValue[]) : []);
  const form = FORMS[String(type)];
  if (!form) return ['template/type', 'unknown'];
  if (!isText(text, form.text)) return ['template/text', `Length must be between 1 and ${form.text}`];
  const choices = choicesOf(Array.isArray(actions) ? (actions as readonly JsonValue[]) : []);
  const isRight = choices && choices.length <= form.actions && (type !== 'confirm' || choices.length === 2);
  return isRight ? { text, choices } : ['template/actions', 'invalid'];
}

function carouselOf(columns: readonly JsonValue[]): ReturnType<Reader> {
  const cards = columns.filter(isObject);
  const counts = new Set(cards.map(({ actions }) => (Array.isArray(actions) ? actions.length : 0)));
  if (cards.length === 0 || cards.length > 10 || counts.size > 1) return ['template/columns', 'invalid'];
  if (!cards.every(({ text }) => isText(text, 120)))
    return ['template/columns/text', 'Length must be between 1 and 120'];
  const choices = choicesOf(cards.flatMap(({ actions }) => (Array.isArray(actions) ? (actions as JsonValue[]) : [])));
  if (!choices || choices.length > 30) return ['template/columns/actions', 'invalid'];
  return { text: cards.map(({ text }) => String(text)).join('\n'), choices };
}

/** What a person can tap; nothing where an action is wrong. */
function choicesOf(actions: readonly (JsonValue | undefined)[]): Choice[] | undefined {
  const choices = actions.flatMap((action) => {
    const { type, label, data } = isObject(action) ? action : {};
    if (type !== 'postback' || !isText(label, 20) || !isText(data, 300)) return [];
    return [{ via: 'postback', id: data, title: label }];
  });
  return choices.length === 0 || choices.length < actions.length ? undefined : choices;
}
