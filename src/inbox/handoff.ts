import { id } from '../base/ids.ts';
import type { LaneEvent } from '../engine/host.ts';
import type { Offer, Placement, Scene } from '../engine/router.ts';
import type { Effect, Run } from '../flow/run.ts';
import type { ConversationRecord } from '../store/records.ts';
import { changeLane } from './conversation.ts';
import { recordChange } from './changes.ts';
import { contactOf } from './context.ts';
import { offerWhatIsHeld } from './held.ts';
import { giveNotice } from './notices.ts';
import type { RouterOptions } from './options.ts';
import { giveTurn } from './turns.ts';

const STAFF_SILENCE_MS = 12 * 3_600_000;

/** Gives the conversation to people, done within this commit; staff are told. */
export async function handOver(
  { id: effect, queue, note }: Extract<Effect, { kind: 'handoff' }>,
  { run, conversation }: { run: Run; conversation: ConversationRecord },
  scene: Scene,
  options: RouterOptions,
): Promise<Placement> {
  const next: ConversationRecord = { ...conversation, state: 'people', handoff: run.id, queue, note };
  scene.draft.put('conversation', next);
  // What was written until now is for the people; no flow shall take it up after them.
  if (scene.lane.held.length > 0) changeLane(scene, { held: [] });
  const after = { ...(queue === undefined ? {} : { queue }), ...(note === undefined ? {} : { note }) };
  recordChange(
    { contact: conversation.contact, conversation: conversation.key, what: 'handed', after, by: `flow ${run.flow.id}` },
    scene,
  );
  const contact = await contactOf(conversation, scene);
  giveNotice(
    {
      subject: `${contact?.name ?? 'Somebody'} waits for people${queue ? ` (${queue})` : ''}`,
      text: note ?? 'A flow has handed the conversation over.',
      severity: 'info',
      fields: { conversation: conversation.key, channel: conversation.channel, ...(queue ? { queue } : {}) },
    },
    scene,
    options,
  );
  return { connection: null, event: { type: 'done', effect, output: {} } };
}

/** People give the conversation back: the run that handed it over goes on, or whoever waits for a turn. */
export async function release(
  event: Extract<LaneEvent, { type: 'release' }>,
  scene: Scene,
  options: RouterOptions,
): Promise<Offer[]> {
  const conversation = await scene.draft.get('conversation', event.conversation);
  if (!conversation || conversation.state !== 'people') return [];
  const { handoff, standby: _over, ...rest } = conversation;
  const open: ConversationRecord = { ...rest, state: 'flow' };
  scene.draft.put('conversation', open);
  scene.draft.delete('timer', silenceKey(conversation));
  recordChange(
    { contact: conversation.contact, conversation: conversation.key, what: 'released', by: event.by },
    scene,
  );
  const run = handoff && (await scene.draft.get('run', handoff))?.run;
  if (run && run.wait.for === 'agent')
    return [{ run: run.id, event: { type: 'released', wait: run.wait.id, by: event.by } }];
  const offers = await offerWhatIsHeld(open, scene, options);
  return offers.length > 0 ? offers : giveTurn(scene);
}

/** A run that no longer waits for people (timeout, canceled) takes the conversation back. */
export async function endHandoff(run: Run, scene: Scene): Promise<void> {
  if (run.wait.for === 'agent' || !run.conversation) return;
  const conversation = await scene.draft.get('conversation', run.conversation);
  if (conversation?.handoff !== run.id) return;
  const { handoff: _over, ...rest } = conversation;
  scene.draft.put('conversation', { ...rest, state: 'flow' });
}

/** Staff wrote in the provider's own app: flows are silent until it is released, or for a while after the last word. */
export function silence(conversation: ConversationRecord, scene: Scene, options: RouterOptions): void {
  hush({ conversation, by: 'staff in the provider’s app' }, scene, options);
}

/** Another sender of the number holds the conversation: flows are silent until something comes to us, or for a while. */
export function standBy(conversation: ConversationRecord, scene: Scene, options: RouterOptions): void {
  hush({ conversation, by: 'another sender of the number', standby: true }, scene, options);
}

/** A message that comes to us means that no other sender holds the conversation any more. */
export function endStandby(conversation: ConversationRecord, scene: Scene): ConversationRecord {
  if (!conversation.standby) return conversation;
  const { standby: _over, ...rest } = conversation;
  const open: ConversationRecord = { ...rest, state: 'flow' };
  scene.draft.put('conversation', open);
  scene.draft.delete('timer', silenceKey(conversation));
  const by = 'a message that came to us';
  recordChange({ contact: conversation.contact, conversation: conversation.key, what: 'released', by }, scene);
  return open;
}

type Hush = { conversation: ConversationRecord; by: string; standby?: true };

function hush({ conversation, by, ...flags }: Hush, scene: Scene, options: RouterOptions): void {
  const at = scene.at + (options.staffSilenceMs ?? STAFF_SILENCE_MS);
  const event = { type: 'release', conversation: conversation.key };
  scene.draft.put('timer', { key: silenceKey(conversation), lane: scene.lane.key, at, event });
  if (conversation.state === 'people') return;
  scene.draft.put('conversation', { ...conversation, state: 'people', ...flags });
  recordChange(
    {
      contact: conversation.contact,
      conversation: conversation.key,
      what: 'handed',
      by,
    },
    scene,
  );
}

const silenceKey = ({ key }: ConversationRecord): string => `silence/${key}`;

/** The release that a timer of `silence` asks for. */
export function timedRelease(conversation: string): Extract<LaneEvent, { type: 'release' }> {
  return { type: 'release', conversation: id.conversation(conversation), by: 'time' };
}
