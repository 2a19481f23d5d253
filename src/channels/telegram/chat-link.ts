import { isObject } from '../../base/json.ts';
import type { ChannelIo } from '../channel.ts';
import { askApi } from './api.ts';
import type { TelegramConfig } from './config.ts';
import { textAt } from './fields.ts';

/** Most characters that a link carries, and what they may be: https://core.telegram.org/api/links#bot-links */
const MOST = 64;

/** The link that opens the bot and carries a word: it comes back when the person presses the button to start. */
export async function chatLink(text: string, io: ChannelIo<TelegramConfig>): Promise<string | undefined> {
  const bot = await askApi(io, 'getMe');
  const username = isObject(bot) ? textAt(bot, 'username') : undefined;
  if (username === undefined) return undefined;
  return `https://t.me/${username}?start=${text.replaceAll(/[^A-Za-z0-9_-]+/g, '_').slice(0, MOST)}`;
}
