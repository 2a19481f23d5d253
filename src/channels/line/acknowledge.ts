import type { MessageEvent } from '../../message/channel-event.ts';
import type { ChannelIo } from '../channel.ts';
import { callApi } from './api.ts';
import type { LineConfig } from './config.ts';
import { readContext } from './context.ts';

/** Nobody waits for an answer to what was taken back. */
const SILENT: ReadonlySet<string> = new Set(['revoke']);
const LOADING_SECONDS = 20;

/** Marks a message as read, where LINE gives a token for that, and shows that an answer is coming. */
export async function acknowledge(message: MessageEvent, io: ChannelIo<LineConfig>): Promise<void> {
  const { read } = readContext(message.channelContext);
  const calls: Promise<unknown>[] = [];
  if (read !== undefined) {
    calls.push(callApi(io, { method: 'POST', path: '/chat/markAsRead', body: { markAsReadToken: read } }));
  }
  if (io.config.typing !== false && !SILENT.has(message.content.kind)) {
    const body = { chatId: message.sender.key, loadingSeconds: LOADING_SECONDS };
    calls.push(callApi(io, { method: 'POST', path: '/chat/loading/start', body }));
  }
  await Promise.all(calls);
}
