import type { HookRequest, Received } from '../channel.ts';
import { receiveBird, wordsOf } from '../providers/bird/receive.ts';
import type { SmsBirdConfig } from './config.ts';

/**
 * Reads a verified request, which is about one message of one channel; what is for another channel is ignored.
 * Throws a `Failure` with code `invalid` when the body is not Bird's envelope.
 */
export function receive(request: HookRequest, config: SmsBirdConfig): Received {
  return receiveBird(request, config, { service: SERVICE, contents: (body) => [wordsOf(body)] });
}

/** The word in front of this channel's events. */
export const SERVICE = 'sms';
