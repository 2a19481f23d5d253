import { Failure, toFailureData } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo } from '../channel.ts';
import { textAt } from '../providers/reading.ts';
import { callApi } from './api.ts';
import type { LineConfig } from './config.ts';

type Io = ChannelIo<LineConfig>;

const AGAIN = 'Connect the connection again: that gives LINE the address of this server.';
/** Below this share of the month's messages a person should think of another plan. */
const LITTLE_LEFT = 0.1;

/** Asks LINE who the account is, whether its webhook works, and how many messages the month has left. */
export async function check(io: Io): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  try {
    results.push(aboutAccount(await callApi(io, { method: 'GET', path: '/info' })));
    results.push(...(await checkWebhook(io)));
    results.push(await checkQuota(io));
    return results;
  } catch (thrown) {
    const { code, message } = toFailureData(thrown);
    const name = results.length === 0 ? 'Access token' : 'Account';
    return [...results, { name, ok: false, message, fix: fixFor(code) }];
  }
}

function aboutAccount(info: JsonObject): ProbeResult {
  const name = textAt(info, 'displayName') ?? 'the account';
  const id = textAt(info, 'basicId');
  const link = id === undefined ? '' : `: https://line.me/R/ti/p/${id}`;
  const byHand = info['chatMode'] === 'chat';
  return {
    name: 'Access token',
    ok: true,
    message: `${name}${link}`,
    ...(byHand && { fix: 'Chats are on: staff can also answer in LINE’s own manager, which Rondine does not see.' }),
  };
}

async function checkWebhook(io: Io): Promise<ProbeResult[]> {
  const asked = callApi(io, { method: 'GET', path: '/channel/webhook/endpoint' });
  const webhook = await asked.catch((thrown: unknown): JsonObject => {
    if (thrown instanceof Failure && thrown.code === 'not_found') return {};
    throw thrown;
  });
  const endpoint = textAt(webhook, 'endpoint');
  const name = 'Webhook';
  if (endpoint === undefined)
    return [{ name, ok: false, message: 'LINE has no address to send messages to.', fix: AGAIN }];
  const host = URL.parse(endpoint)?.host ?? 'an address that cannot be read';
  if (webhook['active'] === false) {
    const fix = 'At LINE Developers open the channel, Messaging API, and switch on “Use webhook”.';
    return [{ name, ok: false, message: `The webhook to ${host} is switched off.`, fix }];
  }
  const trial = await callApi(io, { method: 'POST', path: '/channel/webhook/test', body: {} });
  return [{ name, ok: true, message: `LINE sends messages to ${host}.` }, aboutTrial(trial)];
}

function aboutTrial(trial: JsonObject): ProbeResult {
  const ok = trial['success'] !== false;
  const why = [textAt(trial, 'reason'), textAt(trial, 'detail')].filter(Boolean).join(': ');
  return {
    name: 'Delivery',
    ok,
    message: ok ? 'LINE has just reached the address.' : `LINE could not reach the address: ${why}.`,
    ...(!ok && {
      fix: 'Look whether the public address answers within 2 seconds, with a certificate that browsers trust.',
    }),
  };
}

async function checkQuota(io: Io): Promise<ProbeResult> {
  const { type, value } = await callApi(io, { method: 'GET', path: '/message/quota' });
  const { totalUsage } = await callApi(io, { method: 'GET', path: '/message/quota/consumption' });
  const name = 'Messages of this month';
  const used = Number(totalUsage) || 0;
  if (type !== 'limited' || typeof value !== 'number')
    return { name, ok: true, message: `${used} used, without a limit.` };
  const ok = value - used > 0;
  const advice = ok ? 'Replies go on for free; pushes end at the limit.' : 'Only replies get through until next month.';
  return {
    name,
    ok,
    message: `${used} of ${value} used.`,
    ...(value - used < value * LITTLE_LEFT && {
      fix: `${advice} A larger plan: manager.line.biz → Settings → Billing.`,
    }),
  };
}

function fixFor(code: string): string {
  switch (code) {
    case 'auth':
      return 'At LINE Developers open the channel, Messaging API, issue a long-lived token and copy it into the connection.';
    case 'rate_limited':
      return 'Wait a few minutes and check again.';
    default:
      return 'Check that this machine reaches the API address of the connection.';
  }
}
