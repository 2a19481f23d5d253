import { toFailureData } from '../../base/failure.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo } from '../channel.ts';
import { objectAt } from '../providers/reading.ts';
import { isService } from '../providers/twilio/account.ts';
import { checkAccount, checkStatuses, fixFor } from '../providers/twilio/check.ts';
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
