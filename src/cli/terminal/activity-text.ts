import type { Activity } from '../../engine/activity.ts';
import { styled, type Span } from './text.ts';

type Tell = (time: number) => string;

/** When a channel connection last got a message, for a table; nothing for what is no channel. */
export function lastMessage(activity: Activity | undefined, at: Tell): Span {
  if (!activity) return '';
  const { inboundAt, verifiedAt, failing } = activity;
  if (failing) return styled('red', `failing since ${at(failing.since)}`);
  if (inboundAt !== undefined) return at(inboundAt);
  return verifiedAt === undefined ? 'waiting for the first' : 'address checked, waiting for the first';
}

/** How messages come and go on a channel connection, as facts. */
export function activityFacts(
  activity: Activity | undefined,
  at: Tell,
): (readonly [name: string, value: Span | undefined])[] {
  if (!activity) return [];
  const { inboundAt, sentAt, verifiedAt, failing } = activity;
  return [
    ['address checked', verifiedAt === undefined ? undefined : at(verifiedAt)],
    ['last message', inboundAt === undefined ? 'waiting for the first message' : at(inboundAt)],
    ['last sent', sentAt === undefined ? undefined : at(sentAt)],
    ['failing', failing && styled('red', `since ${at(failing.since)}: ${failing.code}, ${failing.message}`)],
  ];
}
