import type { Channel } from '../channel.ts';
import { recipientOf } from '../providers/sms/number.ts';
import { capabilities } from './capabilities.ts';
import { check } from './check.ts';
import { smsBirdConfig, type SmsBirdConfig } from './config.ts';
import { connect, setup } from './connect.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { verify } from './verify.ts';

/** SMS through Bird's channels API: one connection is one channel of one workspace. */
export const smsBird: Channel<SmsBirdConfig> = {
  id: 'sms-bird',
  title: 'SMS (Bird)',
  family: 'sms',
  config: smsBirdConfig,
  capabilities,
  verify,
  receive,
  send,
  recipient: (address, _config, country) => recipientOf(address, country),
  check,
  connect,
  setup,
};
