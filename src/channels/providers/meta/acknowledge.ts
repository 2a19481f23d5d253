import { addressOf } from '../../../message/address.ts';
import type { MessageEvent } from '../../../message/channel-event.ts';
import { callGraph, type GraphIo } from './graph.ts';
import type { Platform } from './platform.ts';

/** Remarks on other messages, and people who only came by: nobody waits for words. */
const SILENT: ReadonlySet<MessageEvent['content']['kind']> = new Set(['reaction', 'edit', 'revoke']);

/** Marks a person's messages as seen, and shows that somebody is writing: each is a call of its own. */
export async function acknowledgeMessage(
  { sender, content }: MessageEvent,
  io: GraphIo,
  platform: Platform,
): Promise<void> {
  const id = addressOf(sender.addresses, 'user');
  if (id === undefined || SILENT.has(content.kind)) return;
  for (const action of ['mark_seen', 'typing_on']) {
    const path = `${encodeURIComponent(platform.node)}/messages`;
    await callGraph(io, platform, { method: 'POST', path, json: { recipient: { id }, sender_action: action } });
  }
}
