import type { Channel } from '../channel.ts';
import { acknowledgeMessage } from '../providers/meta/acknowledge.ts';
import { checkAccount } from '../providers/meta/check.ts';
import { accountsIn, receiveMeta } from '../providers/meta/envelope.ts';
import { fetchFile } from '../providers/meta/media.ts';
import { sendPart } from '../providers/meta/send.ts';
import { verifyMeta } from '../providers/meta/signature.ts';
import { keepSubscribed } from '../providers/meta/subscription.ts';
import { capabilities } from './capabilities.ts';
import { messengerConfig, type MessengerConfig, platformOf } from './config.ts';
import { connect, disconnect, setup } from './connect.ts';
import { judgePage } from './page.ts';
import { it } from './texts.it.ts';

/** Facebook Messenger: one connection is one Page. */
export const messenger: Channel<MessengerConfig> = {
  id: 'messenger',
  title: 'Messenger',
  texts: { it },
  config: messengerConfig,
  capabilities,
  verify: verifyMeta,
  receive: (request, config) => receiveMeta(request, platformOf(config)),
  send: (message, io) => sendPart(message, io, platformOf(io.config)),
  accounts: { own: ({ pageId }) => pageId, in: accountsIn },
  connect,
  setup,
  disconnect,
  acknowledge: (message, io) => acknowledgeMessage(message, io, platformOf(io.config)),
  keepAlive: (io) => keepSubscribed(io, platformOf(io.config)),
  check: (io) => checkAccount(io, platformOf(io.config), (profile) => judgePage(profile, io.config)),
  download: (file, io) => fetchFile(file, io, platformOf(io.config)),
};
