import { randomUUID } from 'node:crypto';
import { isObject } from '../../base/json.ts';
import type { MessageEvent } from '../../message/channel-event.ts';
import type { ChannelIo } from '../channel.ts';
import { textAt } from '../providers/reading.ts';
import { callApi, representative } from './api.ts';
import type { GbmConfig } from './config.ts';

/** Marks a message as read, and shows that somebody is writing. */
export async function acknowledge(event: MessageEvent, io: ChannelIo<GbmConfig>): Promise<void> {
  const { channelContext, sender } = event;
  const message = isObject(channelContext) ? textAt(channelContext, 'message') : undefined;
  if (message === undefined) return;
  const conversation = sender.key;
  const receipt = `/messages/${encodeURIComponent(message)}/receipt`;
  await callApi(io, { method: 'PATCH', conversation, path: receipt, body: { receiptType: 'READ' } });
  if (io.config.typing === false) return;
  const body = { eventType: 'TYPING_STARTED', representative: representative(io.config) };
  await callApi(io, { method: 'POST', conversation, path: `/events?eventId=${randomUUID()}`, body });
}
