import { toFailureData } from '../../base/failure.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo } from '../channel.ts';
import { capabilities } from './capabilities.ts';
import type { GbmConfig } from './config.ts';
import { accessTokenOf } from './token.ts';

/** Says that the service is over wherever Google's own address is configured, and tries the service account elsewhere. */
export async function check(io: ChannelIo<GbmConfig>): Promise<ProbeResult[]> {
  const host = URL.parse(io.config.apiBase)?.hostname ?? '';
  if (/(^|\.)googleapis\.com$/.test(host)) {
    const message = `Google ended Business Messages on ${capabilities.retired}; nobody can be reached.`;
    return [{ name: 'Service', ok: false, message, fix: 'Use another channel, such as WhatsApp or SMS.' }];
  }
  try {
    await accessTokenOf(io);
    return [{ name: 'Service account', ok: true, message: `${host} takes the key of the service account.` }];
  } catch (thrown) {
    const { message } = toFailureData(thrown);
    const fix = 'Check the service account, its private key and the address of access tokens.';
    return [{ name: 'Service account', ok: false, message, fix }];
  }
}
