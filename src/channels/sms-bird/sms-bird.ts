import type { Channel } from '../channel.ts';
import { recipientOf } from '../providers/sms/number.ts';
import { check } from '../providers/bird/check.ts';
import { connect, setup } from '../providers/bird/connect.ts';
import { it } from '../providers/bird/texts.it.ts';
import { verify } from '../providers/bird/verify.ts';
import { capabilities } from './capabilities.ts';
import { smsBirdConfig, type SmsBirdConfig } from './config.ts';
import { receive, SERVICE } from './receive.ts';
import { send } from './send.ts';

/** SMS through Bird's channels API: one connection is one channel of one workspace. */
export const smsBird: Channel<SmsBirdConfig> = {
  id: 'sms-bird',
  title: 'SMS (Bird)',
  family: 'sms',
  texts: { it },
  config: smsBirdConfig,
  capabilities,
  verify,
  receive,
  send,
  recipient: (address, _config, country) => recipientOf(address, country),
  check,
  connect: ({ url }, io) => connect({ url, service: SERVICE }, io),
  setup: ({ url }, config) => setup({ url, service: SERVICE }, config),
};
