import type { JsonObject } from '../../../base/json.ts';
import type { InboundContent, MediaContent } from '../../../message/content.ts';
import { objectAt, textAt } from '../reading.ts';

type File = { media: MediaContent['media']; mime: string };

/** Files by the word of their attachment; webhooks do not tell the type, so the usual one stands until it is fetched. */
const FILES: ReadonlyMap<string, File> = new Map<string, File>([
  ['image', { media: 'image', mime: 'image/jpeg' }],
  ['video', { media: 'video', mime: 'video/mp4' }],
  ['audio', { media: 'audio', mime: 'audio/mp4' }],
  ['file', { media: 'document', mime: 'application/octet-stream' }],
  ['sticker', { media: 'sticker', mime: 'image/png' }],
]);

/** Posts and pages that somebody passes on: their address is what can be told. */
const SHARED: ReadonlySet<string> = new Set(['fallback', 'share', 'reel', 'ig_reel', 'post', 'ig_post']);

/** One attachment as content. What cannot be shown is `unsupported`, so that staff see that something came. */
export function readAttachment(attachment: JsonObject): InboundContent {
  const type = textAt(attachment, 'type') ?? 'attachment';
  const payload = objectAt(attachment, 'payload');
  const url = textAt(payload, 'url');
  // Until August 2026 stickers came as pictures with a number.
  const file = FILES.get(textAt(payload, 'sticker_id') === undefined ? type : 'sticker');
  if (file && url !== undefined) return mediaOf(file, url);
  if (type === 'location') return placeOf(objectAt(payload, 'coordinates')) ?? { kind: 'unsupported', what: type };
  const title = textAt(attachment, 'title') ?? textAt(payload, 'title');
  const words = [title, textAt(attachment, 'url') ?? url].filter((part) => part !== undefined).join('\n');
  if (SHARED.has(type) && words !== '') return { kind: 'text', text: words };
  return { kind: 'unsupported', what: type };
}

function mediaOf({ media, mime }: File, url: string): MediaContent {
  const name = media === 'document' ? nameIn(url) : undefined;
  return { kind: 'media', media, file: { id: url, mime, ...(name !== undefined && { name }) } };
}

function nameIn(url: string): string | undefined {
  const last = URL.parse(url)?.pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || undefined;
  } catch {
    return last;
  }
}

function placeOf(coordinates: JsonObject | undefined): InboundContent | undefined {
  const latitude = coordinates?.['lat'];
  const longitude = coordinates?.['long'];
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  return { kind: 'location', latitude, longitude };
}
