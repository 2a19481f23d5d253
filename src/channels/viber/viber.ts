import type { Channel } from '../channel.ts';
import { capabilities } from './capabilities.ts';
import { chatLink } from './chat-link.ts';
import { check } from './check.ts';
import { viberConfig, type ViberConfig } from './config.ts';
import { connect, disconnect, setup } from './connect.ts';
import { download } from './media.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { it } from './texts.it.ts';
import { verify } from './verify.ts';

/** Viber through its bot API: one connection is one bot. A bot cannot write first, so it has no `recipient`. */
export const viber: Channel<ViberConfig> = {
  id: 'viber',
  title: 'Viber',
  texts: { en: { 'rondine connections connect NAME': 'the button above' }, it },
  config: viberConfig,
  capabilities,
  verify,
  receive,
  send,
  connect,
  disconnect,
  setup,
  check,
  chatLink,
  download,
};
