import type { Channel } from '../channel.ts';
import { recipientOf } from '../providers/sms/number.ts';
import { download } from '../providers/twilio/media.ts';
import { capabilities } from './capabilities.ts';
import { check } from './check.ts';
import { smsTwilioConfig, type SmsTwilioConfig } from './config.ts';
import { connect, disconnect } from './connect.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { it } from './texts.it.ts';
import { verify } from './verify.ts';

/** SMS through Twilio: one connection is one number, name or messaging service. */
export const smsTwilio: Channel<SmsTwilioConfig> = {
  id: 'sms-twilio',
  title: 'SMS (Twilio)',
  family: 'sms',
  texts: { it },
  config: smsTwilioConfig,
  capabilities,
  verify,
  receive,
  send,
  recipient: (address, _config, country) => recipientOf(address, country),
  check,
  connect,
  disconnect,
  download,
};
