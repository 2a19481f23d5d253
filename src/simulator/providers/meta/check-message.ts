import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import type { Bubble, BubbleMedia, Choice } from '../../phone/model.ts';
import type { Refusal } from './graph-error.ts';
import type { Service } from './service.ts';

/** What a message looks like on the screen, or why it is refused. */
export type Checked = { bubble: Bubble; refusal?: undefined } | { bubble?: undefined; refusal: Refusal };

const BUTTON_TEXT_MAX = 640;
const ELEMENTS_MAX = 10;
const KINDS: Readonly<Record<string, BubbleMedia['kind']>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  file: 'document',
};

/** Validates the member `message` of a send and makes its bubble. */
export function checkMessage(message: JsonObject, service: Service): Checked {
  const { text, attachment, metadata } = message;
  if (typeof metadata === 'string' && metadata.length >= 1000) return refused('metadata is too long');
  const replies = listOf(message['quick_replies']);
  const wrong = replies.length > 13 ? 'Too many quick replies' : replies.map(whyNotReply).find(Boolean);
  if (wrong !== undefined) return refused(wrong);
  const choices = replies.map(({ title, payload }) => choiceOf('quick_reply', title, payload));
  if (isObject(attachment)) return withChoices(checkAttachment(attachment, service), message, choices);
  if (typeof text !== 'string' || text === '') return refused('The message has neither text nor attachment');
  if (service.length(text) > service.textMax) return refused('Length of param message[text] is too long');
  return { bubble: { type: 'text', content: message, text, ...(choices.length > 0 && { choices }) } };
}

function withChoices(checked: Checked, content: JsonObject, choices: readonly Choice[]): Checked {
  if (!checked.bubble) return checked;
  const all = [...(checked.bubble.choices ?? []), ...choices];
  return { bubble: { ...checked.bubble, content, ...(all.length > 0 && { choices: all }) } };
}

function checkAttachment({ type, payload }: JsonObject, service: Service): Checked {
  if (!isObject(payload)) return refused('The attachment has no payload');
  if (type === 'template') return checkTemplate(payload, service);
  const kind = typeof type === 'string' ? KINDS[type] : undefined;
  if (kind === undefined) return refused('The attachment has no type that is known');
  const { url, attachment_id: id } = payload;
  if (typeof url === 'string' && /^https?:\/\//.test(url))
    return { bubble: { type: kind, content: {}, text: `[${kind}]`, media: { kind, url } } };
  if (typeof id === 'string') return { bubble: { type: kind, content: {}, text: `[${kind}]`, media: { kind, id } } };
  return refused('The attachment has neither url nor attachment_id');
}

function checkTemplate(payload: JsonObject, { length, textMax }: Service): Checked {
  const { template_type: type, text } = payload;
  if (type === 'generic') {
    const elements = listOf(payload['elements']);
    const words = elements.map(({ title }) => String(title)).join('\n');
    if (elements.length === 0 || elements.length > ELEMENTS_MAX)
      return refused('A generic template has 1 to 10 elements');
    return { bubble: { type: 'template', content: {}, text: words } };
  }
  if (type !== 'button') return refused('The template has no type that is known');
  if (typeof text !== 'string' || text === '' || text.length > BUTTON_TEXT_MAX || length(text) > textMax)
    return refused('The text of a button template has 1 to 640 characters');
  const buttons = listOf(payload['buttons']);
  if (buttons.length === 0 || buttons.length > 3) return refused('A button template has 1 to 3 buttons');
  const wrong = buttons.map(whyNotReply).find(Boolean);
  if (wrong !== undefined) return refused(wrong);
  const choices = buttons.map(({ title, payload: id }) => choiceOf('postback', title, id));
  return { bubble: { type: 'template', content: {}, text, choices } };
}

function whyNotReply({ title, payload }: JsonObject): string | undefined {
  if (typeof title !== 'string' || title === '' || title.length > 20) return 'A title has 1 to 20 characters';
  return typeof payload === 'string' && payload.length <= 1000 ? undefined : 'A payload has at most 1000 characters';
}

function choiceOf(via: string, title: JsonValue | undefined, id: JsonValue | undefined): Choice {
  return { via, id: String(id), title: String(title) };
}

function listOf(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isObject) : [];
}

function refused(why: string): Checked {
  return { refusal: { code: 100, why } };
}
