import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { demand } from '../phone/control-input.ts';
import type { Template, TemplateButton } from './model.ts';
import type { WhatsAppPhone } from './phone.ts';

/** The template that every new WhatsApp account has. */
export const HELLO_WORLD: Template = {
  name: 'hello_world',
  language: 'en_US',
  category: 'UTILITY',
  status: 'APPROVED',
  body: 'Hello World',
};

const NOTE = 'templates';

/** Every template of the account: those it was opened with, as changed by control calls. */
export function templatesOf(phone: WhatsAppPhone): readonly Template[] {
  const added = Object.values((phone.note.get(NOTE) ?? {}) as Record<string, Template>);
  const isAdded = (each: Template) => added.some((other) => sameTemplate(each, other));
  return [...phone.business.templates.filter((each) => !isAdded(each)), ...added];
}

/** A template by its name, which may exist in several languages. */
export function findTemplate(phone: WhatsAppPhone, wanted: Pick<Template, 'name' | 'language'>): Template | undefined {
  return templatesOf(phone).find((each) => sameTemplate(each, wanted));
}

/** Adds or replaces a template; it survives restarts. */
export function putTemplate(phone: WhatsAppPhone, template: Template): void {
  const added = (phone.note.get(NOTE) ?? {}) as Record<string, Template>;
  phone.note.put(NOTE, { ...added, [`${template.name}/${template.language}`]: template });
}

const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
const TEMPLATE_STATES = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED'] as const;
const QUALITIES = ['GREEN', 'YELLOW', 'RED', 'UNKNOWN'] as const;
const HEADERS = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT'] as const;
const BUTTON_TYPES = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE', 'OTP'] as const;

/**
 * Reads a template from a control call; it is approved and of the utility category unless said otherwise. A button that
 * is a text is a quick reply.
 */
export function readTemplate(body: JsonObject): Template {
  const name = String(demand(body, 'name', 'string'));
  const text = String(demand(body, 'body', 'string'));
  const { buttons, language, category, status, named, headerText } = body;
  const quality = QUALITIES.find((each) => each === body['quality']);
  const header = HEADERS.find((each) => each === body['header']);
  return {
    name,
    language: typeof language === 'string' ? language : 'en_US',
    category: CATEGORIES.find((each) => each === category) ?? 'UTILITY',
    status: TEMPLATE_STATES.find((each) => each === status) ?? 'APPROVED',
    body: text,
    ...(quality && { quality }),
    ...(header && { header }),
    ...(typeof headerText === 'string' && { headerText }),
    ...(named === true && { named }),
    ...(Array.isArray(buttons) && { buttons: (buttons as JsonValue[]).map(readButton) }),
  };
}

function readButton(value: JsonValue): TemplateButton {
  if (!isObject(value)) return { type: 'QUICK_REPLY', text: String(value) };
  const type = BUTTON_TYPES.find((each) => each === value['type']) ?? 'QUICK_REPLY';
  return { type, text: String(value['text'] ?? ''), ...(typeof value['url'] === 'string' && { url: value['url'] }) };
}

function sameTemplate(left: Pick<Template, 'name' | 'language'>, right: Pick<Template, 'name' | 'language'>): boolean {
  return left.name === right.name && left.language === right.language;
}
