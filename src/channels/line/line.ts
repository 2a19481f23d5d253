import type { Sender } from '../../message/address.ts';
import type { Channel } from '../channel.ts';
import { acknowledge } from './acknowledge.ts';
import { capabilities } from './capabilities.ts';
import { check } from './check.ts';
import { lineConfig, type LineConfig } from './config.ts';
import { connect, setup } from './connect.ts';
import { download } from './media.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { it } from './texts.it.ts';
import { verify } from './verify.ts';

/** LINE through the Messaging API: one connection is one channel of an official account. */
export const line: Channel<LineConfig> = {
  id: 'line',
  title: 'LINE',
  texts: { it },
  config: lineConfig,
  capabilities,
  verify,
  receive,
  send,
  recipient,
  connect,
  setup,
  acknowledge,
  check,
  download,
};

/** The id that LINE gives a person towards this account; friends can be written to first. */
function recipient(address: string): Sender | undefined {
  const id = address.trim();
  return /^U[0-9a-f]{32}$/.test(id) ? { key: id, addresses: [{ kind: 'user', value: id }] } : undefined;
}
