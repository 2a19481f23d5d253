import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ContactCard, LocationContent, MediaContent, MediaRef } from '../../message/content.ts';
import type { OutboundMessage } from '../channel.ts';
import { keyboardOf } from './keyboard.ts';
import type { TelegramConfig } from './config.ts';
import { messageNumberOf } from './message-id.ts';

/** One call of the API: everything but the chat that it goes to. */
export type Order = {
  method: string;
  fields: JsonObject;
  /** The field that holds a link, which can be exchanged for the file itself, and what kind of file it is. */
  linked?: { field: string; url: string; media: MediaContent['media'] };
  /** The field that holds a reference to a file, which may be one of ours. */
  referred?: { field: string; file: MediaRef; media: MediaContent['media'] };
  /** The id of what is done, where the API gives none. */
  names?: string;
};

/** What has to be called for one part. Texts go as they are written, without any markup. */
export function orderOf(message: OutboundMessage, config: TelegramConfig): Order {
  const order = callFor(message, config);
  if (!message.replyTo || message.content.kind === 'reaction') return order;
  const quoted = { message_id: messageNumberOf(message.replyTo), allow_sending_without_reply: true };
  return { ...order, fields: { ...order.fields, reply_parameters: quoted } };
}

function callFor({ content, key }: OutboundMessage, config: TelegramConfig): Order {
  switch (content.kind) {
    case 'text':
      return textOrder(content.text);
    case 'choices': {
      const text = [content.header, content.text, content.footer].filter((block) => block?.trim()).join('\n\n');
      return { method: 'sendMessage', fields: { text, reply_markup: keyboardOf(content.choices, config) } };
    }
    case 'media':
      return mediaOrder(content);
    case 'location':
      return placeOrder(content);
    case 'contacts':
      return cardOrder(content.contacts);
    case 'reaction': {
      // Telegram's list has its emoji without the selector for their coloured form.
      const emoji = content.emoji.replaceAll('\uFE0F', '');
      const reaction = emoji === '' ? [] : [{ type: 'emoji', emoji }];
      const fields = { message_id: messageNumberOf(content.to), reaction };
      return { method: 'setMessageReaction', fields, names: `${content.to}/reaction/${key}` };
    }
    case 'template':
      throw new Failure({ code: 'unsupported', message: 'Telegram has no templates; send the words as a text.' });
  }
}

function textOrder(text: string): Order {
  return { method: 'sendMessage', fields: { text } };
}

type MediaCall = { method: string; field: string };

const CALLS: Readonly<Record<MediaContent['media'], MediaCall>> = {
  image: { method: 'sendPhoto', field: 'photo' },
  video: { method: 'sendVideo', field: 'video' },
  audio: { method: 'sendAudio', field: 'audio' },
  document: { method: 'sendDocument', field: 'document' },
  sticker: { method: 'sendSticker', field: 'sticker' },
};
const VOICE: MediaCall = { method: 'sendVoice', field: 'voice' };

function mediaOrder(content: MediaContent): Order {
  const { media, url, file, caption } = content;
  const source = url ?? file?.id;
  if (!source) throw new Failure({ code: 'invalid', message: `The ${media} has neither a link nor a file.` });
  if (caption && media === 'sticker')
    throw new Failure({ code: 'invalid', message: 'Telegram shows no words under a sticker; send them as a text.' });
  const { method, field } = isVoice(content) ? VOICE : CALLS[media];
  return {
    method,
    fields: { [field]: source, ...(caption && { caption }) },
    ...(url !== undefined && { linked: { field, url, media } }),
    ...(url === undefined && file && { referred: { field, file, media } }),
  };
}

/** Opus in Ogg is what Telegram plays as a voice message; other sound is music to it. */
function isVoice({ media, url, file }: MediaContent): boolean {
  if (media !== 'audio') return false;
  const path = url === undefined ? '' : (URL.parse(url)?.pathname ?? '');
  return /^audio\/(ogg|opus)\b/i.test(file?.mime ?? '') || /\.(ogg|oga|opus)$/i.test(path);
}

function placeOrder({ latitude, longitude, name, address }: LocationContent): Order {
  const title = name ?? address;
  if (title === undefined) return { method: 'sendLocation', fields: { latitude, longitude } };
  return { method: 'sendVenue', fields: { latitude, longitude, title, address: address ?? title } };
}

/** One card with a number goes as a card; Telegram has none without a number, so others are written out. */
function cardOrder(cards: readonly ContactCard[]): Order {
  const [card, ...others] = cards;
  const phone = card?.phones[0];
  if (!card || phone === undefined || others.length > 0) {
    const lines = cards.map(({ name, phones, emails }) => [name, ...phones, ...emails].filter(Boolean).join('\n'));
    return textOrder(lines.join('\n\n'));
  }
  const vcard = vcardOf(card);
  const more = card.phones.length + card.emails.length > 1 && Buffer.byteLength(vcard) <= VCARD_MAX_BYTES;
  const first_name = card.name.trim() || phone;
  return { method: 'sendContact', fields: { phone_number: phone, first_name, ...(more && { vcard }) } };
}

const VCARD_MAX_BYTES = 2048;

function vcardOf({ name, phones, emails }: ContactCard): string {
  const clean = (text: string) => text.replaceAll(/[\\,;]/g, String.raw`\$&`).replaceAll(/[\r\n]+/g, ' ');
  const lines = [
    `FN:${clean(name)}`,
    ...phones.map((phone) => `TEL:${clean(phone)}`),
    ...emails.map((email) => `EMAIL:${clean(email)}`),
  ];
  return ['BEGIN:VCARD', 'VERSION:3.0', ...lines, 'END:VCARD'].join('\r\n');
}
