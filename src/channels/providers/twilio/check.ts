import type { FailureCode } from '../../../base/failure.ts';
import type { ProbeResult } from '../../../base/probe.ts';
import { textAt } from '../reading.ts';
import { accountUrl, askTwilio, type TwilioIo } from './api.ts';

/** Says whether the account may send. */
export async function checkAccount(io: TwilioIo): Promise<ProbeResult> {
  const account = await askTwilio(io, { url: accountUrl(io.config, '.json') });
  const status = textAt(account, 'status') ?? 'unknown';
  const ok = status === 'active';
  const trial = textAt(account, 'type') === 'Trial';
  return {
    name: 'Account',
    ok,
    message: `The account ${textAt(account, 'friendly_name') ?? io.config.accountSid} is ${status}${trial ? ', on trial' : ''}.`,
    ...(!ok && { fix: 'Open the Twilio console: it says why the account is not active and how to reopen it.' }),
    ...(ok && trial && { fix: 'A trial account writes to verified numbers only; upgrade it for everyone else.' }),
  };
}

/** Says whether Twilio is told where statuses go. */
export function checkStatuses({ config }: { config: { statusCallback?: string } }): ProbeResult {
  const ok = config.statusCallback !== undefined;
  return {
    name: 'Statuses',
    ok,
    message: ok ? `Statuses are reported to ${config.statusCallback}.` : 'No address for statuses is known.',
    ...(!ok && { fix: 'Connect the connection once: without it nobody learns whether a message arrived.' }),
  };
}

/** What an operator does about a look that failed. */
export function fixFor(code: FailureCode): string {
  switch (code) {
    case 'auth':
      return 'Copy account SID and auth token anew from the console’s home page (Account Info) into the connection.';
    case 'not_found':
      return 'Check the account SID and the sender: Twilio has nothing under them.';
    case 'denied':
      return 'The API key may not read this; use a main key, or the auth token.';
    case 'rate_limited':
      return 'Wait a minute and check again.';
    default:
      return 'Check that this machine reaches the API address, and look at status.twilio.com.';
  }
}
