import type { Channel } from '../channel.ts';
import { recipientOf } from '../providers/sms/number.ts';
import { capabilities } from './capabilities.ts';
import { smsGatewayConfig, type SmsGatewayConfig } from './config.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { check, setup } from './setup.ts';
import { it } from './texts.it.ts';
import { verify } from './verify.ts';

/** SMS through any gateway that speaks HTTP: the connection says how. */
export const smsGateway: Channel<SmsGatewayConfig> = {
  id: 'sms-gateway',
  title: 'SMS (any gateway)',
  family: 'sms',
  texts: { it },
  config: smsGatewayConfig,
  capabilities,
  verify,
  receive,
  send,
  recipient: (address, _config, country) => recipientOf(address, country),
  check,
  setup,
};
