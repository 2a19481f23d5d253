import { isScalar, isSeq, type YAMLMap } from 'yaml';
import { textOf as wordsOf, type InboundContent, type MediaContent } from '../../message/content.ts';
import { hasOnly, namesOf, textOf, type Report } from './yaml-nodes.ts';

/** Files that customers send, and what they are when only their name is known. */
const FILES: Readonly<Record<MediaContent['media'], string>> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/ogg',
  document: 'application/pdf',
  sticker: 'image/webp',
};

const KINDS = Object.keys(FILES) as MediaContent['media'][];

/** Reads what a customer sends besides words: `{ image: photo.jpg, caption: Ecco }`, `{ location: [45.46, 9.19] }`. */
export function readContent(value: YAMLMap, report: Report): InboundContent | undefined {
  if (!hasOnly(value, [...KINDS, 'caption', 'location', 'name'], report)) return undefined;
  const names = namesOf(value);
  const kinds = KINDS.filter((kind) => names.includes(kind));
  const [media] = kinds;
  if (kinds.length + Number(names.includes('location')) !== 1)
    return void report(value, `Say one of ${KINDS.join(', ')}, with the name of a file, or location.`);
  return media ? readFile(media, value, report) : readLocation(value, report);
}

function readFile(media: MediaContent['media'], value: YAMLMap, report: Report): InboundContent | undefined {
  const name = textOf(value.get(media, true), report);
  const caption = value.has('caption') ? textOf(value.get('caption', true), report) : '';
  if (name === undefined || caption === undefined) return undefined;
  return { kind: 'media', media, file: { id: name, mime: FILES[media], name }, ...(caption === '' ? {} : { caption }) };
}

function readLocation(value: YAMLMap, report: Report): InboundContent | undefined {
  const place = value.get('location', true);
  const [latitude, longitude, more] = isSeq(place) ? place.items.map(numberOf) : [];
  if (latitude === undefined || longitude === undefined || more !== undefined)
    return void report(value, 'Write the location as latitude and longitude: { location: [45.46, 9.19] }.');
  const name = value.has('name') ? textOf(value.get('name', true), report) : '';
  if (name === undefined) return undefined;
  return { kind: 'location', latitude, longitude, ...(name === '' ? {} : { name }) };
}

function numberOf(node: unknown): number | undefined {
  return isScalar(node) && typeof node.value === 'number' ? node.value : undefined;
}

/** What a customer sent, in words for those who read the conversation. */
export function shownInbound(content: InboundContent): string {
  const words = wordsOf(content);
  if (words !== '') return words;
  if (content.kind === 'media') return `[${content.media} ${content.file?.name ?? ''}]`;
  return content.kind === 'location' ? `[location ${content.latitude}, ${content.longitude}]` : `[${content.kind}]`;
}
