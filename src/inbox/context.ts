import { id } from '../base/ids.ts';
import type { Scene } from '../engine/router.ts';
import type { ContactContext, ConversationContext, EventContext, MessageContext } from '../flow/event-context.ts';
import { isFinal, type Run } from '../flow/run.ts';
import { rungConnectionsOf } from '../flow/rungs.ts';
import { addressOf } from '../message/address.ts';
import { textOf, type InboundContent } from '../message/content.ts';
import type { ContactRecord, ConversationRecord, MessageRecord } from '../store/records.ts';
import type { Named, RouterOptions } from './options.ts';

/** The values of the moment that a run's event carries: the person, the conversation, and what its flow names. */
export async function eventContext(run: Run, scene: Scene, options: RouterOptions): Promise<EventContext> {
  const flow = options.namesOf && options.flows.version(run.flow.id, run.flow.version);
  const named = flow && options.namesOf ? namedValues(options.namesOf(flow), run, options) : {};
  const conversation = run.conversation && (await scene.draft.get('conversation', run.conversation));
  if (!conversation) return named;
  const contact = await contactOf(conversation, scene);
  const via = run.via && (await scene.draft.get('conversation', run.via.conversation));
  return {
    ...(contact ? { contact: contactContext(contact) } : {}),
    conversation: conversationContext(conversation, via ?? conversation, await isBusy(run, conversation, scene)),
    ...channelsOf(run, options),
    ...named,
  };
}

/** The contact behind a conversation, through merges. */
export async function contactOf(conversation: ConversationRecord, scene: Scene): Promise<ContactRecord | undefined> {
  let contact = await scene.draft.get('contact', conversation.contact);
  for (let steps = 0; contact?.mergedInto && steps < 10; steps++)
    contact = await scene.draft.get('contact', contact.mergedInto);
  return contact;
}

/** True while a run must wait for its turn: another one, or people, hold the conversation. */
async function isBusy(run: Run, conversation: ConversationRecord, scene: Scene): Promise<boolean> {
  if (conversation.state === 'people' && conversation.handoff !== run.id) return true;
  const { foreground } = scene.lane;
  if (foreground === null || foreground === run.id) return false;
  const holder = (await scene.draft.get('run', foreground))?.run;
  return holder !== undefined && !isFinal(holder);
}

function namedValues(named: Named, run: Run, options: RouterOptions): Partial<EventContext> {
  const calendars = named.calendars.flatMap((name) => {
    const calendar = options.calendar?.(name);
    return calendar ? [[name, calendar] as const] : [];
  });
  const settings = named.settings.map((name) => [name, options.setting?.(name)] as const);
  return {
    ...(calendars.length > 0 ? { calendars: Object.fromEntries(calendars) } : {}),
    ...(settings.length > 0 ? { settings: Object.fromEntries(settings) } : {}),
    ...(named.resumeUrl && options.resumeUrl ? { resumeUrl: options.resumeUrl(run.id) } : {}),
  };
}

/** The channels of the connections that messages of the run's flow may go out on besides its own. */
function channelsOf(run: Run, { flows, types, channelOf }: RouterOptions): Pick<EventContext, 'channels'> {
  const flow = channelOf && flows.version(run.flow.id, run.flow.version);
  const names = flow ? rungConnectionsOf(flow, types) : [];
  const channels = names.flatMap((name) => {
    const channel = channelOf?.(id.connection(name));
    return channel === undefined ? [] : [[name, channel] as const];
  });
  return channels.length === 0 ? {} : { channels: Object.fromEntries(channels) };
}

/** `spoken` is where the person writes at the moment, if not in the conversation that the run belongs to. */
function conversationContext(
  record: ConversationRecord,
  spoken: ConversationRecord,
  busy: boolean,
): ConversationContext {
  const { key, queue, assignee, priority } = record;
  const { channel, connection, lastInboundAt } = spoken;
  return {
    id: key,
    channel,
    connection,
    ...(queue === undefined ? {} : { queue }),
    ...(assignee === undefined ? {} : { assignee }),
    ...(priority === undefined ? {} : { priority }),
    lastInboundAt,
    ...(busy ? { busy: true } : {}),
  };
}

function contactContext(contact: ContactRecord): ContactContext {
  const of = (kind: Parameters<typeof addressOf>[1]): string | undefined => addressOf(contact.addresses, kind);
  const { fields, tags, groups, stage, attribution } = contact;
  return {
    id: contact.key,
    name: contact.name,
    phone: of('phone'),
    username: of('username'),
    email: of('email'),
    language: contact.language,
    addresses: contact.addresses,
    ...(fields ? { fields } : {}),
    ...(tags?.length ? { tags } : {}),
    ...(groups?.length ? { groups } : {}),
    ...(stage === undefined ? {} : { stage }),
    ...(attribution ? { attribution } : {}),
  };
}

/** A message, with the others of its album where it began one. */
export type Turn = MessageRecord & { others?: readonly MessageRecord[] };

/** The words of a message, and of the others of its album; pieces of one text are that text again. */
export function textOfTurn(record: Turn): string {
  const whole = [record, ...(record.others ?? [])];
  if (!record.piece) {
    const texts = whole.map(({ content }) => textOf(content));
    return texts.filter((text) => text !== '').join('\n');
  }
  const inOrder = whole.toSorted((one, other) => (one.piece?.number ?? 0) - (other.piece?.number ?? 0));
  return inOrder.map(({ content }) => textOf(content)).join('');
}

/** A message as a flow sees it; an album is one. */
export function messageContext(record: Turn): MessageContext {
  const { others = [], piece } = record;
  const text = textOfTurn(record);
  const content: InboundContent = piece ? { kind: 'text', text } : (record.content as InboundContent);
  return {
    id: record.providerId ?? record.key,
    text,
    content,
    ...(others.length === 0 || piece
      ? {}
      : {
          parts: [content, ...others.map((other) => other.content as InboundContent)],
          merged: others.length + 1,
        }),
    at: record.at,
    ...(record.referral ? { referral: record.referral } : {}),
  };
}
