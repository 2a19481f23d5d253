import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ChannelIo } from '../channel.ts';
import { objectsAt, textAt } from '../providers/reading.ts';
import { isService } from '../providers/twilio/account.ts';
import { accountUrl, askTwilio, serviceUrl } from '../providers/twilio/api.ts';
import type { SmsTwilioConfig } from './config.ts';

type Io = ChannelIo<SmsTwilioConfig>;

/**
 * Has Twilio call this address for messages to the number or messaging service, and notes it for statuses, which each
 * send asks for by itself. Names and short codes that receive nothing get statuses only.
 */
export async function connect({ url }: { url: string }, io: Io): Promise<{ message: string }> {
  const { sender } = io.config;
  const receives = isService(io.config) || sender.startsWith('+');
  if (receives) await pointTo(url, io);
  await io.connection.update((config) => (config.statusCallback === url ? config : { ...config, statusCallback: url }));
  return {
    message: receives
      ? `Twilio calls ${url} for messages to ${sender}, and for the statuses of what is sent.`
      : `Twilio calls ${url} for the statuses of what is sent. ${sender} receives no messages through this connection.`,
  };
}

/** Takes the address out again where it is still ours; what is gone already is left alone. */
export async function disconnect(io: Io): Promise<void> {
  const ours = io.config.statusCallback;
  if (ours === undefined) return;
  try {
    const place = await placeOf(io);
    if (place?.webhook === ours)
      await askTwilio(io, { url: place.url, form: new URLSearchParams([[place.field, '']]) });
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'not_found') throw thrown;
  }
  await io.connection.update(({ statusCallback: _gone, ...config }) => config);
}

async function pointTo(url: string, io: Io): Promise<void> {
  const place = await placeOf(io);
  if (!place) {
    throw new Failure({
      code: 'not_found',
      message: `The account has no number ${io.config.sender}. Look under Phone Numbers → Active numbers and correct the sender.`,
    });
  }
  if (place.webhook === url && !place.bypassed) return;
  const form = new URLSearchParams([
    [place.field, url],
    [place.method, 'POST'],
    ...(place.bypassed ? [['UseInboundWebhookOnNumber', 'false']] : []),
  ]);
  await askTwilio(io, { url: place.url, form });
}

/** Where the address for messages is kept, and what it is now. */
export type Place = {
  url: string;
  field: string;
  method: string;
  webhook: string | undefined;
  /** True where the numbers of a messaging service use their own addresses. */
  bypassed: boolean;
  found: JsonObject;
};

/** Finds the number or the messaging service of a connection; undefined where the account has no such number. */
export async function placeOf(io: Io): Promise<Place | undefined> {
  const { config } = io;
  if (isService(config)) {
    const url = serviceUrl(config, config.sender);
    const found = await askTwilio(io, { url });
    const bypassed = found['use_inbound_webhook_on_number'] === true;
    const webhook = textAt(found, 'inbound_request_url');
    return { url, field: 'InboundRequestUrl', method: 'InboundMethod', webhook, bypassed, found };
  }
  const query = new URLSearchParams({ PhoneNumber: config.sender });
  const list = await askTwilio(io, { url: accountUrl(config, `/IncomingPhoneNumbers.json?${query.toString()}`) });
  const found = objectsAt(list, 'incoming_phone_numbers').find((each) => each['phone_number'] === config.sender);
  const sid = textAt(found, 'sid');
  if (!found || sid === undefined) return undefined;
  const url = accountUrl(config, `/IncomingPhoneNumbers/${encodeURIComponent(sid)}.json`);
  return { url, field: 'SmsUrl', method: 'SmsMethod', webhook: textAt(found, 'sms_url'), bypassed: false, found };
}
