import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import type { Bubble, BubbleMedia, Choice } from '../phone/model.ts';

/** What a message shows, or why it is none. */
export type Content = { bubble: Bubble; wrong?: undefined } | { bubble?: undefined; wrong: string };

type Shown = Pick<Bubble, 'text' | 'media' | 'choices'> | undefined;

const TEXT_MAX = 3072;
const LABEL_MAX = 25;
const SUGGESTIONS_MAX = 13;
const PAYLOAD_MAX = 2048;

/** Reads and validates a message: exactly one of text, image and richCard, who writes, and what can be tapped. */
export function contentOf(body: JsonObject): Content {
  const kinds = ['text', 'image', 'richCard'].filter((kind) => body[kind] !== undefined);
  const [type = ''] = kinds;
  if (kinds.length !== 1) return { wrong: 'Exactly one of text, image and richCard must be set.' };
  if (!isRepresentative(body['representative'])) return { wrong: 'representative: needs a type and a displayName.' };
  const shown = type === 'text' ? wordsOf(body['text']) : type === 'image' ? imageOf(body['image']) : cardOf(body);
  if (!shown) return { wrong: `${type}: invalid` };
  const choices = choicesOf(body['suggestions']);
  if (!choices) return { wrong: 'suggestions: invalid' };
  return { bubble: { type, content: body, ...shown, choices: [...(shown.choices ?? []), ...choices] } };
}

function isRepresentative(value: JsonValue | undefined): boolean {
  if (!isObject(value)) return false;
  return /^(BOT|HUMAN)$/.test(String(value['representativeType'])) && isText(value['displayName'], 100);
}

function isText(value: JsonValue | undefined, max: number): value is string {
  return typeof value === 'string' && value.length >= 1 && value.length <= max;
}

function wordsOf(text: JsonValue | undefined): Shown {
  return isText(text, TEXT_MAX) ? { text } : undefined;
}

function imageOf(image: JsonValue | undefined): Shown {
  const media = mediaOf(isObject(image) ? image : undefined);
  return media && { text: '[image]', media };
}

function mediaOf(holder: JsonObject | undefined): BubbleMedia | undefined {
  const info = holder?.['contentInfo'];
  const url = isObject(info) ? info['fileUrl'] : undefined;
  return typeof url === 'string' && URL.canParse(url) ? { kind: 'image', url } : undefined;
}

/** A card alone; agents of ours send no rows of cards. */
function cardOf({ richCard }: JsonObject): Shown {
  const alone = isObject(richCard) ? richCard['standaloneCard'] : undefined;
  const card = isObject(alone) ? alone['cardContent'] : undefined;
  if (!isObject(card)) return undefined;
  const { title, description, media: held, suggestions } = card;
  const words = [title, description].filter((each) => typeof each === 'string');
  const media = isObject(held) ? mediaOf(held) : undefined;
  const choices = choicesOf(suggestions);
  const isRight = words.every((each, index) => each.length <= (index === 0 && title !== undefined ? 200 : 2000));
  if (!isRight || !choices || choices.length > 4 || (words.length === 0 && !media)) return undefined;
  return { text: words.join('\n'), choices, ...(media && { media }) };
}

/** What a person can tap; nothing where a suggestion is wrong. */
function choicesOf(value: JsonValue | undefined): Choice[] | undefined {
  const suggestions = value === undefined ? [] : Array.isArray(value) ? (value as readonly JsonValue[]) : undefined;
  const choices = suggestions?.flatMap((suggestion): Choice[] => {
    const reply = isObject(suggestion) ? suggestion['reply'] : undefined;
    const { text, postbackData } = isObject(reply) ? reply : {};
    if (!isText(text, LABEL_MAX) || !isText(postbackData, PAYLOAD_MAX)) return [];
    return [{ via: 'REPLY', id: postbackData, title: text }];
  });
  if (!choices || choices.length < (suggestions?.length ?? 0) || choices.length > SUGGESTIONS_MAX) return undefined;
  return choices;
}
