import type { ProbeResult } from '../../base/probe.ts';
import type { Channel, ChannelIo } from '../channel.ts';
import { acknowledgeMessage } from '../providers/meta/acknowledge.ts';
import { checkAccount } from '../providers/meta/check.ts';
import { accountsIn, receiveMeta } from '../providers/meta/envelope.ts';
import { fetchFile } from '../providers/meta/media.ts';
import { sendPart } from '../providers/meta/send.ts';
import { verifyMeta } from '../providers/meta/signature.ts';
import { keepSubscribed } from '../providers/meta/subscription.ts';
import { judgeAccount } from './account.ts';
import { capabilities } from './capabilities.ts';
import { instagramConfig, type InstagramConfig, platformOf } from './config.ts';
import { connect, disconnect, setup } from './connect.ts';
import { it } from './texts.it.ts';
import { judgeToken, renewToken } from './token.ts';

type Io = ChannelIo<InstagramConfig>;

/** Instagram: one connection is one professional account, by its own login or through a Facebook Page. */
export const instagram: Channel<InstagramConfig> = {
  id: 'instagram',
  title: 'Instagram',
  texts: { it },
  config: instagramConfig,
  capabilities,
  verify: verifyMeta,
  receive: (request, config) => receiveMeta(request, platformOf(config)),
  send: (message, io) => sendPart(message, io, platformOf(io.config)),
  accounts: { own: ({ accountId }) => accountId, in: accountsIn },
  connect,
  setup,
  disconnect,
  acknowledge: (message, io) => acknowledgeMessage(message, io, platformOf(io.config)),
  keepAlive,
  check,
  download: (file, io) => fetchFile(file, io, platformOf(io.config)),
};

/** The subscription first: a token of less than a day cannot be renewed yet, and that must not hold it up. */
async function keepAlive(io: Io): Promise<void> {
  await keepSubscribed(io, platformOf(io.config));
  await renewToken(io);
}

function check(io: Io): Promise<ProbeResult[]> {
  const { config } = io;
  return checkAccount(io, platformOf(config), (profile) => [
    judgeAccount(profile, config),
    judgeToken(config, io.now()),
  ]);
}
