import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { addressOf } from '../../message/address.ts';
import type { ChannelIo, OutboundMessage } from '../channel.ts';
import { birdIo, createMessage } from '../providers/bird/api.ts';
import type { SmsBirdConfig } from './config.ts';

/** Sends one text and resolves to its id; see `createMessage` for what happens twice. */
export async function send(message: OutboundMessage, io: ChannelIo<SmsBirdConfig>): Promise<{ id: string }> {
  return createMessage(birdIo(io), messageBody(message));
}

/** The body of the request for one text; our key goes along as its reference, which statuses give back. */
export function messageBody({ to, content, key }: OutboundMessage): JsonObject {
  const number = addressOf(to, 'phone');
  if (!number) throw new Failure({ code: 'invalid', message: 'The contact has no phone number; add one.' });
  if (content.kind !== 'text') {
    throw new Failure({ code: 'unsupported', message: `SMS cannot carry content of the kind ${content.kind}.` });
  }
  return {
    receiver: { contacts: [{ identifierKey: 'phonenumber', identifierValue: number }] },
    body: { type: 'text', text: { text: content.text } },
    reference: key,
  };
}
