import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Bubble, BubbleMedia } from '../phone/model.ts';
import type { Bot } from './bot.ts';
import { badRequest, type Refusal } from './bot-error.ts';
import type { Parameters } from './parameters.ts';

/** What a send holds: how it looks, and the members of the answered message; or why it is refused. */
export type Content =
  | { bubble: Omit<Bubble, 'content'>; shown: JsonObject; refusal?: undefined }
  | { bubble?: undefined; refusal: Refusal };

const TEXT_MAX = 4096;
const CAPTION_MAX = 1024;
/** Documents that Telegram fetches by a link. */
const FETCHED = /\.(pdf|zip|gif)$/i;

type FileSend = { field: string; kind: BubbleMedia['kind']; maxBytes: number };

const MEGABYTE = 1_048_576;
const FILES: ReadonlyMap<string, FileSend> = new Map([
  ['sendPhoto', { field: 'photo', kind: 'image', maxBytes: 10 * MEGABYTE }],
  ['sendVideo', { field: 'video', kind: 'video', maxBytes: 50 * MEGABYTE }],
  ['sendAudio', { field: 'audio', kind: 'audio', maxBytes: 50 * MEGABYTE }],
  ['sendVoice', { field: 'voice', kind: 'audio', maxBytes: 50 * MEGABYTE }],
  ['sendDocument', { field: 'document', kind: 'document', maxBytes: 50 * MEGABYTE }],
  ['sendSticker', { field: 'sticker', kind: 'sticker', maxBytes: 50 * MEGABYTE }],
]);

type Reader = (values: JsonObject) => Content;

const OTHERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['sendMessage', textContent],
  ['sendLocation', placeContent],
  ['sendVenue', venueContent],
  ['sendContact', cardContent],
]);

/** True for a method that shows the person something. */
export function isSend(method: string): boolean {
  return FILES.has(method) || OTHERS.has(method);
}

/** Reads and validates what a send holds. */
export function contentOf(bot: Bot, method: string, parameters: Parameters): Content {
  const file = FILES.get(method);
  if (file) return fileContent(bot, file, parameters);
  return OTHERS.get(method)?.(parameters.values) ?? refused('wrong method');
}

function refused(description: string): Content {
  return { refusal: badRequest(description) };
}

function textContent({ text }: JsonObject): Content {
  const words = textOf(text)?.trim() ?? '';
  if (words === '') return refused('message text is empty');
  if (words.length > TEXT_MAX) return refused('message is too long');
  return { bubble: { type: 'text', text: words }, shown: { text: words } };
}

/** Texts that look like numbers came as such from a form. */
function textOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' ? value : undefined;
}

function placeContent({ latitude, longitude }: JsonObject): Content {
  if (typeof latitude !== 'number' || typeof longitude !== 'number' || Math.abs(latitude) > 90)
    return refused('wrong latitude or longitude specified');
  const location = { latitude, longitude };
  return { bubble: { type: 'location', text: `${latitude}, ${longitude}` }, shown: { location } };
}

function venueContent(values: JsonObject): Content {
  const place = placeContent(values);
  if (place.refusal) return place;
  const title = textOf(values['title']);
  const address = textOf(values['address']);
  if (!title) return refused('VENUE_TITLE_INVALID');
  if (!address) return refused('VENUE_ADDRESS_INVALID');
  const shown = { ...place.shown, venue: { ...place.shown, title, address } };
  return { bubble: { type: 'venue', text: title === address ? title : `${title}, ${address}` }, shown };
}

function cardContent(values: JsonObject): Content {
  const phone_number = textOf(values['phone_number']);
  const first_name = textOf(values['first_name']);
  const vcard = textOf(values['vcard']) ?? '';
  if (!phone_number) return refused('phone number must be non-empty');
  if (!first_name) return refused('first name must be non-empty');
  if (Buffer.byteLength(vcard) > 2048) return refused('vCard is too long');
  const contact = { phone_number, first_name, ...(vcard !== '' && { vcard }) };
  return { bubble: { type: 'contact', text: `${first_name}, ${phone_number}` }, shown: { contact } };
}

function fileContent(bot: Bot, { field, kind, maxBytes }: FileSend, { values, files }: Parameters): Content {
  const caption = textOf(values['caption']) ?? '';
  if (caption.length > CAPTION_MAX) return refused('message caption is too long');
  const upload = files.get(field);
  if (upload && upload.bytes.length > maxBytes)
    return { refusal: { code: 413, description: 'Request Entity Too Large' } };
  const kept = upload && bot.phone.keepFile({ bytes: upload.bytes, mime: upload.mime, filename: upload.name });
  const given = kept?.id ?? textOf(values[field]) ?? '';
  const refusal = kept ? undefined : checkSource(bot, field, given);
  if (refusal) return { refusal };
  const media: BubbleMedia = /^https?:/.test(given)
    ? { kind, url: given }
    : { kind, id: given, ...(kept && { mime: kept.mime, name: upload?.name ?? '' }) };
  const described = { file_id: given, file_unique_id: `u${given}` };
  const shown = { [field]: field === 'photo' ? [described] : described, ...(caption !== '' && { caption }) };
  return { bubble: { type: field, text: caption === '' ? `[${field}]` : caption, media }, shown };
}

/**
 * A file is named by its id or by a link. Nothing is fetched here: by its name a document is taken or not, and links to
 * this very machine are taken as they are.
 */
function checkSource({ phone }: Bot, field: string, given: string): Refusal | undefined {
  if (given === '') return badRequest(`there is no ${field} in the request`);
  const url = /^https?:/.test(given) ? URL.parse(given) : undefined;
  if (!url) {
    const known = phone.state.media.has(given) || !phone.options.log;
    return known ? undefined : badRequest('wrong remote file identifier specified: Wrong string length');
  }
  if (['127.0.0.1', 'localhost'].includes(url.hostname) || field !== 'document') return undefined;
  const hasOtherName = /\.[a-z0-9]{2,5}$/i.test(url.pathname) && !FETCHED.test(url.pathname);
  return hasOtherName ? badRequest('failed to get HTTP URL content') : undefined;
}

/** The chosen emoji of a `setMessageReaction`, empty where it is taken back; nothing where it is no standard one. */
export function reactionIn({ reaction }: JsonObject): string | undefined {
  const [first, ...others] = Array.isArray(reaction) ? (reaction as readonly JsonValue[]) : [];
  if (first === undefined) return '';
  const emoji = isObject(first) && first['type'] === 'emoji' ? textOf(first['emoji']) : undefined;
  return others.length === 0 && emoji !== undefined && STANDARD.has(emoji) ? emoji : undefined;
}

/** Some of the emoji that bots may react with. */
const STANDARD = new Set(
  '❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 😢 🎉 🤩 🙏 👌 🕊 😍 💯 🤣 ⚡ 🏆 💔 🤨 😐 🍾 👀 😇 🤝 ✍ 🤗 🫡 🆒 😎'.split(' '),
);
