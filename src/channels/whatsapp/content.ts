import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { type ContactCard, type InboundContent, type MediaContent, textOf } from '../../message/content.ts';
import { nestsAtMost, numberAt, objectAt, objectsAt, textAt } from './fields.ts';

/** Deepest value of a form or a referral that is handed on; Meta's own go to about three. */
export const MAX_NESTING = 16;

/**
 * What a WhatsApp message says. A type that we do not know is `unsupported`, so that people see that something came;
 * a known type without the members it needs is malformed and gives `undefined`.
 */
export function readContent(message: JsonObject): InboundContent | undefined {
  const type = textAt(message, 'type');
  if (type === undefined) return undefined;
  const payload = objectAt(message, type);
  switch (type) {
    case 'text':
      return readText(payload);
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return readMedia(type, payload);
    case 'location':
      return readLocation(payload);
    case 'contacts':
      return readCards(objectsAt(message, 'contacts'));
    case 'button':
      return readChoice({ id: textAt(payload, 'payload'), title: textAt(payload, 'text') });
    case 'interactive':
      return readInteractive(payload);
    case 'reaction':
      return withId(textAt(payload, 'message_id'), (to) => ({
        kind: 'reaction',
        to,
        emoji: textAt(payload, 'emoji') ?? '',
      }));
    case 'order':
      return readOrder(payload);
    case 'edit':
      return withId(textAt(payload, 'original_message_id'), (of) => readEdit(of, objectAt(payload, 'message')));
    case 'revoke':
      return withId(textAt(payload, 'original_message_id'), (of) => ({ kind: 'revoke', of }));
    case 'request_welcome':
      return { kind: 'opened', how: type };
    default:
      return { kind: 'unsupported', what: unsupportedName(message, type) };
  }
}

function readText(payload: JsonObject | undefined): InboundContent | undefined {
  return withId(textAt(payload, 'body'), (text) => ({ kind: 'text', text }));
}

function readMedia(media: MediaContent['media'], payload: JsonObject | undefined): InboundContent | undefined {
  const id = textAt(payload, 'id');
  if (id === undefined) return undefined;
  const name = textAt(payload, 'filename');
  const caption = textAt(payload, 'caption');
  const file = { id, mime: textAt(payload, 'mime_type') ?? 'application/octet-stream', ...(name && { name }) };
  return { kind: 'media', media, file, ...(caption && { caption }) };
}

function readLocation(payload: JsonObject | undefined): InboundContent | undefined {
  const latitude = numberAt(payload, 'latitude');
  const longitude = numberAt(payload, 'longitude');
  if (latitude === undefined || longitude === undefined) return undefined;
  const name = textAt(payload, 'name');
  const address = textAt(payload, 'address');
  return { kind: 'location', latitude, longitude, ...(name && { name }), ...(address && { address }) };
}

function readCards(cards: readonly JsonObject[]): InboundContent | undefined {
  return cards.length === 0 ? undefined : { kind: 'contacts', contacts: cards.map(readCard) };
}

function readCard(card: JsonObject): ContactCard {
  const name = objectAt(card, 'name');
  const parts = [textAt(name, 'first_name'), textAt(name, 'last_name')].filter((part) => part !== undefined);
  const phones = objectsAt(card, 'phones').map((phone) => textAt(phone, 'phone') ?? textAt(phone, 'wa_id'));
  const emails = objectsAt(card, 'emails').map((email) => textAt(email, 'email'));
  return {
    name: textAt(name, 'formatted_name') ?? parts.join(' '),
    phones: phones.filter((phone) => phone !== undefined),
    emails: emails.filter((email) => email !== undefined),
  };
}

function readInteractive(payload: JsonObject | undefined): InboundContent | undefined {
  const type = textAt(payload, 'type');
  if (type === undefined) return undefined;
  const reply = objectAt(payload, type);
  if (type === 'button_reply' || type === 'list_reply') {
    return readChoice({ id: textAt(reply, 'id'), title: textAt(reply, 'title') });
  }
  if (type !== 'nfm_reply') return { kind: 'unsupported', what: `interactive ${type}` };
  return reply && { kind: 'form', name: textAt(reply, 'name') ?? 'flow', values: formValues(reply['response_json']) };
}

/** The answers of a form; a text that is not JSON, or nests too deep to be handled safely, is kept as it is. */
function formValues(json: JsonValue | undefined): JsonValue {
  if (typeof json !== 'string') return nestsAtMost(json, MAX_NESTING) ? (json ?? {}) : {};
  try {
    const values = JSON.parse(json) as JsonValue;
    return nestsAtMost(values, MAX_NESTING) ? values : json;
  } catch {
    return json;
  }
}

function readChoice(tapped: { id?: string; title?: string }): InboundContent | undefined {
  const id = tapped.id ?? tapped.title;
  return id === undefined ? undefined : { kind: 'choice', id, title: tapped.title ?? id };
}

function readOrder(payload: JsonObject | undefined): InboundContent | undefined {
  const items = [];
  for (const item of objectsAt(payload, 'product_items')) {
    const product = textAt(item, 'product_retailer_id');
    const quantity = numberAt(item, 'quantity');
    if (product === undefined || quantity === undefined) return undefined;
    const price = numberAt(item, 'item_price');
    const currency = textAt(item, 'currency');
    items.push({ product, quantity, ...(price !== undefined && { price }), ...(currency && { currency }) });
  }
  const catalog = textAt(payload, 'catalog_id');
  const note = textAt(payload, 'text');
  return payload && { kind: 'order', ...(catalog && { catalog }), items, ...(note && { note }) };
}

function readEdit(of: string, message: JsonObject | undefined): InboundContent | undefined {
  // Only words can be edited; an edit inside an edit, which would recurse, is not a thing.
  const type = textAt(message, 'type');
  if (!message || type === 'edit' || type === 'revoke') return undefined;
  const content = readContent(message);
  return content && { kind: 'edit', of, text: textOf(content) };
}

function unsupportedName(message: JsonObject, type: string): string {
  const [error] = objectsAt(message, 'errors');
  if (type !== 'unsupported' || !isObject(error)) return type;
  const details = textAt(objectAt(error, 'error_data'), 'details') ?? textAt(error, 'title');
  return [textAt(error, 'code'), details].filter(Boolean).join(': ') || type;
}

function withId<T>(id: string | undefined, build: (id: string) => T): T | undefined {
  return id === undefined ? undefined : build(id);
}
