import type { Channel } from '../channel.ts';
import { numbersIn, ownNumber } from './accounts.ts';
import { acknowledge } from './acknowledge.ts';
import { capabilities } from './capabilities.ts';
import { chatLink } from './chat-link.ts';
import { check } from './check.ts';
import { whatsappConfig, type WhatsAppConfig } from './config.ts';
import { connect, disconnect, setup } from './connect.ts';
import { download } from './media.ts';
import { receive } from './receive.ts';
import { recipient } from './recipient.ts';
import { send } from './send.ts';
import { templates } from './templates.ts';
import { it } from './texts.it.ts';
import { verify } from './verify.ts';

/** WhatsApp through Meta's Cloud API: one connection is one business phone number. */
export const whatsapp: Channel<WhatsAppConfig> = {
  id: 'whatsapp',
  title: 'WhatsApp',
  texts: { it },
  config: whatsappConfig,
  capabilities,
  verify,
  receive,
  send,
  recipient,
  accounts: { own: ownNumber, in: numbersIn },
  connect,
  setup,
  disconnect,
  acknowledge,
  templates,
  check,
  chatLink,
  download,
};
