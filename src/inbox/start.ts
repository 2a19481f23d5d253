import { id, type FlowId, type RunId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import { parseDuration } from '../base/duration.ts';
import type { Offer, Scene } from '../engine/router.ts';
import type { Flow } from '../flow/flow.ts';
import type { MessageTrigger } from '../flow/trigger.ts';
import { isFinal, newRun, type Run } from '../flow/run.ts';
import type { ConversationRecord } from '../store/records.ts';
import { changeLane } from './conversation.ts';
import { timedName } from './digest.ts';
import { messageContext, type Turn } from './context.ts';
import type { RouterOptions } from './options.ts';
import { perList } from './per-list.ts';
import { asTest, testOf } from './testers/drafts-for.ts';

/** Begins a run by a message: it holds the conversation from now on. */
export function startByMessage(
  { flow, trigger }: { flow: Flow; trigger: MessageTrigger },
  { record, conversation }: { record: Turn; conversation: ConversationRecord },
  scene: Scene,
  options: RouterOptions,
): Offer {
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
  const begin = asTest({ ...run, startedBy: record.key }, { flow, test: testOf(flow, options) }, scene, options);
  changeLane(scene, { foreground: run.id });
  const quietMs = trigger.quiet === undefined ? undefined : parseDuration(trigger.quiet);
  const quiet = quietMs === undefined ? {} : { quietMs };
  return { begin, event: { type: 'started', message: messageContext(record), ...quiet } };
}

/** What a run that no message starts begins with. */
export type Beginning = {
  flow: Flow;
  input: JsonObject;
  /** Whom it talks to; without it the run has no contact. */
  conversation?: ConversationRecord | undefined;
  /** Names this start among those of the same cause. */
  part?: string;
  run?: RunId | undefined;
  parent?: Run['parent'];
  depth?: number;
};

/** Begins a run in the background: it takes the conversation when it asks something and nobody else holds it. */
export function startInBackground(beginning: Beginning, scene: Scene): Offer & { begin: Run } {
  const { flow, input, conversation, part = '', parent, depth } = beginning;
  const run = newRun({
    id: beginning.run ?? id.run(timedName('r', scene.at, flow.id, scene.lane.key, scene.cause, part)),
    flow: { id: flow.id, version: flow.version },
    lane: scene.lane.key,
    connection: conversation?.connection ?? null,
    channel: conversation?.channel ?? null,
    conversation: conversation?.key ?? null,
  });
  const begin: Run = { ...run, ...(parent ? { parent } : {}), ...(depth ? { depth } : {}) };
  return { begin, event: { type: 'started', input } };
}

/** The current version of a flow. */
export function currentFlow(flows: readonly Flow[], flow: FlowId | string): Flow | undefined {
  return byId(flows).get(flow);
}

const byId = perList((flows): ReadonlyMap<string, Flow> => new Map(flows.map((flow) => [flow.id, flow])));

/** The run that holds the conversation, if one does. */
export async function foregroundOf(scene: Scene): Promise<Run | undefined> {
  const run = scene.lane.foreground && (await scene.draft.get('run', scene.lane.foreground))?.run;
  return run && !isFinal(run) ? run : undefined;
}
