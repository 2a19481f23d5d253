import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { objectsIn } from './check.ts';
import type { Bubble, BubbleMedia, Choice } from '../phone/model.ts';

/** What a person sees of a business message that is not a template. */
export function screenText(type: string, content: JsonObject): string {
  switch (type) {
    case 'text':
      return str(content['body']);
    case 'interactive':
      return textIn(content['body']);
    case 'reaction':
      return str(content['emoji']);
    case 'location':
      return [str(content['name']), `${str(content['latitude'])}, ${str(content['longitude'])}`]
        .filter((part) => part !== '')
        .join(': ');
    case 'contacts':
      return objectsIn(content['contacts'])
        .map((contact) => (isObject(contact['name']) ? str(contact['name']['formatted_name']) : ''))
        .join(', ');
    default:
      return str(content['caption']) || str(content['filename']) || `[${type}]`;
  }
}

const MEDIA_KINDS: readonly BubbleMedia['kind'][] = ['image', 'video', 'audio', 'document', 'sticker'];

/** The file of a media message: by the link or by the id that the business gave. */
export function screenMedia(type: string, { link, id, filename }: JsonObject): BubbleMedia | undefined {
  const kind = MEDIA_KINDS.find((each) => each === type);
  if (!kind) return undefined;
  return {
    kind,
    ...(link !== undefined && { url: str(link) }),
    ...(id !== undefined && { id: str(id) }),
    ...(filename !== undefined && { name: str(filename) }),
  };
}

/** What a person can tap on an interactive message: buttons or the rows of a list, in their order. */
export function screenChoices(type: string, content: JsonObject): Choice[] {
  const action = content['action'];
  if (type !== 'interactive' || !isObject(action)) return [];
  if (content['type'] === 'button')
    return objectsIn(action['buttons']).flatMap(({ reply }) =>
      isObject(reply) ? [{ via: 'button', id: str(reply['id']), title: str(reply['title']) }] : [],
    );
  return objectsIn(action['sections'])
    .flatMap((section) => objectsIn(section['rows']))
    .map((row) => ({
      via: 'list',
      id: str(row['id']),
      title: str(row['title']),
      ...(row['description'] !== undefined && { description: str(row['description']) }),
    }));
}

/** What stands around the text of an interactive message. */
export function screenFrame(type: string, { header, footer, action }: JsonObject): Partial<Bubble> {
  if (type !== 'interactive') return {};
  const listButton = isObject(action) ? str(action['button']) : '';
  const frame = { header: textIn(header), footer: textIn(footer), listButton };
  return Object.fromEntries(Object.entries(frame).filter(([, part]) => part !== ''));
}

function textIn(value: JsonValue | undefined): string {
  return isObject(value) ? str(value['text']) : '';
}

function str(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
