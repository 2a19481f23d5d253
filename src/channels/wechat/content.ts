import type { InboundContent, MediaContent } from '../../message/content.ts';
import type { XmlFields } from './xml.ts';

type Reader = (fields: XmlFields) => InboundContent | undefined;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['text', readText],
  ['image', (fields) => mediaOf('image', 'image/jpeg', fields)],
  ['voice', (fields) => mediaOf('audio', voiceType(fields), fields)],
  ['video', (fields) => mediaOf('video', 'video/mp4', fields)],
  ['shortvideo', (fields) => mediaOf('video', 'video/mp4', fields)],
  ['location', readPlace],
  ['link', readLink],
]);

/** What a message says, or the reason why it says nothing. */
export function readContent(type: string, fields: XmlFields): InboundContent | string {
  const reader = READERS.get(type);
  // People have sent something: staff see that it came.
  if (!reader) return { kind: 'unsupported', what: type };
  return reader(fields) ?? `malformed: a ${type} that lacks what it needs`;
}

/** A tapped line of a menu comes as its words, with the id that we gave it. */
function readText(fields: XmlFields): InboundContent | undefined {
  const text = fields.get('Content');
  if (!text) return undefined;
  const id = fields.get('bizmsgmenuid')?.trim();
  return id ? { kind: 'choice', id, title: text } : { kind: 'text', text };
}

/** What WeChat has understood of a voice message stands beside it, where the account has that switched on. */
function mediaOf(media: MediaContent['media'], mime: string, fields: XmlFields): InboundContent | undefined {
  const id = fields.get('MediaId')?.trim();
  if (!id) return undefined;
  const words = media === 'audio' ? fields.get('Recognition')?.trim() : undefined;
  return { kind: 'media', media, file: { id, mime }, ...(words && { caption: words }) };
}

function voiceType(fields: XmlFields): string {
  const format = fields.get('Format')?.trim().toLowerCase() ?? '';
  return format === 'mp3' ? 'audio/mpeg' : `audio/${/^[a-z0-9]{1,10}$/.test(format) ? format : 'amr'}`;
}

/** WeChat calls the latitude X. */
function readPlace(fields: XmlFields): InboundContent | undefined {
  const latitude = degrees(fields.get('Location_X'));
  const longitude = degrees(fields.get('Location_Y'));
  if (latitude === undefined || longitude === undefined) return undefined;
  const name = fields.get('Label')?.trim();
  return { kind: 'location', latitude, longitude, ...(name && { name }) };
}

function degrees(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*-?\d{1,3}(\.\d{1,20})?\s*$/.test(text) ? Number(text) : undefined;
}

function readLink(fields: XmlFields): InboundContent | undefined {
  if (!fields.get('Url')?.trim()) return undefined;
  const lines = ['Title', 'Description', 'Url'].map((name) => fields.get(name)?.trim()).filter(Boolean);
  return { kind: 'text', text: [...new Set(lines)].join('\n') };
}
