import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../base/json.ts';
import type { Hook } from '../../phone/model.ts';
import type { Phone } from '../../phone/phone.ts';
import type { Letter, News, Post, StatusNews } from '../../phone/provider.ts';
import { type BirdService, contactOf, type Workspace } from './service.ts';

/** What a letter needs to know of the account. */
export type Wire = { phone: Phone; own: Workspace; service: BirdService };

/** The webhook for something that a person did. */
export function inboundLetter(wire: Wire, news: News): Letter {
  const { customer, message, deed } = news;
  const { replyTo } = message;
  return hook(wire, 'inbound', {
    id: message.id,
    sender: { contact: contactOf(wire.service, customer, customer.name) },
    receiver: { connector: { id: wire.own.channel, identifierValue: '' } },
    body: bodyOf(wire, news),
    reference: '',
    ...(replyTo !== undefined && { replyTo: { id: replyTo, order: 0, type: deed.choice ? 'click' : 'message' } }),
    parts: [{ platformReference: `p-${message.id}` }],
    status: 'delivered',
    reason: '',
    direction: 'incoming',
    createdAt: new Date(wire.phone.now()).toISOString(),
  });
}

function bodyOf({ phone, own }: Wire, { deed, heard, message }: News): JsonObject {
  const { choice, location } = deed;
  if (choice) {
    const actions = [{ type: 'postback', postback: { text: choice.title, payload: choice.id } }];
    return { type: 'text', text: { text: choice.title, actions } };
  }
  if (location) {
    const { latitude, longitude, name: label, address } = location;
    const about = { ...(label !== undefined && { label }), ...(address !== undefined && { address }) };
    return { type: 'location', location: { coordinates: { latitude, longitude }, location: about } };
  }
  const { file } = heard;
  if (!file) return { type: 'text', text: { text: heard.text } };
  const mediaUrl = `${phone.url}/workspaces/${own.workspace}/messages/${message.id}/media/${file.id}`;
  const caption = heard.content['caption'];
  const words = typeof caption === 'string' ? { text: caption } : {};
  if (deed.image) return { type: 'image', image: { images: [{ mediaUrl }], ...words } };
  const filename = heard.media?.name;
  const about = {
    ...(filename !== undefined && { filename }),
    ...(deed.sticker && { metadata: { isAnimated: false } }),
  };
  return { type: 'file', file: { files: [{ contentType: file.mime, mediaUrl, ...about }], ...words } };
}

/** The webhook for what became of a message; that it was read is told as something that a person did with it. */
export function statusLetter(wire: Wire, { message, customer, tick }: StatusNews): Letter {
  const reference = message.callback ?? '';
  const at = new Date(wire.phone.now()).toISOString();
  if (tick.status === 'read') {
    const about = { messageId: message.id, messageReference: reference, type: 'read', createdAt: at };
    return hook(wire, 'interaction', { id: randomUUID(), ...about });
  }
  const failed = tick.status === 'failed';
  const description = String(tick.code ?? 'Absent subscriber');
  return hook(wire, 'outbound', {
    id: message.id,
    sender: { connector: { id: wire.own.channel } },
    receiver: { contacts: [contactOf(wire.service, customer)] },
    body: { type: 'text', text: { text: message.text } },
    reference,
    status: failed ? 'delivery_failed' : tick.status,
    ...(failed && { reason: description, failure: { code: 1, description } }),
    direction: 'outgoing',
    createdAt: new Date(message.at).toISOString(),
    lastStatusAt: at,
  });
}

function hook({ own, service }: Wire, what: string, payload: JsonObject): Letter {
  const event = `${service.word}.${what}`;
  return { body: JSON.stringify({ service: 'channels', event, payload: { channelId: own.channel, ...payload } }) };
}

/** One attempt at a webhook: the address, the time and the body are signed. */
export function birdRequest(phone: Phone, { signingKey }: Workspace, { body }: Hook, url: string): Post {
  const timestamp = String(Math.floor(phone.now() / 1000));
  const hash = createHash('sha256').update(body).digest();
  const signature = createHmac('sha256', signingKey).update(`${timestamp}\n${url}\n`).update(hash).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'messagebird-signature': signature,
    'messagebird-request-timestamp': timestamp,
  };
  return { method: 'POST', url, headers, body };
}
