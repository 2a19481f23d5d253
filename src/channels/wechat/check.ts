import { toFailureData } from '../../base/failure.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo } from '../channel.ts';
import { objectAt, textAt } from '../providers/reading.ts';
import { callApi, jsonCall } from './api.ts';
import type { WechatConfig } from './config.ts';

type Io = ChannelIo<WechatConfig>;

const PLACE = 'mp.weixin.qq.com → Settings and Development (设置与开发) → Basic Configuration (基本配置)';
const SENDS = '/cgi-bin/message/custom/send';
/** So much of the day’s calls may be used before it is worth a word. */
const NEARLY = 0.9;

/** Asks WeChat for a token and for how much of the day’s sends is used, and looks at how messages are protected. */
export async function check(io: Io): Promise<ProbeResult[]> {
  try {
    const answer = await callApi(io, { ...jsonCall('/cgi-bin/openapi/quota/get', { cgi_path: SENDS }), reads: true });
    const quota = objectAt(answer, 'quota');
    const signedIn = { name: 'Access token', ok: true, message: 'WeChat takes AppID, AppSecret and our IP address.' };
    return [signedIn, aboutQuota(Number(textAt(quota, 'used')), Number(textAt(quota, 'daily_limit'))), aboutMode(io)];
  } catch (thrown) {
    const { code, message, providerCode } = toFailureData(thrown);
    return [{ name: 'Access token', ok: false, message, place: PLACE, fix: fixFor(code, providerCode) }, aboutMode(io)];
  }
}

function aboutQuota(used: number, limit: number): ProbeResult {
  const name = 'Sends of today';
  if (!(limit > 0)) return { name, ok: true, known: 'not knowable', message: 'WeChat does not tell a daily limit.' };
  const ok = used < limit * NEARLY;
  const message = `${used} of ${limit} calls are used.`;
  return { name, ok, message, ...(!ok && { fix: 'Wait until tomorrow, or have WeChat raise the limit.' }) };
}

/** A plain webhook is signed without its body, so it is advice and no failure. */
function aboutMode({ config }: Io): ProbeResult {
  if (config.encodingAesKey !== undefined) {
    return { name: 'Messages', ok: true, message: 'Only encrypted messages are taken (safe or compatible mode).' };
  }
  return {
    name: 'Messages',
    ok: true,
    message: 'Messages come in plain mode: the signature does not cover what they say.',
    place: PLACE,
    fix: 'Choose safe mode (安全模式) and copy the EncodingAESKey into the connection.',
  };
}

function fixFor(code: string, providerCode: string | undefined): string {
  if (providerCode === '40164') return 'Add the public IP address of this server to the IP allowlist (IP白名单).';
  if (code === 'auth') return 'Copy AppID and AppSecret again; after a reset the old AppSecret ends.';
  if (code === 'rate_limited') return 'Wait a few minutes and check again.';
  return 'Check that this machine reaches the API address of the connection.';
}
