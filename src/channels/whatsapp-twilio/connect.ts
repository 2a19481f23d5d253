import { Failure } from '../../base/failure.ts';
import type { ChannelIo } from '../channel.ts';
import type { WhatsAppTwilioConfig } from './config.ts';
import { placeOf } from './place.ts';

type Io = ChannelIo<WhatsAppTwilioConfig>;

/**
 * Has Twilio call this address for messages to the sender or messaging service, and notes it for statuses, which each
 * send asks for by itself. A sender that the account does not own, as the sandbox's, is entered by hand.
 */
export async function connect({ url }: { url: string }, io: Io): Promise<{ message: string }> {
  const { sender } = io.config;
  const place = await placeOf(io);
  if (place && (place.webhook !== url || place.bypassed)) await place.put(url);
  await io.connection.update((config) => (config.statusCallback === url ? config : { ...config, statusCallback: url }));
  return {
    message: place
      ? `Twilio calls ${url} for messages to ${sender}, and for the statuses of what is sent.`
      : `${sender} is none of the account’s own WhatsApp senders. Where it is the sandbox’s, enter ${url} under Messaging → Try it out → Send a WhatsApp message → Sandbox settings → When a message comes in. Statuses come by themselves.`,
  };
}

/** Takes the address out again where it is still ours; what is gone already is left alone. */
export async function disconnect(io: Io): Promise<void> {
  const ours = io.config.statusCallback;
  if (ours === undefined) return;
  try {
    const place = await placeOf(io);
    if (place?.webhook === ours) await place.put('');
  } catch (thrown) {
    if (!(thrown instanceof Failure) || thrown.code !== 'not_found') throw thrown;
  }
  await io.connection.update(({ statusCallback: _gone, ...config }) => config);
}
