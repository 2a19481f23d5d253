import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { addressOf } from '../../message/address.ts';
import type { ContactCard } from '../../message/content.ts';
import type { ChannelIo, OutboundMessage } from '../channel.ts';
import { textAt } from '../providers/reading.ts';
import { unreadable } from '../providers/refusal.ts';
import { callApi } from './api.ts';
import { senderOf, type ViberConfig } from './config.ts';
import { VIBER } from './errors.ts';
import { keyboardOf } from './keyboard.ts';
import { mediaFields } from './outgoing-media.ts';
import { trackingOf } from './tracking.ts';

type Io = ChannelIo<ViberConfig>;

/**
 * Sends one part and resolves to its token. Viber does not drop repetitions: a send whose answer got lost may come
 * twice. Our key travels along, and comes back with what the person writes next, but not with statuses.
 */
export async function send(message: OutboundMessage, io: Io): Promise<{ id: string }> {
  const { content, key } = message;
  const receiver = addressOf(message.to, 'user');
  if (receiver === undefined) {
    throw new Failure({
      code: 'invalid',
      message: 'The contact has no Viber id yet: a bot can write only to people who have opened its chat.',
    });
  }
  const choices = content.kind === 'choices' ? content.choices : [];
  const answer = await callApi(io, 'send_message', {
    receiver,
    min_api_version: 1,
    sender: senderOf(io.config),
    tracking_data: trackingOf(key, choices),
    ...(await fieldsOf(message, io)),
  });
  const id = textAt(answer, 'message_token');
  if (id === undefined) throw unreadable(VIBER.who, { status: 200 }, true);
  return { id };
}

async function fieldsOf({ content }: OutboundMessage, io: Io): Promise<JsonObject> {
  switch (content.kind) {
    case 'text':
      return { type: 'text', text: content.text };
    case 'choices': {
      const text = [content.header, content.text, content.footer].filter((block) => block?.trim()).join('\n\n');
      const { keyboard, version } = keyboardOf(content.choices, io.config);
      return { type: 'text', text, keyboard, min_api_version: version };
    }
    case 'media':
      return mediaFields(content, io);
    case 'location':
      return { type: 'location', location: { lat: content.latitude, lon: content.longitude } };
    case 'contacts':
      return cardFields(content.contacts);
    case 'template':
    case 'reaction':
      throw new Failure({ code: 'unsupported', message: `Viber has no ${content.kind}; send the words as a text.` });
  }
}

/** One card with a number goes as a card; others are written out. */
function cardFields(cards: readonly ContactCard[]): JsonObject {
  const [card, ...others] = cards;
  const phone = card?.phones[0];
  if (card && phone !== undefined && others.length === 0 && card.phones.length === 1 && card.emails.length === 0) {
    return { type: 'contact', contact: { name: card.name.trim() || phone, phone_number: phone } };
  }
  const lines = cards.map(({ name, phones, emails }) => [name, ...phones, ...emails].filter(Boolean).join('\n'));
  return { type: 'text', text: lines.join('\n\n') };
}
