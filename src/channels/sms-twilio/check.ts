import { type FailureCode, toFailureData } from '../../base/failure.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo } from '../channel.ts';
import { objectAt, textAt } from '../providers/reading.ts';
import { isService } from '../providers/twilio/account.ts';
import { accountUrl, askTwilio } from '../providers/twilio/api.ts';
import type { SmsTwilioConfig } from './config.ts';
import { type Place, placeOf } from './connect.ts';

type Io = ChannelIo<SmsTwilioConfig>;

/** Asks Twilio whether the account is active, the sender belongs to it, and messages come here. */
export async function check(io: Io): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  try {
    results.push(await checkAccount(io));
    if (isService(io.config) || io.config.sender.startsWith('+')) results.push(...checkPlace(await placeOf(io), io));
    results.push(checkStatuses(io));
    return results;
  } catch (thrown) {
    const { code, message } = toFailureData(thrown);
    return [...results, { name: results.length === 0 ? 'Account' : 'Sender', ok: false, message, fix: fixFor(code) }];
  }
}

async function checkAccount(io: Io): Promise<ProbeResult> {
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

function checkPlace(place: Place | undefined, { config }: Io): ProbeResult[] {
  if (!place) {
    return [
      {
        name: 'Sender',
        ok: false,
        message: `The account has no number ${config.sender}.`,
        fix: 'Compare it with Phone Numbers → Manage → Active numbers, and correct the sender of the connection.',
      },
    ];
  }
  const mute = objectAt(place.found, 'capabilities')?.['sms'] === false;
  const ours = config.statusCallback !== undefined && place.webhook === config.statusCallback && !place.bypassed;
  return [
    {
      name: 'Sender',
      ok: !mute,
      message: mute ? `${config.sender} cannot send SMS.` : `${config.sender} belongs to the account.`,
      ...(mute && { fix: 'Buy or port a number with the capability SMS, and put it into the connection.' }),
    },
    {
      name: 'Messages',
      ok: ours,
      message: ours ? 'Messages come to this server.' : 'Messages to this sender go to another address, or nowhere.',
      ...(!ours && { fix: 'Connect the connection again, which puts this server’s address there.' }),
    },
  ];
}

function checkStatuses({ config }: Io): ProbeResult {
  const ok = config.statusCallback !== undefined;
  return {
    name: 'Statuses',
    ok,
    message: ok ? `Statuses are reported to ${config.statusCallback}.` : 'No address for statuses is known.',
    ...(!ok && { fix: 'Connect the connection once: without it nobody learns whether a message arrived.' }),
  };
}

function fixFor(code: FailureCode): string {
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
