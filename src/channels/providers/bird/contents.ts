import type { JsonObject } from '../../../base/json.ts';
import type { InboundContent, MediaContent } from '../../../message/content.ts';
import { objectAt, objectsAt, textAt } from '../reading.ts';
import { wordsOf } from './receive.ts';

/** More files than this are not looked at: people send ten at most. */
const MOST_FILES = 30;

/** What a body says: one content, or one for each of its files. Never empty: what is unknown is said to be so. */
export function contentsOf(body: JsonObject | undefined): readonly InboundContent[] {
  const type = textAt(body, 'type') ?? '';
  const part = objectAt(body, type);
  const contents = part ? (PARTS.get(type)?.(part) ?? []) : [];
  return contents.length > 0 ? contents : [wordsOf(body)];
}

const PARTS: ReadonlyMap<string, (part: JsonObject) => InboundContent[]> = new Map([
  ['text', tapIn],
  ['image', (part) => filesIn(part, objectsAt(part, 'images'), 'image/jpeg')],
  ['file', (part) => filesIn(part, objectsAt(part, 'files'), 'application/octet-stream')],
  ['gif', (part) => filesIn(part, [part], 'image/gif')],
  ['location', placeIn],
]);

/** A tapped button or row: its words, and behind them the action that it was sent as. */
function tapIn(part: JsonObject): InboundContent[] {
  const postback = objectAt(objectsAt(part, 'actions')[0], 'postback');
  const title = textAt(postback, 'text') ?? textAt(part, 'text');
  const id = textAt(postback, 'payload') ?? (postback && title);
  return id === undefined ? [] : [{ kind: 'choice', id, title: title ?? id }];
}

/** Files by their addresses with Bird; words stand with the first one. */
function filesIn(part: JsonObject, files: readonly JsonObject[], usual: string): InboundContent[] {
  const caption = textAt(part, 'text');
  return files.slice(0, MOST_FILES).flatMap((file, index): MediaContent[] => {
    const id = textAt(file, 'mediaUrl');
    if (id === undefined) return [];
    const mime = textAt(file, 'contentType') ?? usual;
    const name = textAt(file, 'filename');
    const ref = { id, mime, ...(name !== undefined && { name }) };
    const words = index === 0 && caption !== undefined ? { caption } : {};
    return [{ kind: 'media', media: kindOf(mime, file), file: ref, ...words }];
  });
}

/** Stickers are the pictures of which Bird says whether they move. */
function kindOf(mime: string, file: JsonObject): MediaContent['media'] {
  if (mime.startsWith('image/') && objectAt(file, 'metadata')?.['isAnimated'] !== undefined) return 'sticker';
  const [family] = mime.split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

function placeIn(part: JsonObject): InboundContent[] {
  const { latitude, longitude } = objectAt(part, 'coordinates') ?? {};
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return [];
  const about = objectAt(part, 'location');
  const name = textAt(about, 'label');
  const address = textAt(about, 'address');
  return [{ kind: 'location', latitude, longitude, ...(name && { name }), ...(address && { address }) }];
}
