import type { MessageEvent } from '../../message/channel-event.ts';
import type { ChannelIo } from '../channel.ts';
import { callApi } from './api.ts';
import type { TelegramConfig } from './config.ts';
import { callbackIn } from './news.ts';

/** Said about an earlier message: nobody waits for an answer to them. */
const REMARKS: ReadonlySet<string> = new Set(['reaction', 'edit', 'revoke']);

/** Answers a tapped button, which otherwise goes on turning. */
export async function answerTap({ channelContext }: MessageEvent, io: ChannelIo<TelegramConfig>): Promise<void> {
  const callback = callbackIn(channelContext);
  if (callback !== undefined) await callApi(io, 'answerCallbackQuery', { callback_query_id: callback });
}

/** Shows that somebody is writing, unless the connection says not to. */
export async function acknowledge(message: MessageEvent, io: ChannelIo<TelegramConfig>): Promise<void> {
  const isTap = callbackIn(message.channelContext) !== undefined;
  if (io.config.typing !== false && !isTap && !REMARKS.has(message.content.kind))
    await callApi(io, 'sendChatAction', { chat_id: message.sender.key, action: 'typing' });
}
