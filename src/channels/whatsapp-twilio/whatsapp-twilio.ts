import type { Channel } from '../channel.ts';
import { recipientOf } from '../providers/sms/number.ts';
import { download } from '../providers/twilio/media.ts';
import { capabilities } from './capabilities.ts';
import { check } from './check.ts';
import { whatsappTwilioConfig, type WhatsAppTwilioConfig } from './config.ts';
import { connect, disconnect } from './connect.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { templates } from './template.ts';
import { it } from './texts.it.ts';
import { verify } from './verify.ts';

/** WhatsApp through Twilio: one connection is one sender or messaging service. */
export const whatsappTwilio: Channel<WhatsAppTwilioConfig> = {
  id: 'whatsapp-twilio',
  title: 'WhatsApp (Twilio)',
  family: 'whatsapp',
  texts: { it },
  config: whatsappTwilioConfig,
  capabilities,
  verify,
  receive,
  send,
  recipient: (address, _config, country) => recipientOf(address, country),
  check,
  connect,
  disconnect,
  templates,
  download,
};
