import type { Offer, Scene } from '../engine/router.ts';
import type { Run } from '../flow/run.ts';
import type { ConversationRecord, MessageRecord } from '../store/records.ts';
import { isWaiting, withAlbum } from './albums.ts';
import { contactOf, textOfTurn, type Turn } from './context.ts';
import { changeLane } from './conversation.ts';
import { matchesOf, saidIn } from './matching.ts';
import type { RouterOptions } from './options.ts';
import { reply } from './reply.ts';
import { foregroundOf, startByMessage } from './start.ts';
import { flowsFor } from './testers/drafts-for.ts';

/** Messages held for one run; a person who writes more than this has not been answered by a flow for long. */
const MAX_HELD = 500;

/** Keeps a message for the foreground run's next wait. False beyond the bound: it stays in the conversation, for people. */
export function hold(record: MessageRecord, scene: Scene): boolean {
  if (scene.lane.held.length >= MAX_HELD) return false;
  changeLane(scene, { held: [...scene.lane.held, record.key] });
  return true;
}

/**
 * Takes the oldest held message off the lane; `since` leaves out, and lets go of, what came before. Nothing is taken
 * past a message whose file is still being fetched, or of whose album more is coming.
 */
async function takeHeld(scene: Scene, since = 0): Promise<Turn | undefined> {
  let found: Turn | undefined;
  const held = [...scene.lane.held];
  while (!found && held.length > 0 && !isWaiting(held[0], scene.lane)) {
    const record = await scene.draft.get('message', held.shift() ?? '');
    const turn = record && (await withAlbum(record, scene));
    if (turn && turn.at > since) found = turn;
  }
  if (held.length !== scene.lane.held.length) changeLane(scene, { held });
  return found;
}

/** Offers the oldest held message to a run that waits for a reply. */
export async function offerHeld(run: Run, scene: Scene): Promise<Offer[]> {
  const record = await takeHeld(scene, run.wait.since);
  if (!record) return [];
  noteFate(record, { fate: 'replied', run: run.id }, scene);
  return [await reply(record, run, scene)];
}

/** Puts the message first in line again that the run before was started by and has handed on. */
async function takeBack(scene: Scene): Promise<void> {
  const { foreground, held } = scene.lane;
  const run = foreground && (await scene.draft.get('run', foreground))?.run;
  const record = run && run.passed && run.startedBy && (await scene.draft.get('message', run.startedBy));
  if (!run || !record || record.routing?.fate !== 'started' || record.routing.run !== run.id) return;
  const passed = [...(record.routing.passed ?? []), run.flow.id];
  scene.draft.put('message', { ...record, routing: { ...record.routing, fate: 'held', passed } });
  changeLane(scene, { held: [record.key, ...held] });
}

/** What was held for a run that has ended may start the next one. */
export async function startFromHeld(
  conversation: ConversationRecord | undefined,
  scene: Scene,
  options: RouterOptions,
): Promise<Offer[]> {
  if (!conversation || conversation.state === 'people') return [];
  await takeBack(scene);
  for (let record = await takeHeld(scene); record; record = await takeHeld(scene)) {
    // What came in on another lane was for the run that has ended; flows of this connection are not asked.
    if (record.lane !== scene.lane.key) {
      noteFate(record, { fate: 'untaken' }, scene);
      continue;
    }
    const situation = {
      connection: conversation.connection,
      ...saidIn(record.content),
      ...(record.others ? { text: textOfTurn(record) } : {}),
      first: record.routing?.first === true,
    };
    const { passed = [] } = record.routing ?? {};
    const { flows, tried } = flowsFor(
      { contact: await contactOf(conversation, scene), connection: conversation.connection },
      options,
    );
    const match = matchesOf(flows, situation).find(({ flow }) => !passed.includes(flow.id));
    const asked = tried.length > 0 ? { tried } : {};
    if (!match) {
      noteFate(record, { fate: 'untaken', ...asked }, scene);
      continue;
    }
    const offer = startByMessage(match, { record, conversation }, scene, options);
    noteFate(record, { fate: 'started', ...asked, run: 'begin' in offer ? offer.begin.id : offer.run }, scene);
    return [offer];
  }
  return [];
}

/** Gives what is held to whoever may have it now. */
export async function offerWhatIsHeld(
  conversation: ConversationRecord | undefined,
  scene: Scene,
  options: RouterOptions,
): Promise<Offer[]> {
  if (scene.lane.held.length === 0 || conversation?.state === 'people') return [];
  const run = await foregroundOf(scene);
  if (!run) return startFromHeld(conversation, scene, options);
  return run.wait.for === 'reply' ? offerHeld(run, scene) : [];
}

/** Writes down what became of a message. */
export function noteFate(
  turn: Turn,
  fate: Pick<NonNullable<MessageRecord['routing']>, 'fate' | 'run' | 'tried'>,
  scene: Scene,
): void {
  const { others: _stay, ...record } = turn;
  scene.draft.put('message', { ...record, routing: { ...record.routing, ...fate } });
}
