import { isObject, type JsonObject } from '../../base/json.ts';
import { checkText, checkTexts, malformed, missing, objectAt, objectsAt, unusable, type Check } from './check.ts';
import type { Refusal } from './graph-error.ts';
import { checkInteractive } from './validate-interactive.ts';

/** Limits of plain messages, in characters and items. */
const SEND_LIMITS = { text: 4096, caption: 1024, contacts: 257, callback: 512 } as const;

/** A send whose form is right: what it is and the part named like its type. */
export type ValidSend = { type: string; content: JsonObject; replyTo?: string; callback?: string };

/**
 * Checks the form of a message in a send; the recipient is checked elsewhere.
 * `hasMedia` tells whether a media id exists.
 */
export function validateSend(
  body: JsonObject,
  hasMedia: (id: string) => boolean,
): { send: ValidSend; refusal?: undefined } | { send?: undefined; refusal: Refusal } {
  const common = checkCommon(body);
  if (common) return { refusal: common };
  const type = body['type'] === undefined ? 'text' : String(body['type']);
  const check = CHECKS.get(type);
  if (!check) return { refusal: malformed('type', `must be one of ${[...CHECKS.keys()].join(', ')}`) };
  const content = type === 'contacts' ? { value: { contacts: body[type] } } : objectAt(body[type], type);
  if (content.refusal) return { refusal: content.refusal };
  const wrong = check(content.value) ?? checkMediaId(type, content.value, hasMedia);
  if (wrong) return { refusal: wrong };
  const context = body['context'];
  const callback = body['biz_opaque_callback_data'];
  return {
    send: {
      type,
      content: content.value,
      ...(isObject(context) && { replyTo: String(context['message_id']) }),
      ...(typeof callback === 'string' && { callback }),
    },
  };
}

function checkCommon(body: JsonObject): Refusal | undefined {
  if (body['messaging_product'] === undefined) return missing('messaging_product');
  if (body['messaging_product'] !== 'whatsapp') return malformed('messaging_product', 'must be whatsapp');
  const recipientType = body['recipient_type'];
  if (recipientType !== undefined && recipientType !== 'individual')
    return malformed('recipient_type', 'must be individual');
  if (body['context'] !== undefined) {
    const { value: context, refusal } = objectAt(body['context'], 'context');
    const wrong = refusal ?? checkText(context['message_id'], { path: 'context.message_id' });
    if (wrong) return wrong;
  }
  return checkText(body['biz_opaque_callback_data'], {
    path: 'biz_opaque_callback_data',
    max: SEND_LIMITS.callback,
    optional: true,
  });
}

const CHECKS = new Map<string, Check>(
  Object.entries({
    text: (part) => checkText(part['body'], { path: 'text.body', max: SEND_LIMITS.text }),
    image: checkMedia('image'),
    video: checkMedia('video'),
    audio: checkMedia('audio'),
    document: checkMedia('document'),
    sticker: checkMedia('sticker'),
    location: checkLocation,
    contacts: checkContacts,
    reaction: (part) =>
      checkText(part['message_id'], { path: 'reaction.message_id' }) ??
      (typeof part['emoji'] === 'string' ? undefined : missing('reaction.emoji')),
    interactive: checkInteractive,
    template: checkTemplateForm,
  } satisfies Record<string, Check>),
);

const MEDIA_TYPES = new Set(['image', 'video', 'audio', 'document', 'sticker']);

function checkMedia(type: string): Check {
  const captioned = type === 'image' || type === 'video' || type === 'document';
  return (part) => {
    const { id, link, caption } = part;
    if ((id === undefined) === (link === undefined)) return malformed(type, 'must have either id or link');
    if (caption !== undefined && !captioned) return malformed(`${type}.caption`, 'is not allowed');
    const wrong = checkTexts(part, type, [
      { path: 'id', optional: true },
      { path: 'link', optional: true },
      { path: 'caption', max: SEND_LIMITS.caption, optional: true },
      { path: 'filename', optional: true },
    ]);
    if (wrong) return wrong;
    const usable = link === undefined || /^https?:\/\//.test(String(link));
    return usable ? undefined : unusable(`${type}.link`, 'must be an http or https URL');
  };
}

function checkMediaId(type: string, part: JsonObject, hasMedia: (id: string) => boolean): Refusal | undefined {
  const id = part['id'];
  if (!MEDIA_TYPES.has(type) || typeof id !== 'string' || hasMedia(id)) return undefined;
  return unusable(`${type}.id`, `names no uploaded media: ${id}`);
}

function checkLocation(part: JsonObject): Refusal | undefined {
  for (const [name, limit] of [['latitude', 90] as const, ['longitude', 180] as const]) {
    const value = part[name];
    if (value === undefined) return missing(`location.${name}`);
    if (value === '' || !(Math.abs(Number(value)) <= limit))
      return unusable(`location.${name}`, `must be a number from -${limit} to ${limit}`);
  }
  return checkTexts(part, 'location', [
    { path: 'name', optional: true },
    { path: 'address', optional: true },
  ]);
}

function checkContacts(part: JsonObject): Refusal | undefined {
  const { items, refusal } = objectsAt(part['contacts'], { path: 'contacts', min: 1, max: SEND_LIMITS.contacts });
  if (refusal) return refusal;
  for (const [index, contact] of items.entries()) {
    const path = `contacts[${index}].name`;
    const name = objectAt(contact['name'], path);
    const wrong = name.refusal ?? checkText(name.value['formatted_name'], { path: `${path}.formatted_name` });
    if (wrong) return wrong;
  }
  return undefined;
}

function checkTemplateForm(part: JsonObject): Refusal | undefined {
  const language = objectAt(part['language'], 'template.language');
  const components = part['components'];
  return (
    checkText(part['name'], { path: 'template.name' }) ??
    language.refusal ??
    checkText(language.value['code'], { path: 'template.language.code' }) ??
    (components === undefined
      ? undefined
      : objectsAt(components, { path: 'template.components', min: 0, max: 20 }).refusal)
  );
}
