import { type FailureCode, toFailureData } from '../../../base/failure.ts';
import type { ProbeResult } from '../../../base/probe.ts';
import type { ChannelIo } from '../../channel.ts';
import { askBird, birdIo, workspaceUrl } from './api.ts';
import { textAt } from '../reading.ts';
import type { BirdConfig } from './account.ts';

/** Asks Bird for the channel: is the access key good, is it the right channel, is it active. */
export async function check(io: ChannelIo<BirdConfig>): Promise<ProbeResult[]> {
  const path = `/channels/${encodeURIComponent(io.config.channelId)}`;
  try {
    const channel = await askBird(birdIo(io), { url: workspaceUrl(io.config, path) });
    const status = textAt(channel, 'status') ?? 'unknown';
    const ok = status === 'active';
    return [
      { name: 'Access key', ok: true, message: 'Bird accepts the access key.' },
      {
        name: 'Channel',
        ok,
        message: `The channel ${textAt(channel, 'name') ?? io.config.channelId} is ${status}.`,
        ...(!ok && { fix: 'Open app.bird.com → Channels: it says what the channel is waiting for.' }),
      },
    ];
  } catch (thrown) {
    const { code, message } = toFailureData(thrown);
    return [{ name: 'Access key', ok: false, message, fix: fixFor(code) }];
  }
}

function fixFor(code: FailureCode): string {
  switch (code) {
    case 'auth':
      return 'Create an access key under Settings → Access keys and save it in the connection.';
    case 'denied':
      return 'Give the access key’s role the permission to use this channel (Settings → Access roles).';
    case 'not_found':
      return 'Compare workspace ID and channel ID with the address and the channel’s page in the Bird app.';
    case 'rate_limited':
      return 'Wait a minute and check again.';
    default:
      return 'Check that this machine reaches the API address, and look at status.bird.com.';
  }
}
