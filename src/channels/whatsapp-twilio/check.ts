import { toFailureData } from '../../base/failure.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo } from '../channel.ts';
import { checkAccount, checkStatuses, fixFor } from '../providers/twilio/check.ts';
import type { WhatsAppTwilioConfig } from './config.ts';
import { type Place, placeOf } from './place.ts';

type Io = ChannelIo<WhatsAppTwilioConfig>;

/** Asks Twilio whether the account is active, the sender is online and well thought of, and messages come here. */
export async function check(io: Io): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  try {
    results.push(await checkAccount(io));
    results.push(...checkPlace(await placeOf(io), io), checkStatuses(io));
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
        message: `${config.sender} is none of the account’s own WhatsApp senders.`,
        fix: 'Compare it with Messaging → Senders → WhatsApp senders. The sandbox’s number is never listed there: it is for trying out only.',
      },
    ];
  }
  const ours = config.statusCallback !== undefined && place.webhook === config.statusCallback && !place.bypassed;
  return [
    senderResult(place, config),
    {
      name: 'Messages',
      ok: ours,
      message: ours ? 'Messages come to this server.' : 'Messages to this sender go to another address, or nowhere.',
      ...(!ours && { fix: 'Connect the connection again, which puts this server’s address there.' }),
    },
  ];
}

function senderResult({ state = 'ONLINE', quality }: Place, { sender }: WhatsAppTwilioConfig): ProbeResult {
  const online = state.toUpperCase().startsWith('ONLINE');
  const low = quality?.toUpperCase() === 'LOW';
  return {
    name: 'Sender',
    ok: online && !low,
    message: `${sender} belongs to the account and is ${state.toLowerCase()}${quality ? `; quality ${quality.toLowerCase()}` : ''}.`,
    ...(!online && { fix: 'Open Messaging → Senders → WhatsApp senders: it says what WhatsApp waits for.' }),
    ...(online && low && { fix: 'People block or report the messages: write less, and only to those who agreed.' }),
  };
}
