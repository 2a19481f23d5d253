import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Sender } from '../../../message/address.ts';
import type { InboundContent } from '../../../message/content.ts';
import { objectAt, textAt } from '../reading.ts';
import { type Frame, messageOf, type Reading, type Recipient } from './frame.ts';
import { readMessage } from './message.ts';
import { readDelivery, readOptIn, readPolicy, readRead } from './news.ts';
import { referralAt } from './referral.ts';
import { timeAt } from './time.ts';

type Reader = (value: JsonObject, frame: Frame) => readonly Reading[];

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['message', readMessage],
  ['postback', (postback, frame) => [readPostback(postback, frame)]],
  ['message_edit', (edit, frame) => [readEdit(edit, frame)]],
  ['reaction', (reaction, frame) => [readReaction(reaction, frame)]],
  ['delivery', readDelivery],
  ['read', (read, frame) => [readRead(read, frame)]],
  ['optin', (optin, frame) => [readOptIn(optin, frame)]],
  ['referral', (referral, frame) => [readReferral(referral, frame)]],
]);

/** Kinds that say nothing for a conversation, and why. */
const PASSED_OVER: ReadonlyMap<string, string> = new Map([
  ['account_linking', 'an account was linked: not served'],
  ['pass_thread_control', 'another app hands the conversation over; its messages come by themselves'],
  ['take_thread_control', 'another app took the conversation; its messages come under standby'],
  ['request_thread_control', 'another app asks for the conversation; it is not given away'],
  ['app_roles', 'the roles of apps in handing over were changed'],
  ['response_feedback', 'what somebody thinks of an answer: not served'],
  ['order', 'an order of a shop: not served'],
  ['inbox_labels', 'a label in the Page’s inbox: not served'],
]);

const POLICY = ['policy_enforcement', 'policy-enforcement'];

/** Reads one element of `messaging` or `standby`. */
export function readElement(element: JsonObject, recipient: Recipient, standby: boolean): readonly Reading[] {
  const at = timeAt(element, 'timestamp');
  if (at === undefined) return ['malformed: news without a usable timestamp'];
  const policy = POLICY.find((name) => isObject(element[name]));
  if (policy !== undefined) return [readPolicy(objectAt(element, policy) ?? {}, { recipient, at })];
  const kind = [...READERS.keys()].find((name) => isObject(element[name]));
  const value = kind === undefined ? undefined : objectAt(element, kind);
  const reader = kind === undefined ? undefined : READERS.get(kind);
  if (!value || !reader) return [whyNot(element)];
  const sender = textAt(objectAt(element, 'sender'), 'id');
  const echo = value['is_echo'] === true || sender === recipient.account;
  const id = echo ? textAt(objectAt(element, 'recipient'), 'id') : sender;
  if (id === undefined || id === recipient.account) return [`malformed: ${kind} of nobody who could be answered`];
  const person: Sender = { key: id, addresses: [{ kind: 'user', value: id }] };
  return reader(value, { recipient, person, at, standby, echo });
}

function whyNot(element: JsonObject): string {
  const known = Object.keys(element).find((name) => PASSED_OVER.has(name));
  if (known !== undefined) return PASSED_OVER.get(known) ?? '';
  return `a kind of news that we do not know: ${Object.keys(element).slice(0, 10).join(', ')}`;
}

/** The payload of “Get started” as people usually set it. */
const GET_STARTED = /^_*get_?started_*$/i;

/** A tapped button; under standby its payload is missing, and the words are all there is. */
function readPostback(postback: JsonObject, frame: Frame): Reading {
  const payload = textAt(postback, 'payload');
  const title = textAt(postback, 'title');
  const referral = referralAt(postback);
  const id = textAt(postback, 'mid') ?? `postback:${frame.person.key}:${frame.at}:${payload ?? title ?? ''}`;
  const content = contentOfTap(payload, title, referral);
  if (!content) return 'malformed: a postback with neither payload nor title';
  return messageOf(frame, { id, content, ...(referral && { referral }) });
}

function contentOfTap(
  payload: string | undefined,
  title: string | undefined,
  referral: JsonObject | undefined,
): InboundContent | undefined {
  if (payload === undefined) return title === undefined ? undefined : { kind: 'text', text: title };
  if (!referral && !GET_STARTED.test(payload)) return { kind: 'choice', id: payload, title: title ?? payload };
  const ref = textAt(referral, 'ref');
  return { kind: 'opened', how: 'get_started', ...(ref !== undefined && { payload: ref }) };
}

/** Somebody who wrote before came back by a link or an ad, and has said nothing yet. */
function readReferral(referral: JsonObject, frame: Frame): Reading {
  const ref = textAt(referral, 'ref');
  const how = (textAt(referral, 'source') ?? 'referral').toLowerCase();
  const content: InboundContent = { kind: 'opened', how, ...(ref !== undefined && { payload: ref }) };
  const kept = referralAt({ referral });
  return messageOf(frame, { id: `referral:${frame.person.key}:${frame.at}`, content, ...(kept && { referral: kept }) });
}

function readEdit(edit: JsonObject, frame: Frame): Reading {
  const of = textAt(edit, 'mid');
  const text = textAt(edit, 'text');
  if (of === undefined || text === undefined) return 'malformed: an edit without its message or its text';
  return messageOf(frame, {
    id: `${of}:edit:${textAt(edit, 'num_edit') ?? frame.at}`,
    content: { kind: 'edit', of, text },
  });
}

function readReaction(reaction: JsonObject, frame: Frame): Reading {
  const to = textAt(reaction, 'mid');
  const action = textAt(reaction, 'action');
  if (to === undefined || action === undefined) return 'malformed: a reaction without its message or its action';
  const emoji = action === 'unreact' ? '' : textAt(reaction, 'emoji');
  if (emoji === undefined) return `a reaction that has no emoji: ${textAt(reaction, 'reaction') ?? 'of no name'}`;
  const id = `reaction:${frame.person.key}:${to}:${frame.at}`;
  return messageOf(frame, { id, content: { kind: 'reaction', to, emoji } });
}
