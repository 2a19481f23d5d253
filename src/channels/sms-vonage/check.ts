import { type FailureCode, toFailureData } from '../../base/failure.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo } from '../channel.ts';
import { parseObject } from '../providers/reading.ts';
import { refusal, unreadable } from '../providers/refusal.ts';
import { apiUrl, type SmsVonageConfig } from './config.ts';
import { SUBMISSION } from './errors.ts';
import { secretsOf } from './send.ts';

type Io = ChannelIo<SmsVonageConfig>;

/** Asks Vonage for the account's credit: is the key good, and can anything be sent. */
export async function check(io: Io): Promise<ProbeResult[]> {
  try {
    const credit = await fetchCredit(io);
    return [{ name: 'API key', ok: true, message: 'Vonage accepts key and secret.' }, creditOf(credit), statuses(io)];
  } catch (thrown) {
    const { code, message } = toFailureData(thrown);
    return [{ name: 'API key', ok: false, message, fix: fixFor(code) }];
  }
}

async function fetchCredit({ config, http, now }: Io): Promise<number> {
  const credentials = Buffer.from(`${config.apiKey}:${config.apiSecret}`).toString('base64');
  const response = await http({
    method: 'GET',
    url: apiUrl(config, '/account/get-balance'),
    headers: { authorization: `Basic ${credentials}`, accept: 'application/json' },
  });
  if (response.status !== 200) {
    throw refusal(response, {}, SUBMISSION, { write: false, now: now(), secrets: secretsOf(config) });
  }
  const value = parseObject(response.text())?.['value'];
  if (typeof value !== 'number') throw unreadable(SUBMISSION.who, response, false);
  return value;
}

function creditOf(credit: number): ProbeResult {
  const ok = credit > 0;
  return {
    name: 'Credit',
    ok,
    message: `The account has € ${credit.toFixed(2)}.`,
    ...(!ok && { fix: 'Top it up: dashboard → Billing and payments. Nothing is sent without credit.' }),
  };
}

function statuses({ config }: Io): ProbeResult {
  const ok = config.statusCallback !== undefined;
  return {
    name: 'Statuses',
    ok,
    message: ok ? `Statuses are reported to ${config.statusCallback}.` : 'No address for statuses is known.',
    ...(!ok && { fix: 'Connect the connection once: without it nobody learns whether a message arrived.' }),
  };
}

function fixFor(code: FailureCode): string {
  if (code === 'auth') return 'Copy API key and secret anew from dashboard → API settings into the connection.';
  if (code === 'rate_limited') return 'Wait a minute and check again.';
  return 'Check that this machine reaches the API address, and look at Vonage’s status page.';
}
