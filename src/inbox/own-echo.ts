import type { Lane } from '../base/ids.ts';
import type { MessageEvent, StatusEvent } from '../message/channel-event.ts';
import { textOf } from '../message/content.ts';
import type { MessageRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';

/** Messages that are looked at, the newest: what comes back has only just gone out. */
const LOOKED_AT = 10;

/**
 * The status that an echo is where we sent the message ourselves: some providers show us our own sends and do not say
 * whose they are. It is known by the id that its send was answered with; while a send still waits for its answer, by
 * what it says, and then the echo is proof of it. Undefined for what somebody else wrote.
 */
export async function statusOfOwnEcho(
  event: MessageEvent,
  lane: Lane,
  store: Pick<Store, 'get' | 'list'>,
): Promise<StatusEvent | undefined> {
  const { id, at, sender: recipient, content } = event;
  if (content.kind === 'edit' || content.kind === 'revoke') return undefined;
  const status: StatusEvent = { type: 'status', id, status: 'sent', at, recipient };
  const [known] = await store.list('message', { where: { providerId: id }, limit: 1 });
  if (known) return known.effect === undefined ? undefined : status;
  const conversation = (await store.get('lane', lane))?.conversation;
  if (!conversation) return undefined;
  const recent = await store.list('message', { where: { conversation }, newestFirst: true, limit: LOOKED_AT });
  const own = recent.find(({ providerId }) => providerId === id);
  const sent = own ?? recent.findLast((record) => waits(record) && saysTheSame(record, content));
  const effect = sent?.effect;
  return effect === undefined ? undefined : { ...status, effect };
}

function waits({ direction, status, providerId, effect }: MessageRecord): boolean {
  return direction === 'out' && status === 'pending' && providerId === undefined && effect !== undefined;
}

/** A question with buttons may come back as its words, or as something that cannot be shown. */
function saysTheSame({ content }: MessageRecord, echo: MessageEvent['content']): boolean {
  if (content.kind === 'media') return echo.kind === 'media' && echo.media === content.media;
  if (echo.kind === 'unsupported') return content.kind !== 'text';
  const words = textOf(content);
  return echo.kind === 'text' && words !== '' && echo.text.includes(words);
}
