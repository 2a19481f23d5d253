import type { JsonObject } from '../../base/json.ts';
import { keepSent, type Contents as CommonContents, type Deed, type KeepFile, type SentFile } from '../phone/deed.ts';
import type { BubbleMedia } from '../phone/model.ts';
import type { Customer } from './model.ts';

/** What a customer can do on WhatsApp, one member each; the member's value says the rest. */
export type Contents = Omit<CommonContents, 'choice' | 'opened' | 'block'> & {
  button: { id: string; title: string };
  list: { id: string; title: string; description?: string };
  templateButton: { payload: string; text: string };
  form: { name?: string; body?: string; values: JsonObject };
  order: { catalogId: string; text?: string; items: readonly OrderItem[] };
  /** Something WhatsApp does not hand on, such as a poll. */
  unsupported: true;
  /** The chat was opened for the first time. */
  welcome: true;
  /** Marketing messages are let in again (true) or stopped (false), in the app. */
  marketing: boolean;
  changeNumber: { number: string; userId?: string };
  changeUserId: { userId: string; notice?: 'field' | 'system' };
};

export type OrderItem = { productId: string; quantity: number; price: number; currency: string };

type ContentKind = keyof Contents;

/** What a customer does (exactly one member of `Contents`) and the circumstances in which it arrives. */
export type Inbound = Deed &
  Partial<Contents> & {
    forwarded?: boolean;
    /** The ad the customer came from, as it stands on the wire. */
    referral?: JsonObject;
    /** The catalogue product the customer asks about. */
    product?: { catalogId: string; productId: string };
    groupId?: string;
    /** Another sender holds the conversation, so this arrives as `standby`. */
    standby?: boolean;
  };

/** Who sends, when (in milliseconds), and where files are kept. */
export type InboundContext = { customer: Customer; at: number; keepFile: KeepFile };

/** A customer's message in parts: members of the wire message and what a person would read. */
export type BuiltInbound = {
  type: string;
  /** `type` and what belongs to it; sender, id and time are added by the webhook. */
  members: JsonObject;
  text: string;
  /** Travels under a webhook field of its own instead of `messages`. */
  field?: { name: string; value: JsonObject };
  /** Does not open the answer window. */
  notice?: true;
  /** The new identity of a customer who changed it; such a notice names no contact on the wire. */
  identity?: { number?: string; userId?: string };
  /** What else changes about the customer. */
  becomes?: { noMarketing: boolean };
};

type Builders = { [Kind in ContentKind]: (value: Contents[Kind], context: InboundContext) => BuiltInbound };

const BUILDERS: Builders = {
  text: (body) => simple('text', { body }, body),
  image: (file, context) => fileMessage('image', file, context),
  video: (file, context) => fileMessage('video', file, context),
  audio: (file, context) => fileMessage('audio', file, context),
  document: (file, context) => fileMessage('document', file, context),
  sticker: (file, context) => fileMessage('sticker', file, context),
  location: (place) =>
    simple('location', place, [place.name, `${place.latitude}, ${place.longitude}`].filter(Boolean).join(': ')),
  contacts: (people) => ({
    type: 'contacts',
    members: { type: 'contacts', contacts: people.map(contactCard) },
    text: people.map((person) => person.name).join(', '),
  }),
  button: ({ id, title }) => interactive('button_reply', { id, title }, title),
  list: (row) => interactive('list_reply', row, row.title),
  templateButton: (button) => simple('button', button, button.text),
  form: ({ name, body, values }) =>
    interactive(
      'nfm_reply',
      { name: name ?? 'flow', body: body ?? 'Sent', response_json: JSON.stringify(values) },
      body ?? 'Sent',
    ),
  reaction: ({ messageId, emoji }) =>
    simple('reaction', { message_id: messageId, ...(emoji !== undefined && { emoji }) }, emoji ?? ''),
  order: ({ catalogId, text, items }) =>
    simple(
      'order',
      { catalog_id: catalogId, text: text ?? '', product_items: items.map(orderItem) },
      text ?? '[order]',
    ),
  edit: ({ messageId, text }) =>
    simple('edit', { original_message_id: messageId, message: { type: 'text', text: { body: text } } }, text),
  revoke: ({ messageId }) => simple('revoke', { original_message_id: messageId }, '[deleted]'),
  unsupported: () => ({
    type: 'unsupported',
    members: { type: 'unsupported', errors: UNSUPPORTED },
    text: '[unsupported]',
  }),
  welcome: () => ({
    type: 'request_welcome',
    members: { type: 'request_welcome' },
    text: '[opened chat]',
    notice: true,
  }),
  marketing: choosesMarketing,
  changeNumber,
  changeUserId,
};

const UNSUPPORTED = [
  {
    code: 131051,
    title: 'Message type unknown',
    message: 'Message type unknown',
    error_data: { details: 'Message type is currently not supported.' },
  },
];

/** The kinds of content that a customer's message holds; exactly one is right. */
function contentKinds(inbound: Inbound): ContentKind[] {
  return Object.keys(BUILDERS).filter((kind): kind is ContentKind => inbound[kind as ContentKind] !== undefined);
}

/** Builds the parts of a customer's message. Throws when it holds none or several kinds of content. */
export function buildInbound(inbound: Inbound, context: InboundContext): BuiltInbound {
  const [kind, ...others] = contentKinds(inbound);
  if (kind === undefined || others.length > 0)
    throw new TypeError(`A customer's message needs exactly one of: ${Object.keys(BUILDERS).join(', ')}.`);
  return buildKind(kind, inbound, context);
}

function buildKind<Kind extends ContentKind>(kind: Kind, inbound: Inbound, context: InboundContext): BuiltInbound {
  return BUILDERS[kind](inbound[kind] as Contents[Kind], context);
}

function simple(type: string, part: JsonObject, text: string): BuiltInbound {
  return { type, members: { type, [type]: part }, text };
}

function interactive(type: string, reply: JsonObject, text: string): BuiltInbound {
  return simple('interactive', { type, [type]: reply }, text);
}

function fileMessage(type: BubbleMedia['kind'], file: SentFile, context: InboundContext): BuiltInbound {
  const media = keepSent(type, file, context.keepFile);
  const { caption, filename } = file;
  const part = {
    ...(caption !== undefined && { caption }),
    ...(type === 'document' && { filename: filename ?? 'document.txt' }),
    mime_type: media.mime,
    sha256: Buffer.from(media.sha256, 'hex').toString('base64'),
    id: media.id,
    ...(type === 'audio' && { voice: file.voice ?? false }),
    ...(type === 'sticker' && { animated: false }),
  };
  return simple(type, part, caption ?? filename ?? `[${type}]`);
}

function contactCard({ name, phone }: { name: string; phone: string }): JsonObject {
  return {
    name: { formatted_name: name, first_name: name },
    phones: [{ phone, wa_id: phone.replace(/\D/g, ''), type: 'MOBILE' }],
  };
}

function orderItem({ productId, quantity, price, currency }: OrderItem): JsonObject {
  return { product_retailer_id: productId, quantity, item_price: price, currency };
}

function choosesMarketing(allowed: boolean, { customer, at }: InboundContext): BuiltInbound {
  const value = allowed ? 'resume' : 'stop';
  const preference = {
    ...(customer.number !== undefined && !customer.hidesNumber && { wa_id: customer.number }),
    ...(customer.userId !== undefined && { user_id: customer.userId }),
    detail: `User requested to ${value} marketing messages`,
    category: 'marketing_messages',
    value,
    timestamp: Math.floor(at / 1000),
  };
  return {
    type: 'user_preferences',
    members: { type: 'user_preferences' },
    text: allowed ? '[marketing allowed]' : '[marketing stopped]',
    notice: true,
    field: { name: 'user_preferences', value: { user_preferences: [preference] } },
    becomes: { noMarketing: !allowed },
  };
}

function changeNumber({ number, userId }: Contents['changeNumber'], { customer }: InboundContext): BuiltInbound {
  const body = `User ${customer.name} changed from ${customer.number ?? ''} to ${number}`;
  const part = {
    body,
    wa_id: number,
    ...(userId !== undefined && { user_id: userId }),
    type: 'user_changed_number',
  };
  return {
    ...simple('system', part, body),
    notice: true,
    identity: { number, ...(userId !== undefined && { userId }) },
  };
}

function changeUserId({ userId, notice }: Contents['changeUserId'], context: InboundContext): BuiltInbound {
  const { customer, at } = context;
  const body = `User ${customer.name} changed from ${customer.userId ?? ''} to ${userId}`;
  const built: BuiltInbound = {
    ...simple('system', { body, user_id: userId, type: 'user_changed_user_id' }, body),
    notice: true,
    identity: { userId },
  };
  if (notice === 'system') return built;
  const update = {
    ...(customer.number !== undefined && !customer.hidesNumber && { wa_id: customer.number }),
    detail: `User id for ${customer.name} has been updated.`,
    user_id: { previous: customer.userId ?? '', current: userId },
    timestamp: String(Math.floor(at / 1000)),
  };
  return { ...built, field: { name: 'user_id_update', value: { user_id_update: [update] } } };
}
