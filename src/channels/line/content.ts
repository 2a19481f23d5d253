import type { JsonObject } from '../../base/json.ts';
import type { InboundContent, MediaContent } from '../../message/content.ts';
import { objectAt, textAt } from '../providers/reading.ts';

type Reader = (message: JsonObject, id: string) => InboundContent | undefined;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['text', readText],
  ['image', (message, id) => fileOf({ media: 'image', mime: 'image/jpeg' }, message, id)],
  ['video', (message, id) => fileOf({ media: 'video', mime: 'video/mp4' }, message, id)],
  ['audio', (message, id) => fileOf({ media: 'audio', mime: 'audio/mp4' }, message, id)],
  ['file', (message, id) => fileOf({ media: 'document', mime: 'application/octet-stream' }, message, id)],
  ['location', readPlace],
  ['sticker', readSticker],
]);

/** What a message says, or the reason why it says nothing. */
export function readContent(message: JsonObject, id: string): InboundContent | string {
  const type = textAt(message, 'type');
  if (type === undefined) return 'malformed: a message without a type';
  const reader = READERS.get(type);
  // People have sent something: staff see that it came.
  if (!reader) return { kind: 'unsupported', what: type };
  return reader(message, id) ?? `malformed: a ${type} that lacks what it needs`;
}

function readText(message: JsonObject): InboundContent | undefined {
  const text = textAt(message, 'text');
  return text === undefined ? undefined : { kind: 'text', text };
}

/** A file lies with LINE under the id of its message, or at an address of somebody else's. */
function fileOf(
  usual: Pick<MediaContent, 'media'> & { mime: string },
  message: JsonObject,
  id: string,
): InboundContent {
  const { media, mime } = usual;
  const provider = objectAt(message, 'contentProvider');
  const url = textAt(provider, 'originalContentUrl');
  if (provider?.['type'] === 'external' && url !== undefined) return { kind: 'media', media, url };
  const name = textAt(message, 'fileName');
  const bytes = message['fileSize'];
  const known = typeof bytes === 'number' && Number.isSafeInteger(bytes) && bytes >= 0;
  return { kind: 'media', media, file: { id, mime, ...(known && { bytes }), ...(name !== undefined && { name }) } };
}

function readPlace(message: JsonObject): InboundContent | undefined {
  const { latitude, longitude } = message;
  const name = textAt(message, 'title');
  const address = textAt(message, 'address');
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  return {
    kind: 'location',
    latitude,
    longitude,
    ...(name !== undefined && { name }),
    ...(address !== undefined && { address }),
  };
}

/** LINE names a sticker by its place in a package and hands out no picture. */
function readSticker(message: JsonObject): InboundContent {
  return { kind: 'unsupported', what: `sticker ${textAt(message, 'packageId')}/${textAt(message, 'stickerId')}` };
}
