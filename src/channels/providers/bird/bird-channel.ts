import type { JsonObject } from '../../../base/json.ts';
import type { Capabilities } from '../../../message/capabilities.ts';
import type { Content } from '../../../message/content.ts';
import type { Channel, OutboundMessage } from '../../channel.ts';
import { recipientOf } from '../sms/number.ts';
import { type BirdConfig, birdConfig } from './account.ts';
import { birdIo, createMessage } from './api.ts';
import { bodyFor } from './body.ts';
import { check } from './check.ts';
import { connect, setup } from './connect.ts';
import { receiverFor } from './contact.ts';
import { contentsOf } from './contents.ts';
import { download } from './media.ts';
import { receiveBird } from './receive.ts';
import { it } from './texts.it.ts';
import { verify } from './verify.ts';

/** For how long Bird tries to deliver a message unless it is told; nothing longer is documented. */
export const LIFETIME_MS = 36 * 3_600_000;

/** One service behind Bird: what it is called, by people and by Bird, and what it carries. */
export type BirdKind = {
  id: string;
  title: string;
  family: string;
  /** The word in front of its events. */
  service: string;
  /** What Bird's app calls this kind of channel. */
  app: string;
  capabilities: Capabilities;
  /** True where people are known by their phone numbers, so that they can be written to first. */
  numbers: boolean;
  /** True where a message can answer another one visibly. */
  quotes?: true;
};

/** A service through Bird’s channels API: one connection is one channel of one workspace. */
export function birdChannel(kind: BirdKind): Channel<BirdConfig> {
  const { id, title, family, service, app, capabilities, numbers } = kind;
  const reader = { service, contents: contentsOf, numbers };
  const subscription = { service, reads: capabilities.statuses?.includes('read') ?? false };
  return {
    id,
    title,
    family,
    texts: { it },
    config: birdConfig(app),
    capabilities,
    verify,
    receive: (request, config) => receiveBird(request, config, reader),
    send: async (message, io) => createMessage(birdIo(io), messageFor(message, kind)),
    ...(numbers && { recipient: (address, _config, country) => recipientOf(address, country) }),
    check,
    connect: ({ url }, io) => connect({ url, ...subscription }, io),
    setup: ({ url }, config) => setup({ url, ...subscription }, config),
    download,
  };
}

/** The request for one message; our key goes along as its reference, which statuses give back. */
function messageFor({ to, content, key, replyTo }: OutboundMessage, { numbers, quotes, title }: BirdKind): JsonObject {
  const quoted =
    quotes && replyTo !== undefined ? { replyTo: { id: replyTo.replace(/#\d+$/, ''), type: 'message' } } : {};
  return {
    receiver: { contacts: [receiverFor(to, numbers)] },
    ...bodyFor(content, title),
    reference: key,
    ...quoted,
    ...validityOf(content),
  };
}

/** Bird counts in seconds. */
function validityOf(content: Content): JsonObject {
  const ttlMs = 'ttlMs' in content ? content.ttlMs : undefined;
  return ttlMs === undefined ? {} : { validity: Math.ceil(Math.min(ttlMs, LIFETIME_MS) / 1000) };
}
