import type { Channel } from '../channel.ts';
import { acknowledge, answerTap } from './acknowledge.ts';
import { capabilities } from './capabilities.ts';
import { chatLink } from './chat-link.ts';
import { check } from './check.ts';
import { telegramConfig, type TelegramConfig } from './config.ts';
import { connect, disconnect } from './connect.ts';
import { listen } from './listen.ts';
import { download } from './media.ts';
import { receive } from './receive.ts';
import { send } from './send.ts';
import { it } from './texts.it.ts';
import { verify } from './verify.ts';

/** Telegram through the Bot API: one connection is one bot. A bot cannot write first, so it has no `recipient`. */
export const telegram: Channel<TelegramConfig> = {
  id: 'telegram',
  title: 'Telegram',
  texts: { it },
  config: telegramConfig,
  capabilities,
  verify,
  receive,
  send,
  uploads: true,
  connect,
  disconnect,
  listens: ({ polling }) => polling === true,
  listen,
  answerTap,
  acknowledge,
  check,
  chatLink,
  download,
};
