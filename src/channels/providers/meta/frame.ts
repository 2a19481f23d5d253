import type { Sender } from '../../../message/address.ts';
import type { ChannelEvent, MessageEvent } from '../../../message/channel-event.ts';
import type { Platform } from './platform.ts';

/** What the reading of a webhook needs to know of its account. */
export type Recipient = Pick<Platform, 'who' | 'object' | 'account' | 'appId'>;

/** What every event of one element has in common. */
export type Frame = { recipient: Recipient; person: Sender; at: number; standby: boolean; echo: boolean };

/** An event, or the reason why there is none. */
export type Reading = ChannelEvent | string;

/** A message event with what its frame says. */
export function messageOf(
  frame: Frame,
  rest: Pick<MessageEvent, 'id' | 'content'> & Partial<MessageEvent>,
): MessageEvent {
  const { person, at, standby, echo } = frame;
  return {
    type: 'message',
    at,
    sender: person,
    ...rest,
    ...(echo ? { echo: true as const } : { channelContext: { at } }),
    ...(standby && { standby: true as const }),
  };
}
