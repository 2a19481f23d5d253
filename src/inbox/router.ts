import { id } from '../base/ids.ts';
import type { LaneEvent } from '../engine/host.ts';
import type { Offer, Placement, Router, Scene } from '../engine/router.ts';
import type { FlowBook } from '../engine/flow-book.ts';
import { addressOf } from '../message/address.ts';
import { textOf, type InboundContent } from '../message/content.ts';
import { isFinal, newRun, type ContactContext, type Effect, type MessageContext, type Run } from '../flow/run.ts';
import type { ContactRecord, ConversationRecord, EffectRecord, MessageRecord } from '../store/records.ts';
import { changeLane, outgoingKey, openConversation, recordMessage } from './conversation.ts';
import { timedName } from './digest.ts';
import { findOrCreateContact, relinkContact } from './people.ts';
import { applyStatus, laterStatus } from './status.ts';
import { flowFor } from './trigger.ts';

/** Kinds of message that no run is offered: they change or remark on another message. */
const REMARKS: ReadonlySet<InboundContent['kind']> = new Set(['reaction', 'edit', 'revoke', 'unsupported']);

/** Messages held for one run; a person who writes more than this has not been answered by a flow for long. */
const MAX_HELD = 500;

/** Creates the routing of messages to people's conversations and to flows. */
export function createRouter({ flows }: { flows: Pick<FlowBook, 'current'> }): Router {
  const router: Router = {
    async receive(event, scene) {
      switch (event.type) {
        case 'message':
          return receiveMessage(event, scene, flows);
        case 'status':
          return applyStatus(event, scene, router);
        case 'identity':
          await relinkContact(event.identity.previous, event.identity.current, {
            ...scene,
            connection: event.connection,
          });
          return [];
        case 'release':
          return release(event, scene);
      }
    },
    async moved(run, scene) {
      await endHandoff(run, scene);
      if (scene.lane.foreground !== run.id) return [];
      if (isFinal(run)) return startFromHeld(run, scene, flows);
      return run.wait.for === 'reply' ? offerHeld(run, scene) : [];
    },
    async context(run, scene) {
      const conversation = run.conversation && (await scene.draft.get('conversation', run.conversation));
      if (!conversation) return {};
      const contact = await scene.draft.get('contact', conversation.contact);
      return {
        ...(contact ? { contact: contactContext(contact) } : {}),
        conversation: { id: conversation.key, channel: conversation.channel, connection: conversation.connection },
      };
    },
    async issued(effect, run, scene): Promise<Placement> {
      if (effect.kind === 'call') return { connection: id.connection(effect.connection) };
      const conversation = run.conversation && (await scene.draft.get('conversation', run.conversation));
      if (!conversation) throw new Error(`Run ${run.id} has no conversation to ${effect.kind} to.`);
      return effect.kind === 'handoff'
        ? handOver(effect, { run, conversation }, scene)
        : placeSend(effect, conversation, scene);
    },
    finished: noteOnMessage,
  };
  return router;
}

type EffectOf<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>;

/** Gives the conversation to people: done within this commit. */
function handOver(
  { id: effect, queue, note }: EffectOf<'handoff'>,
  { run, conversation }: { run: Run; conversation: ConversationRecord },
  scene: Scene,
): Placement {
  scene.draft.put('conversation', { ...conversation, state: 'people', handoff: run.id, queue, note });
  // What was written until now is for the people; no flow shall take it up after them.
  if (scene.lane.held.length > 0) changeLane(scene, { held: [] });
  return { connection: null, event: { type: 'done', effect, output: {} } };
}

/** Writes down the message that a send carries, and says whom it goes to. */
function placeSend(effect: EffectOf<'send'>, conversation: ConversationRecord, scene: Scene): Placement {
  const message: MessageRecord = {
    key: outgoingKey(conversation, effect.id, scene),
    conversation: conversation.key,
    lane: scene.lane.key,
    direction: 'out',
    content: effect.content,
    at: scene.at,
    effect: effect.id,
    status: 'pending',
  };
  scene.draft.insert('message', message);
  const { replyTo: to, channelContext } = conversation;
  return { connection: conversation.connection, target: { to, channelContext, message: message.key } };
}

async function receiveMessage(
  event: Extract<LaneEvent, { type: 'message' }>,
  scene: Scene,
  flows: Pick<FlowBook, 'current'>,
): Promise<Offer[]> {
  const { message } = event;
  const contact = await findOrCreateContact(message, event.connection, scene);
  const conversation = await openConversation(event, contact, scene);
  changeLane(scene, { contact: contact.key, conversation: conversation.key });
  const record = recordMessage(message, conversation, scene);
  if (message.echo || message.standby || conversation.state === 'people' || REMARKS.has(message.content.kind))
    return [];
  const foreground = scene.lane.foreground && (await scene.draft.get('run', scene.lane.foreground))?.run;
  if (!foreground || isFinal(foreground)) return startFlow(record, conversation, scene, flows);
  if (foreground.wait.for === 'reply' && scene.lane.held.length === 0) {
    return [
      { run: foreground.id, event: { type: 'replied', wait: foreground.wait.id, message: messageContext(record) } },
    ];
  }
  // Beyond the bound a message stays in the conversation, for people.
  if (scene.lane.held.length < MAX_HELD) changeLane(scene, { held: [...scene.lane.held, record.key] });
  return [];
}

/** Starts the flow whose trigger fits; what no flow takes stays in the conversation for people. */
function startFlow(
  record: MessageRecord,
  conversation: ConversationRecord,
  scene: Scene,
  flows: Pick<FlowBook, 'current'>,
): Offer[] {
  const flow = flowFor(flows.current(), conversation.connection, textOf(record.content));
  if (!flow) return [];
  const run = newRun({
    id: id.run(
      timedName('r', record.sentAt ?? record.at, flow.id, conversation.connection, record.providerId ?? record.key),
    ),
    flow: { id: flow.id, version: flow.version },
    lane: scene.lane.key,
    connection: conversation.connection,
    channel: conversation.channel,
    conversation: conversation.key,
  });
  changeLane(scene, { foreground: run.id });
  return [{ begin: run, event: { type: 'started', message: messageContext(record) } }];
}

/** Takes the oldest held message off the lane; `since` leaves out, and lets go of, what came before. */
async function takeHeld(scene: Scene, since = 0): Promise<MessageRecord | undefined> {
  let found: MessageRecord | undefined;
  const held = [...scene.lane.held];
  while (!found && held.length > 0) {
    const record = await scene.draft.get('message', held.shift() ?? '');
    if (record && record.at > since) found = record;
  }
  if (held.length !== scene.lane.held.length) changeLane(scene, { held });
  return found;
}

async function offerHeld(run: Run, scene: Scene): Promise<Offer[]> {
  const record = await takeHeld(scene, run.wait.since);
  return record
    ? [{ run: run.id, event: { type: 'replied', wait: run.wait.id, message: messageContext(record) } }]
    : [];
}

/** What was held for a run that has ended may start the next one. */
async function startFromHeld(run: Run, scene: Scene, flows: Pick<FlowBook, 'current'>): Promise<Offer[]> {
  const conversation = run.conversation && (await scene.draft.get('conversation', run.conversation));
  if (!conversation || conversation.state === 'people') return [];
  for (let record = await takeHeld(scene); record; record = await takeHeld(scene)) {
    const offers = startFlow(record, conversation, scene, flows);
    if (offers.length > 0) return offers;
  }
  return [];
}

/** People give the conversation back: the run that handed it over goes on. */
async function release(event: Extract<LaneEvent, { type: 'release' }>, scene: Scene): Promise<Offer[]> {
  const conversation = await scene.draft.get('conversation', event.conversation);
  if (!conversation || conversation.state !== 'people') return [];
  const { handoff, ...rest } = conversation;
  scene.draft.put('conversation', { ...rest, state: 'flow' });
  const run = handoff && (await scene.draft.get('run', handoff))?.run;
  return run ? [{ run: run.id, event: { type: 'released', wait: run.wait.id, by: event.by } }] : [];
}

/** A run that no longer waits for people (timeout, canceled) takes the conversation back. */
async function endHandoff(run: Run, scene: Scene): Promise<void> {
  if (run.wait.for === 'agent' || !run.conversation) return;
  const conversation = await scene.draft.get('conversation', run.conversation);
  if (conversation?.handoff !== run.id) return;
  const { handoff: _over, ...rest } = conversation;
  scene.draft.put('conversation', { ...rest, state: 'flow' });
}

/** Shows a send's end on its message. */
async function noteOnMessage(effect: EffectRecord, scene: Scene): Promise<void> {
  const message = effect.target && (await scene.draft.get('message', effect.target.message));
  if (!message) return;
  const providerId = typeof effect.output?.['id'] === 'string' ? effect.output['id'] : undefined;
  scene.draft.put('message', {
    ...message,
    ...(message.providerId === undefined && providerId !== undefined ? { providerId } : {}),
    status: laterStatus(message.status, effect.state === 'failed' ? 'failed' : 'sent'),
    ...(effect.possiblyTwice ? { possiblyTwice: true } : {}),
    ...(effect.failure ? { failure: effect.failure } : {}),
  });
}

function messageContext(record: MessageRecord): MessageContext {
  const content = record.content as InboundContent;
  return {
    id: record.providerId ?? record.key,
    text: textOf(content),
    content,
    at: record.at,
    ...(record.referral ? { referral: record.referral } : {}),
  };
}

function contactContext(contact: ContactRecord): ContactContext {
  const of = (kind: Parameters<typeof addressOf>[1]): string | undefined => addressOf(contact.addresses, kind);
  return {
    id: contact.key,
    name: contact.name,
    phone: of('phone'),
    username: of('username'),
    email: of('email'),
    language: contact.language,
    addresses: contact.addresses,
  };
}
