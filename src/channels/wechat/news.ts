import type { FailureData } from '../../base/failure.ts';
import type { ChannelEvent, MessageEvent, PreferenceEvent } from '../../message/channel-event.ts';
import type { Envelope } from './envelope.ts';

/** Makes events of news, or says why there are none. */
type Reader = (envelope: Envelope) => readonly ChannelEvent[] | string;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['subscribe', (envelope) => [preference(envelope, true), opened(envelope)]],
  ['unsubscribe', (envelope) => [preference(envelope, false)]],
  ['SCAN', (envelope) => [opened(envelope)]],
  ['CLICK', readClick],
  ['VIEW', () => 'a page was opened from the menu: nobody has said anything, and no chat is open by it'],
  ['LOCATION', () => 'where the person is, as the phone reports it by itself: nobody has said it'],
  ['TEMPLATESENDJOBFINISH', readTemplateStatus],
]);

/** What a push of kind `event` comes to. It has no id of its own: person, second and name make one. */
export function readNews(envelope: Envelope): readonly ChannelEvent[] | string {
  const reader = READERS.get(eventOf(envelope));
  return reader ? reader(envelope) : 'a kind of event that we do not know';
}

function eventOf({ fields }: Envelope): string {
  return fields.get('Event')?.trim() ?? '';
}

function idOf(envelope: Envelope): string {
  return `${envelope.sender.key}/${envelope.seconds}/${eventOf(envelope)}`;
}

/** Following the account, or scanning its code; the code may say where it hangs. */
function opened(envelope: Envelope): MessageEvent {
  const { fields, at, sender } = envelope;
  const scene = fields
    .get('EventKey')
    ?.trim()
    .replace(/^qrscene_/, '');
  const ticket = fields.get('Ticket')?.trim();
  return {
    type: 'message',
    id: idOf(envelope),
    at,
    sender,
    content: { kind: 'opened', how: eventOf(envelope), ...(scene && { payload: scene }) },
    ...(scene && { referral: { scene, ...(ticket && { ticket }) } }),
  };
}

function preference(envelope: Envelope, allowed: boolean): PreferenceEvent {
  const how = allowed ? 'followed the account (subscribe)' : 'left the account (unsubscribe)';
  const { at, sender } = envelope;
  return { type: 'preference', id: `${idOf(envelope)}/preference`, at, sender, purpose: 'all', allowed, how };
}

/** A button of the account’s menu has a key and no words. */
function readClick(envelope: Envelope): readonly ChannelEvent[] | string {
  const key = envelope.fields.get('EventKey')?.trim();
  if (!key) return 'malformed: a tap on the menu without a key';
  const { at, sender } = envelope;
  return [{ type: 'message', id: idOf(envelope), at, sender, content: { kind: 'choice', id: key, title: key } }];
}

/** Templates are the only messages of which WeChat tells what became of them. */
function readTemplateStatus({ fields, at, sender }: Envelope): readonly ChannelEvent[] | string {
  const id = fields.get('MsgID')?.trim();
  const said = fields.get('Status')?.trim();
  if (!id || !said) return 'malformed: news of a template without an id or a status';
  const known = { type: 'status', id, at, recipient: sender } as const;
  return [said === 'success' ? { ...known, status: 'delivered' } : { ...known, status: 'failed', failure: why(said) }];
}

function why(said: string): FailureData {
  const blocked = /user\s?block/i.test(said);
  const message = blocked
    ? 'WeChat did not deliver the template: the person refuses messages of this account.'
    : 'WeChat took the template and could not deliver it.';
  return { code: blocked ? 'denied' : 'unavailable', message, providerMessage: said };
}
