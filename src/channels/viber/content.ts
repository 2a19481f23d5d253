import type { JsonObject } from '../../base/json.ts';
import type { InboundContent, MediaContent } from '../../message/content.ts';
import { objectAt, textAt } from '../providers/reading.ts';
import { tapIn } from './tracking.ts';

type Reader = (message: JsonObject) => InboundContent | undefined;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['text', readText],
  ['picture', (message) => mediaOf('image', message)],
  ['video', (message) => mediaOf('video', message)],
  ['file', (message) => mediaOf('document', message)],
  ['location', readPlace],
  ['contact', readCard],
  ['url', readLink],
  ['sticker', ({ sticker_id: id }) => ({ kind: 'unsupported', what: `sticker ${Number(id) || ''}`.trim() })],
]);

/** What a message says, or the reason why it says nothing. */
export function readContent(message: JsonObject): InboundContent | string {
  const type = textAt(message, 'type');
  if (type === undefined) return 'malformed: a message without a type';
  const reader = READERS.get(type);
  // People have sent something: staff see that it came.
  if (!reader) return { kind: 'unsupported', what: type };
  return reader(message) ?? `malformed: a ${type} that lacks what it needs`;
}

/** A button writes the id of its choice; the titles have come back with what travelled along. */
function readText(message: JsonObject): InboundContent | undefined {
  const text = textAt(message, 'text');
  if (text === undefined) return undefined;
  const tap = tapIn(message, text);
  return tap ? { kind: 'choice', ...tap } : { kind: 'text', text };
}

const TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  pdf: 'application/pdf',
  txt: 'text/plain',
  csv: 'text/csv',
  zip: 'application/zip',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
};

const USUAL = { image: 'image/jpeg', video: 'video/mp4', document: 'application/octet-stream' } as const;

/** A file lies with Viber for about an hour. Its type is not told, so its name has to do. */
function mediaOf(media: keyof typeof USUAL & MediaContent['media'], message: JsonObject): InboundContent | undefined {
  const id = textAt(message, 'media');
  if (id === undefined) return undefined;
  const name = textAt(message, 'file_name');
  const bytes = [message['file_size'], message['size']].find((size) => Number.isSafeInteger(size) && Number(size) >= 0);
  const caption = textAt(message, 'text');
  const ending = /\.([a-z0-9]{2,5})$/i.exec(name ?? URL.parse(id)?.pathname ?? '')?.[1]?.toLowerCase() ?? '';
  return {
    kind: 'media',
    media,
    file: {
      id,
      mime: TYPES[ending] ?? USUAL[media],
      ...(bytes !== undefined && { bytes: Number(bytes) }),
      ...(name !== undefined && { name }),
    },
    ...(caption !== undefined && { caption }),
  };
}

function readPlace(message: JsonObject): InboundContent | undefined {
  const { lat: latitude, lon: longitude } = objectAt(message, 'location') ?? {};
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  return { kind: 'location', latitude, longitude };
}

function readCard(message: JsonObject): InboundContent | undefined {
  const card = objectAt(message, 'contact');
  const phone = textAt(card, 'phone_number');
  if (phone === undefined) return undefined;
  return { kind: 'contacts', contacts: [{ name: textAt(card, 'name') ?? phone, phones: [phone], emails: [] }] };
}

function readLink(message: JsonObject): InboundContent | undefined {
  const link = textAt(message, 'media');
  const words = textAt(message, 'text');
  if (link === undefined) return undefined;
  return { kind: 'text', text: words === undefined || words.includes(link) ? (words ?? link) : `${words}\n${link}` };
}
