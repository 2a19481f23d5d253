import type { MessageEvent } from '../../message/channel-event.ts';
import type { ChannelIo } from '../channel.ts';
import { callApi } from './api.ts';
import type { TelegramConfig } from './config.ts';
import { callbackIn } from './news.ts';

/** Said about an earlier message: nobody waits for an answer to them. */
const REMARKS: ReadonlySet<string> = new Set(['reaction', 'edit', 'revoke']);

/**
 * Answers a tapped button, which otherwise goes on turning; for other messages shows that somebody is writing, unless
 * the connection says not to.
 */
export async function acknowledge(message: MessageEvent, io: ChannelIo<TelegramConfig>): Promise<void> {
  const callback = callbackIn(message.channelContext);
  if (callback !== undefined) await callApi(io, 'answerCallbackQuery', { callback_query_id: callback });
  else if (io.config.typing !== false && !REMARKS.has(message.content.kind))
    await callApi(io, 'sendChatAction', { chat_id: message.sender.key, action: 'typing' });
}
