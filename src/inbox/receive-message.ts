import type { ContactId } from '../base/ids.ts';
import type { LaneEvent } from '../engine/host.ts';
import type { Offer, Scene } from '../engine/router.ts';
import { isGathering } from '../flow/advance.ts';
import { parseDuration } from '../base/duration.ts';
import type { Run } from '../flow/run.ts';
import { capabilitiesOf } from '../flow/step-type.ts';
import { handlerFor } from '../flow/words-of.ts';
import type { MessageEvent } from '../message/channel-event.ts';
import type { InboundContent } from '../message/content.ts';
import type { ContactRecord, ConversationRecord, MessageRecord, Routing } from '../store/records.ts';
import { isWaiting, joinAlbum } from './albums.ts';
import { amend } from './amend.ts';
import { changeLane, openConversation, recordMessage } from './conversation.ts';
import { messageContext } from './context.ts';
import { handOverToGuest } from './elsewhere.ts';
import { noteLane } from './lane-note.ts';
import { fetchFile } from './fetching.ts';
import { endStandby, silence, standBy } from './handoff.ts';
import { hold, noteFate } from './held.ts';
import { isSelective, matchesOf, misfitOf, saidIn, type Match, type Situation } from './matching.ts';
import { helpWith, takeWord } from './opt-out/take-word.ts';
import type { RouterOptions } from './options.ts';
import { unblock } from './preference.ts';
import { findOrCreateContact } from './people.ts';
import { foregroundOf, startByMessage } from './start.ts';
import { flowsFor } from './testers/drafts-for.ts';
import { takeTestWord } from './testers/take-test-word.ts';
import { watchIdle } from './timers.ts';

/** Kinds of message that no run is offered: they change or remark on another message. */
const REMARKS: ReadonlySet<InboundContent['kind']> = new Set(['reaction', 'edit', 'revoke', 'unsupported']);

type Incoming = Extract<LaneEvent, { type: 'message' }>;

/** A message being routed. */
type Letter = {
  record: MessageRecord;
  conversation: ConversationRecord;
  contact: ContactRecord;
  /** Nobody knew of the person before. */
  isNew: boolean;
  situation: Situation;
  foreground: Run | undefined;
  /** The drafts that were asked, because the person is a test user. */
  tried?: Routing['tried'];
};

/**
 * Takes a message in: the person, the conversation and the message are written down, whatever becomes of it, and it is
 * offered to whom it belongs. What no flow takes stays in the conversation, for people.
 */
export async function receiveMessage(event: Incoming, scene: Scene, options: RouterOptions): Promise<Offer[]> {
  const { message, connection, channel } = event;
  const { sender, at, channelContext } = message;
  const referral = referralOf(message);
  const written = !message.echo && !message.standby;
  const meeting = { sender, at, written, ...(referral ? { referral } : {}) };
  const { contact, first, isNew } = await findOrCreateContact(meeting, connection, scene);
  const counts = written && countsAsWritten(event, options);
  const entrance = { connection, channel, sender, at, incoming: true, written, counts };
  const given = channelContext === undefined ? {} : { channelContext };
  if (scene.lane.conversation === null) noteOtherHandles(event, contact.key, scene);
  const entered = await openConversation({ ...entrance, ...given }, contact, scene);
  const conversation = written ? endStandby(entered, scene) : entered;
  enterLane(contact, conversation, scene);
  if (written) unblock(scene);
  const foreground = await foregroundOf(scene);
  const routing: Routing = {
    fate: 'silent',
    ...(first ? { first: true } : {}),
    ...(foreground
      ? { foreground: { run: foreground.id, flow: foreground.flow.id, waitsFor: foreground.wait.for } }
      : {}),
  };
  const record = recordMessage(message, conversation, scene, routing);
  await amend({ message, conversation: conversation.key }, scene, options);
  watchIdle(conversation, scene, options);
  if (message.standby) standBy(conversation, scene, options);
  else if (message.echo) silence(conversation, scene, options);
  if (written && (await takeWord({ record, conversation, contact }, scene, options))) return [];
  const tests = written ? await takeTestWord({ record, conversation, contact }, scene, options) : undefined;
  if (tests) return tests;
  if (!written || conversation.state === 'people' || REMARKS.has(message.content.kind)) return [];
  // Who opens the chat again has not answered what they were asked.
  if (message.content.kind === 'opened' && foreground) return [];
  const situation: Situation = { connection, ...saidIn(message.content), first, foreground: routing.foreground };
  const letter: Letter = { record, conversation, contact, isNew, situation, foreground };
  const gathers = foreground !== undefined && isGathering(foreground);
  const album = message.album === undefined || gathers ? undefined : joinAlbum(message.album, record, scene);
  const fetches = fetchFile(record, conversation, scene, options);
  if (album === 'more') {
    note(letter, { fate: 'gathered' }, scene);
    return [];
  }
  // What is not yet whole would have started a flow: nothing overtakes it.
  const isNext = foreground !== undefined || !isWaiting(scene.lane.held[0], scene.lane);
  if (album || fetches || !isNext) {
    note(letter, { fate: 'held' }, scene);
    hold(record, scene);
    return [];
  }
  return route(letter, scene, options);
}

/** The conversation keeps the time of a message already: a lane that leads there is not written for that alone. */
function enterLane({ key: contact }: ContactRecord, { key, lastInboundAt }: ConversationRecord, scene: Scene): void {
  const { lane, at } = scene;
  if (lane.contact === contact && lane.conversation === key && lastInboundAt === at) return;
  changeLane(scene, { contact, conversation: key });
}

/** What brought the person: also what a link carries that opened the chat. */
function referralOf({ referral, content }: MessageEvent): MessageEvent['referral'] {
  if (referral || content.kind !== 'opened' || content.payload === undefined) return referral;
  return { payload: content.payload };
}

/** That somebody opened the chat allows no answer by itself, but where the provider says so. */
function countsAsWritten({ connection, channel, message }: Incoming, { types }: RouterOptions): boolean {
  if (message.content.kind !== 'opened') return true;
  return capabilitiesOf(types, { channel, connection })?.window?.opened === true;
}

/** A person who has several handles may be written to by another one than the lane is named after. */
function noteOtherHandles({ connection, message: { sender } }: Incoming, contact: ContactId, scene: Scene): void {
  const lasting = sender.addresses.filter(({ kind }) => kind !== 'username');
  if (lasting.length > 1) noteLane(connection, contact, scene);
}

/** Who is offered a message: handlers and interruptions first, then the run that waits for it, then flows. */
async function route(letter: Letter, scene: Scene, options: RouterOptions): Promise<Offer[]> {
  const { foreground } = letter;
  const { flows, tried } = flowsFor({ contact: letter.contact, connection: letter.conversation.connection }, options);
  if (tried.length > 0) letter.tried = tried;
  const matches = matchesOf(flows, letter.situation);
  const interrupting = matches.find(({ flow, trigger }) => trigger.interrupts && flow.id !== foreground?.flow.id);
  if (foreground && interrupting) return replace(letter, foreground, { match: interrupting, scene, options });
  if (foreground) {
    const taken =
      handled(letter, foreground, scene, options) ?? restarted(letter, foreground, { matches, scene, options });
    return taken ?? offerOrHold(letter, foreground, scene, options);
  }
  if (!interrupting && !letter.isNew && (await handOverToGuest({ ...letter, contact: letter.contact.key }, scene)))
    return [];
  const [match] = interrupting ? [interrupting] : matches;
  if (!match && helpWith(letter, scene, options)) return [];
  if (!match) {
    note(letter, { fate: 'untaken' }, scene);
    return [];
  }
  return [begin(letter, match, scene, options)];
}

function begin(letter: Letter, match: Match, scene: Scene, options: RouterOptions): Offer {
  const offer = startByMessage(match, letter, scene, options);
  note(letter, { fate: 'started', run: 'begin' in offer ? offer.begin.id : offer.run }, scene);
  return offer;
}

/** The flow's own handler for such words, wherever the run stands. */
function handled(letter: Letter, run: Run, scene: Scene, { flows }: RouterOptions): Offer[] | undefined {
  const flow = flows.version(run.flow.id, run.flow.version);
  const handler = handlerFor(flow?.handlers, letter.situation.text);
  if (handler === undefined || run.wait.for === 'start') return undefined;
  note(letter, { fate: 'handled', run: run.id }, scene);
  return [{ run: run.id, event: { type: 'interrupted', handler, message: messageContext(letter.record) } }];
}

/**
 * The trigger's policy for a contact with a run of that very flow under way. While that run waits for a reply the
 * message is the reply, unless the trigger looks at the words and says `restart`.
 */
function restarted(
  letter: Letter,
  run: Run,
  { matches, scene, options }: { matches: readonly Match[]; scene: Scene; options: RouterOptions },
): Offer[] | undefined {
  const match = matches.find(({ flow }) => flow.id === run.flow.id);
  if (!match || isGathering(run)) return undefined;
  const { policy = 'queue' } = match.trigger;
  const awaited = run.wait.for === 'reply';
  if (policy === 'restart' && (!awaited || isSelective(match.trigger)))
    return replace(letter, run, { match, scene, options });
  if (policy !== 'ignore' || awaited) return undefined;
  note(letter, { fate: 'ignored', run: run.id }, scene);
  return [];
}

/** Ends the run that holds the conversation and begins another one in its place. */
function replace(
  letter: Letter,
  run: Run,
  { match, scene, options }: { match: Match; scene: Scene; options: RouterOptions },
): Offer[] {
  // What was held was meant for the run that ends; it stays in the conversation.
  if (scene.lane.held.length > 0) changeLane(scene, { held: [] });
  const started = begin(letter, match, scene, options);
  const reason = `a message started ${match.flow.name}`;
  return [{ run: run.id, event: { type: 'canceled', by: `flow ${match.flow.id}`, reason } }, started];
}

function offerOrHold(letter: Letter, run: Run, scene: Scene, { flows }: RouterOptions): Offer[] {
  const { record } = letter;
  const message = messageContext(record);
  if (isGathering(run)) {
    note(letter, { fate: 'gathered', run: run.id }, scene);
    return [{ run: run.id, event: { type: 'gathered', message, quietMs: quietOf(letter, run, flows) } }];
  }
  if (run.wait.for === 'reply' && scene.lane.held.length === 0) {
    note(letter, { fate: 'replied', run: run.id }, scene);
    return [{ run: run.id, event: { type: 'replied', wait: run.wait.id, message } }];
  }
  note(letter, { fate: hold(record, scene) ? 'held' : 'untaken', run: run.id }, scene);
  return [];
}

/** How long a gathering run waits for more: as the trigger says that it fits, else as any of its flow's. */
function quietOf({ situation }: Letter, run: Run, flows: RouterOptions['flows']): number {
  const triggers = (flows.version(run.flow.id, run.flow.version)?.triggers ?? []).flatMap((trigger) =>
    trigger.type === 'message' && trigger.quiet !== undefined ? [trigger] : [],
  );
  const trigger = triggers.find((each) => !misfitOf(each, situation)) ?? triggers[0];
  return (trigger?.quiet && parseDuration(trigger.quiet)) || 0;
}

function note(letter: Letter, fate: Pick<Routing, 'fate' | 'run'>, scene: Scene): void {
  const { tried } = letter;
  noteFate(letter.record, { ...fate, ...(tried ? { tried } : {}) }, scene);
}
