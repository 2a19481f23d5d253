import { Failure } from '../../../base/failure.ts';
import type { Sender } from '../../../message/address.ts';
import type { ChannelEvent } from '../../../message/channel-event.ts';
import type { HookRequest, HookResponse, Received } from '../../channel.ts';
import { parametersOf } from '../reading.ts';
import { readStatus } from './status.ts';

/** Says that nothing is to be sent in return. */
const NO_REPLY: HookResponse = { status: 200, contentType: 'text/xml', body: '<Response/>' };

/** One webhook, which is always about one message. Twilio states no time of arrival, so that of the request counts. */
export type Webhook = { id: string; parameters: URLSearchParams; request: HookRequest; at: number };

/** How a channel reads what is its own. */
export type Reader = {
  /** Why a message is none of this connection's business, if it is not. */
  stranger(webhook: Webhook): string | undefined;
  /** The person behind a `From` or a `To`. */
  person(address: string): Sender;
  /** The news of a message that came in. */
  message(webhook: Webhook): ChannelEvent[];
};

/**
 * Reads a verified request; what belongs to others is ignored.
 * Throws a `Failure` with code `invalid` when the body is not about a message of an account.
 */
export function receiveWebhook(request: HookRequest, { stranger, person, message }: Reader): Received {
  const parameters = parametersOf(request);
  const id = parameters.get('MessageSid') ?? parameters.get('SmsSid');
  if (!id || !parameters.get('AccountSid')) {
    throw new Failure({ code: 'invalid', message: 'This is not a Twilio webhook: it names no account and message.' });
  }
  const webhook = { id, parameters, request, at: request.at ?? Date.now() };
  const why = stranger(webhook);
  if (why) return { events: [ignored(id, why)], response: NO_REPLY };
  return { events: isStatus(parameters) ? statusEvents(webhook, person) : message(webhook), response: NO_REPLY };
}

/** True for news of a message of ours, false for a message that came in. */
export function isStatus(parameters: URLSearchParams): boolean {
  return parameters.has('MessageStatus') || !['received', 'receiving', null].includes(parameters.get('SmsStatus'));
}

/** A message that says nothing to us, and why. */
export function ignored(id: string, why: string): ChannelEvent {
  return { type: 'ignored', what: `message ${id}`, why };
}

function statusEvents({ id, parameters, request, at }: Webhook, person: Reader['person']): ChannelEvent[] {
  const recipient = person(parameters.get('To') ?? '');
  const event = readStatus(parameters, request, { recipient, at });
  if (event) return [event];
  return [ignored(id, `the message is ${parameters.get('MessageStatus') ?? 'in no state'}: not on its way yet`)];
}
