import type { MessageEvent } from '../../message/channel-event.ts';
import type { ChannelIo } from '../channel.ts';
import { callApi, jsonCall } from './api.ts';
import type { WechatConfig } from './config.ts';

/** Shows the person that somebody is writing, unless the connection says not to. */
export async function acknowledge({ sender }: MessageEvent, io: ChannelIo<WechatConfig>): Promise<void> {
  if (io.config.typing === false) return;
  await callApi(io, jsonCall('/cgi-bin/message/custom/typing', { touser: sender.key, command: 'Typing' }));
}
