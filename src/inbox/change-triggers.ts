import type { Offer, Scene } from '../engine/router.ts';
import type { Trigger } from '../flow/flow.ts';
import type { ChangeRecord } from '../store/records.ts';
import type { RouterOptions } from './options.ts';
import { perList } from './per-list.ts';
import { startInBackground } from './start.ts';

/** Begins the runs of flows that start from a change of a contact or a conversation. */
export async function startFromChange(change: ChangeRecord, scene: Scene, { flows }: RouterOptions): Promise<Offer[]> {
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
function isAbout(trigger: Trigger, { what, before = {}, after = {}, conversation }: ChangeRecord): boolean {
  if (trigger.type === 'contact') {
    if (!(trigger.events as readonly string[]).includes(what)) return false;
    if (trigger.name === undefined) return true;
    const values = [...Object.values(after), ...Object.values(before)].flat();
    return values.includes(trigger.name) || trigger.name in after || trigger.name in before;
  }
  if (trigger.type !== 'conversation' || trigger.event !== what || conversation === undefined) return false;
  return trigger.queue === undefined || after['queue'] === trigger.queue;
}
