import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Bubble, BubbleMedia, Choice } from '../../phone/model.ts';

/** Most buttons below a text and rows of a list, and the longest titles of both. */
const MOST = { text: [3, 20], list: [10, 24] } as const;

/** What a person sees of a message, or nothing where it is not as Bird's specification has it. */
export function bubbleOf(takes: readonly string[], { body, template }: JsonObject): Bubble | undefined {
  if (isObject(template)) return takes.includes('template') && !isObject(body) ? templateBubble(template) : undefined;
  if (!isObject(body)) return undefined;
  const { type, ...parts } = body;
  if (typeof type !== 'string' || !takes.includes(type) || Object.keys(parts).join() !== type) return undefined;
  const part = parts[type];
  return isObject(part) ? BUBBLES.get(type)?.(part) : undefined;
}

const BUBBLES: ReadonlyMap<string, (part: JsonObject) => Bubble | undefined> = new Map([
  ['text', textBubble],
  ['list', listBubble],
  ['image', (part) => filesBubble('image', part, objectsIn(part['images']))],
  ['file', (part) => filesBubble('file', part, objectsIn(part['files']))],
  ['location', placeBubble],
]);

function textBubble(part: JsonObject): Bubble | undefined {
  const choices = choicesIn(part['actions'], MOST.text);
  const text = part['text'];
  if (typeof text !== 'string' || text === '' || !choices) return undefined;
  return { type: 'text', content: part, text, choices };
}

function listBubble(part: JsonObject): Bubble | undefined {
  const rows = objectsIn(part['items']).map(({ actions }) => choicesIn(actions, MOST.list));
  const choices = rows.flatMap((each) => each ?? []);
  const { text, metadata } = part;
  const wrong = rows.includes(undefined) || choices.length === 0 || choices.length > MOST.list[0];
  if (typeof text !== 'string' || text === '' || wrong) return undefined;
  const button = isObject(metadata) && isObject(metadata['button']) ? metadata['button']['label'] : undefined;
  return { type: 'list', content: part, text, choices, ...(typeof button === 'string' && { listButton: button }) };
}

/** The choices of postback actions; nothing where one is wrong. */
function choicesIn(actions: JsonValue | undefined, [most, longest]: readonly [number, number]): Choice[] | undefined {
  const choices = objectsIn(actions).map(({ type, postback }): Choice | undefined => {
    const { text, payload, metadata } = isObject(postback) ? postback : {};
    if (type !== 'postback' || typeof text !== 'string' || text === '' || text.length > longest) return undefined;
    const about =
      isObject(metadata) && isObject(metadata['description']) ? metadata['description']['label'] : undefined;
    const description = typeof about === 'string' ? { description: about } : {};
    return { via: 'postback', id: typeof payload === 'string' ? payload : text, title: text, ...description };
  });
  const good = choices.filter((each) => each !== undefined);
  return good.length === choices.length && good.length <= most ? good : undefined;
}

function filesBubble(type: 'image' | 'file', part: JsonObject, files: readonly JsonObject[]): Bubble | undefined {
  const [first] = files;
  const { mediaUrl: url, contentType = 'image/jpeg', filename: name } = first ?? {};
  if (typeof url !== 'string' || !URL.canParse(url) || typeof contentType !== 'string') return undefined;
  if (type === 'file' && first?.['contentType'] === undefined) return undefined;
  const media: BubbleMedia = { kind: kindOf(contentType), url, mime: contentType };
  const text = typeof part['text'] === 'string' ? part['text'] : '';
  const named = typeof name === 'string' ? { ...media, name } : media;
  return { type, content: part, text: [text, url].filter(Boolean).join('\n'), media: named };
}

function kindOf(mime: string): BubbleMedia['kind'] {
  const [family] = mime.split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

function placeBubble(part: JsonObject): Bubble | undefined {
  const { coordinates, location } = part;
  if (!isObject(coordinates)) return undefined;
  const { latitude, longitude } = coordinates;
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined;
  const about = isObject(location) ? [location['label'], location['address']] : [];
  const words = [...about, `${latitude}, ${longitude}`].filter((each) => typeof each === 'string');
  return { type: 'location', content: part, text: words.join(', ') };
}

/** An approved message is shown by its name and its values: its text is with the messenger. */
function templateBubble(template: JsonObject): Bubble | undefined {
  const { name, projectId, locale, parameters } = template;
  const called = projectId ?? name;
  const values = objectsIn(parameters).map(({ value }) => value);
  if (typeof called !== 'string' || typeof locale !== 'string') return undefined;
  return { type: 'template', content: template, text: [`[${called}]`, ...values].join(' ') };
}

function objectsIn(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isObject) : [];
}
