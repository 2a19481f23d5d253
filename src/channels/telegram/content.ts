import { isObject, type JsonObject } from '../../base/json.ts';
import type { InboundContent, MediaContent } from '../../message/content.ts';
import { listAt, numberAt, objectAt, textAt } from './fields.ts';
import { nameOf, ownPhoneIn } from './sender.ts';

type Reader = (value: JsonObject, message: JsonObject) => InboundContent | undefined;

/** Readers of what a message can hold. An animation comes with a document, a venue with a location: the first wins. */
const READERS: readonly (readonly [name: string, read: Reader])[] = [
  ['animation', (file, message) => mediaOf({ media: 'video', mime: 'video/mp4', file, message })],
  ['audio', (file, message) => mediaOf({ media: 'audio', mime: 'audio/mpeg', file, message })],
  ['voice', (file, message) => mediaOf({ media: 'audio', mime: 'audio/ogg', file, message })],
  ['video', (file, message) => mediaOf({ media: 'video', mime: 'video/mp4', file, message })],
  ['video_note', (file, message) => mediaOf({ media: 'video', mime: 'video/mp4', file, message })],
  ['sticker', (file, message) => mediaOf({ media: 'sticker', mime: stickerType(file), file, message })],
  ['document', (file, message) => mediaOf({ media: 'document', mime: 'application/octet-stream', file, message })],
  ['venue', readVenue],
  ['location', (place) => locationOf(place)],
  ['contact', readCard],
];

/** What people send that we have no form for. A live photo comes with a photo as well, and is one here. */
const UNSUPPORTED = [
  'rich_message',
  'poll',
  'dice',
  'story',
  'game',
  'paid_media',
  'checklist',
  'invoice',
  'successful_payment',
  'giveaway',
  'gift',
  'unique_gift',
  'web_app_data',
  'users_shared',
  'chat_shared',
  'passport_data',
];

/** What a message says, or the reason why it says nothing: news about the chat itself, or a kind that we do not know. */
export function readContent(message: JsonObject): InboundContent | string {
  const text = textAt(message, 'text');
  if (text !== undefined) return readOpening(text) ?? { kind: 'text', text };
  if ('photo' in message) return readPhoto(message) ?? 'malformed: a photo without a file';
  for (const [name, read] of READERS) {
    const value = objectAt(message, name);
    if (value) return read(value, message) ?? `malformed: a ${name} that lacks what it needs`;
  }
  const what = UNSUPPORTED.find((name) => isObject(message[name]));
  return what === undefined ? 'news about the chat, or a kind of message that we do not know' : unsupported(what);
}

function unsupported(what: string): InboundContent {
  return { kind: 'unsupported', what };
}

/** The button “Start”, or a link `t.me/<bot>?start=<payload>`. */
function readOpening(text: string): InboundContent | undefined {
  const found = /^\/start(?:@\w+)?(?:\s+(\S{1,512}))?\s*$/.exec(text);
  const payload = found?.[1];
  return found ? { kind: 'opened', how: 'start', ...(payload !== undefined && { payload }) } : undefined;
}

/** A photo comes in several sizes; the largest one is what was sent. */
function readPhoto(message: JsonObject): InboundContent | undefined {
  const area = (size: JsonObject) => (numberAt(size, 'width') ?? 0) * (numberAt(size, 'height') ?? 0);
  const [largest] = listAt(message, 'photo')
    .filter(isObject)
    .sort((one, other) => area(other) - area(one));
  return largest && mediaOf({ media: 'image', mime: 'image/jpeg', file: largest, message });
}

type Sent = { media: MediaContent['media']; mime: string; file: JsonObject; message: JsonObject };

function mediaOf({ media, mime, file, message }: Sent): InboundContent | undefined {
  const id = textAt(file, 'file_id');
  if (id === undefined) return undefined;
  const bytes = numberAt(file, 'file_size');
  const name = textAt(file, 'file_name');
  const caption = textAt(message, 'caption');
  return {
    kind: 'media',
    media,
    file: {
      id,
      mime: textAt(file, 'mime_type') ?? mime,
      ...(bytes !== undefined && bytes >= 0 && { bytes }),
      ...(name !== undefined && { name }),
    },
    ...(caption !== undefined && { caption }),
  };
}

function stickerType(sticker: JsonObject): string {
  if (sticker['is_animated'] === true) return 'application/x-tgsticker';
  return sticker['is_video'] === true ? 'video/webm' : 'image/webp';
}

function readVenue(venue: JsonObject): InboundContent | undefined {
  const name = textAt(venue, 'title');
  const address = textAt(venue, 'address');
  return locationOf(objectAt(venue, 'location'), {
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
  });
}

function locationOf(place: JsonObject | undefined, words: { name?: string; address?: string } = {}) {
  const latitude = numberAt(place, 'latitude');
  const longitude = numberAt(place, 'longitude');
  if (latitude === undefined || longitude === undefined) return undefined;
  return { kind: 'location', latitude, longitude, ...words } as const;
}

function readCard(card: JsonObject, message: JsonObject): InboundContent | undefined {
  const phone = ownPhoneIn(message) ?? textAt(card, 'phone_number');
  if (phone === undefined) return undefined;
  return { kind: 'contacts', contacts: [{ name: nameOf(card), phones: [phone], emails: [] }] };
}
