import type { Channel } from '../channel.ts';
import { capabilities } from './capabilities.ts';
import { check } from './check.ts';
import { whatsappConfig, type WhatsAppConfig } from './config.ts';
import { download } from './media.ts';
import { receive } from './receive.ts';
import { recipient } from './recipient.ts';
import { send } from './send.ts';
import { verify } from './verify.ts';

/** WhatsApp through Meta's Cloud API: one connection is one business phone number. */
export const whatsapp: Channel<WhatsAppConfig> = {
  id: 'whatsapp',
  title: 'WhatsApp',
  config: whatsappConfig,
  capabilities,
  verify,
  receive,
  send,
  recipient,
  check,
  download,
};
