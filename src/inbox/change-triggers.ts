import type { Offer, Scene } from '../engine/router.ts';
import type { Trigger } from '../flow/trigger.ts';
import type { ChangeRecord } from '../store/records.ts';
import type { RouterOptions } from './options.ts';
import { perList } from './per-list.ts';
import { namesOf } from './changes.ts';
import { foregroundOf, startInBackground } from './start.ts';

/** Follows a change of a contact or a conversation: flows start from it, and a closed conversation ends its run. */
export async function followChange(change: ChangeRecord, scene: Scene, options: RouterOptions): Promise<Offer[]> {
  const offers = await startFromChange(change, scene, options);
  return change.what === 'closed' ? [...(await endClosed(change, scene)), ...offers] : offers;
}

/** Who closes a conversation ends what goes on in it; a flow that closes its own goes on to its end. */
async function endClosed({ conversation, by }: ChangeRecord, scene: Scene): Promise<Offer[]> {
  const run = await foregroundOf(scene);
  if (!run || run.conversation !== conversation || by === `flow ${run.flow.id}`) return [];
  return [{ run: run.id, event: { type: 'canceled', by, reason: 'the conversation was closed' } }];
}

async function startFromChange(change: ChangeRecord, scene: Scene, { flows }: RouterOptions): Promise<Offer[]> {
  const candidates = listeners(flows.current()).filter((flow) =>
    flow.triggers.some((trigger) => isAbout(trigger, change)),
  );
  if (candidates.length === 0) return [];
  const key = change.conversation ?? scene.lane.conversation;
  const conversation = key ? await scene.draft.get('conversation', key) : undefined;
  const listens = (trigger: Trigger): boolean =>
    !('connections' in trigger) || (trigger.connections?.includes(conversation?.connection ?? '') ?? true);
  const { what, before = {}, after = {}, by, contact } = change;
  const input = { what, before, after, by, contact };
  return candidates
    .filter((flow) => flow.triggers.some((trigger) => isAbout(trigger, change) && listens(trigger)))
    .map((flow) => startInBackground({ flow, input, conversation, part: change.key }, scene));
}

/** The flows that start from any change at all. */
const listeners = perList((flows) =>
  flows.filter((flow) => flow.triggers.some(({ type }) => type === 'contact' || type === 'conversation')),
);

/** True where a trigger waits for such a change, wherever the conversation is. */
function isAbout(trigger: Trigger, change: ChangeRecord): boolean {
  if (trigger.type === 'contact') {
    const isMeant = (trigger.events as readonly string[]).includes(change.what);
    return isMeant && (trigger.name === undefined || namesOf(change).includes(trigger.name));
  }
  if (trigger.type !== 'conversation' || trigger.event !== change.what || !change.conversation) return false;
  return trigger.queue === undefined || change.after?.['queue'] === trigger.queue;
}
