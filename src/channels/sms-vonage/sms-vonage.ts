import type { Channel } from '../channel.ts';
import { recipientOf } from '../providers/sms/number.ts';
import { capabilities } from './capabilities.ts';
import { check } from './check.ts';
import { smsVonageConfig, type SmsVonageConfig } from './config.ts';
import { connect, disconnect, setup } from './connect.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { it } from './texts.it.ts';
import { verify } from './verify.ts';

/** SMS through Vonage's SMS API: one connection is one number or name. */
export const smsVonage: Channel<SmsVonageConfig> = {
  id: 'sms-vonage',
  title: 'SMS (Vonage)',
  family: 'sms',
  texts: { it },
  config: smsVonageConfig,
  capabilities,
  verify,
  receive,
  send,
  recipient: (address, _config, country) => recipientOf(address, country),
  check,
  connect,
  disconnect,
  setup,
};
