import type { ConversationEvent } from '../../flow/trigger-events.ts';
import type { Trigger } from '../../flow/trigger.ts';
import { at, items, member, take, takeText, type Place } from '../place.ts';
import type { ImportedPart, ImportNeed } from '../report.ts';
import type { Start } from './names.ts';
import { createNotebook, type Notebook } from './scene.ts';
import { excerpt } from './template.ts';

/** What starts the imported flow, and what became of what started the old one. */
export type ReadTrigger = { trigger: Trigger; start: Start; part: ImportedPart; needs: readonly ImportNeed[] };

type Made = { trigger: Trigger; start: Start; needs?: readonly ImportNeed[] };

/** Reads what starts a flow of the older format; `path` names the new address of a call. */
export function legacyTrigger(root: Place, path: string): ReadTrigger {
  const kind = takeText(member(root, 'trigger')) ?? '(none)';
  const notes = createNotebook();
  return told(member(root, 'trigger'), kind, notes, byName(kind, path, notes));
}

/** Reads what starts a flow of the newer format. */
export function modernTrigger(place: Place, path: string): ReadTrigger {
  const kind = takeText(member(place, 'type')) ?? '(none)';
  const data = member(place, 'data');
  const event = takeText(member(data, 'event')) ?? '';
  const notes = createNotebook();
  const shown = event === '' ? kind : `${kind}: ${event}`;
  const made =
    ofConversation(kind, event, data, notes) ??
    ofContact(kind, event, data, notes) ??
    byName(`${kind} ${event}`, path, notes);
  return told(place, shown, notes, made);
}

/** The trigger of an action of an AI employee: another flow calls it, with its arguments. */
export function actionTrigger(place: Place): ReadTrigger {
  const notes = createNotebook();
  notes.differs('An AI employee called it with arguments; here another flow calls it, and gives them as its input.');
  return told(place, 'action', notes, { trigger: { type: 'flow' }, start: 'called' });
}

function told(place: Place, kind: string, notes: Notebook, { trigger, start, needs = [] }: Made): ReadTrigger {
  const part = { place: place.path, kind: excerpt(kind), grade: notes.grade(), steps: [], remarks: notes.remarks() };
  return { trigger, start, part, needs };
}

function byName(kind: string, path: string, notes: Notebook): Made {
  if (/http|webhook|\bapi\b/i.test(kind)) {
    notes.differs(
      `Callers call another address: POST /webhooks/${path}. They are answered 202 where they were answered 204.`,
    );
    notes.tells('Nobody had to prove anything to call it. Give the trigger a proof ("auth") before you publish.');
    return { trigger: { type: 'webhook', path }, start: 'webhook' };
  }
  if (/deliver.*(?:fail)|sending failed|status/i.test(kind) && !/incoming|received/i.test(kind)) {
    notes.differs('It starts with news of a message that did not arrive; choose which news under "statuses".');
    return { trigger: { type: 'status' }, start: 'other' };
  }
  if (/sms|message|omnichannel|conversation|channel|whatsapp/i.test(kind)) {
    notes.differs('It starts with a message on any channel; name the connections to listen on.');
    return { trigger: { type: 'message' }, start: 'message' };
  }
  notes.loses(
    `There is no trigger like "${excerpt(kind)}" here; until you choose another, the flow is started by hand.`,
  );
  return { trigger: { type: 'manual' }, start: 'other' };
}

const CONVERSATION: Readonly<Record<string, ConversationEvent>> = {
  created: 'opened',
  assigned: 'assigned',
  archived: 'closed',
  closed: 'closed',
};

function ofConversation(kind: string, event: string, data: Place, notes: Notebook): Made | undefined {
  const found =
    /^(?:conversation|feed-?item)$/i.test(kind) && Object.hasOwn(CONVERSATION, event) ? CONVERSATION[event] : undefined;
  if (found === undefined) return undefined;
  const people = items(member(data, 'participantTypes')).map(({ value }) => value);
  if (people.length === 1 && people[0] === 'contact') take(member(data, 'participantTypes'));
  const slug = takeText(member(data, 'connectorTemplateSlug'))?.split(':')[0];
  const channel = slug !== undefined && /^[a-z][a-z0-9-]{0,40}$/.test(slug) ? slug : undefined;
  if (channel !== undefined) take(member(data, 'channelId'));
  notes.differs(
    channel === undefined
      ? 'It starts for conversations on any channel; name the connections that are meant.'
      : `The channel is the connection "${channel}" here; make it, or name another one.`,
  );
  const trigger = {
    type: 'conversation' as const,
    event: found,
    ...(channel === undefined ? {} : { connections: [channel] }),
  };
  return { trigger, start: 'message', needs: channel === undefined ? [] : [channelNeed(channel)] };
}

function channelNeed(channel: string): ImportNeed {
  const why = 'The flow listens on it: channels are not part of an export.';
  return { kind: 'connection', of: 'channel', name: channel, adapter: channel, config: {}, fill: [], why };
}

const CONTACT = {
  created: 'created',
  updated: 'changed',
  'contact-added-to-group': 'joined',
  'added-to-group': 'joined',
  'contact-removed-from-group': 'left',
  'removed-from-group': 'left',
  'contact-added-to-segment': 'joined',
} as const;

function ofContact(kind: string, event: string, data: Place, notes: Notebook): Made | undefined {
  if (!/contact$/i.test(kind) || !Object.hasOwn(CONTACT, event)) return undefined;
  const group = takeText(at(data, 'groupId')) ?? takeText(at(data, 'segmentId'));
  if (group !== undefined) notes.differs(`The group is known by its name here; "${excerpt(group)}" is its id in Bird.`);
  const trigger = {
    type: 'contact' as const,
    events: [CONTACT[event as keyof typeof CONTACT]],
    ...(group ? { name: group } : {}),
  };
  return { trigger, start: 'message' };
}
