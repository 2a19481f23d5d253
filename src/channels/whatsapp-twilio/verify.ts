import type { HookRequest } from '../channel.ts';
import { isSignedByTwilio } from '../providers/twilio/signature.ts';
import type { WhatsAppTwilioConfig } from './config.ts';

/** True for a request that Twilio signed with the auth token, or with the previous one while it is being changed. */
export function verify(request: HookRequest, { authToken, previousAuthToken }: WhatsAppTwilioConfig): boolean {
  return isSignedByTwilio(request, [authToken, previousAuthToken]);
}
