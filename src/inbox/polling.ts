import { id, type FlowId } from '../base/ids.ts';
import { isObject, type JsonObject } from '../base/json.ts';
import { parseDuration } from '../base/duration.ts';
import type { Offer, Scene } from '../engine/router.ts';
import type { EffectRecord, TimerRecord } from '../store/records.ts';
import type { Span } from '../store/store.ts';
import { digest } from './digest.ts';
import { fateOf, noteFates, type RecordFate } from './record-fates.ts';
import { startFromClock } from './start-from-clock.ts';
import { issue } from './issue.ts';
import type { RouterOptions } from './options.ts';
import { currentFlow } from './start.ts';

/** Shortest pause between two looks at an outside system. */
export const SHORTEST_PAUSE_MS = 5000;
/** The keys of things that polls have found, among those of events. */
export const POLLED = { from: 'poll/', before: 'poll0' } as const satisfies Span;
/** One look is tried for this long, then the next one takes over. */
const DEADLINE_MS = 10 * 60_000;

/** Asks a connector to look for what is new; the next look is due when this one has ended. */
export async function poll(
  { flow: flowId, trigger: position }: { flow: FlowId; trigger: number },
  timer: TimerRecord,
  scene: Scene,
  { flows }: RouterOptions,
): Promise<Offer[]> {
  const trigger = currentFlow(flows.current(), flowId)?.triggers[position];
  if (trigger?.type !== 'connection') return [];
  const connection = id.connection(trigger.connection);
  const cursor = (await scene.draft.get('memory', cursorKey(connection, flowId, position)))?.value ?? null;
  const about = { poll: trigger.poll, input: trigger.input ?? {}, cursor, flow: flowId, trigger: position };
  const name = id.run(`poll-${flowId}-${position}-${scene.at}`);
  issue({ name, connection, request: { kind: 'poll', connection, ...about }, deadlineMs: DEADLINE_MS }, scene);
  // Should this look never end, the next one comes all the same.
  scene.draft.put('timer', { ...timer, at: scene.at + DEADLINE_MS + pauseOf(trigger.every) });
  return [];
}

/**
 * Begins a run for each thing that a look has found, and remembers how far it got. A thing with an `id` starts the flow
 * once, however often it is found.
 */
export async function polled(effect: EffectRecord, scene: Scene, options: RouterOptions): Promise<Offer[]> {
  if (effect.request.kind !== 'poll') return [];
  const { connection, poll: name, flow: flowId, trigger: position } = effect.request;
  const flow = currentFlow(options.flows.current(), flowId);
  const trigger = flow?.triggers[position];
  if (!flow || trigger?.type !== 'connection') return [];
  const at = scene.at + pauseOf(trigger.every);
  const event = { type: 'poll', flow: flowId, trigger: position };
  scene.draft.put('timer', { key: `poll/${flowId}/${position}`, lane: scene.lane.key, at, event });
  if (!effect.output) return [];
  const { items, cursor } = effect.output;
  if (cursor !== undefined) scene.draft.put('memory', { key: cursorKey(connection, flowId, position), value: cursor });
  const offers: Offer[] = [];
  const fates: RecordFate[] = [];
  for (const [number, item] of (Array.isArray(items) ? items : []).entries()) {
    const input: JsonObject = isObject(item) ? item : { item };
    if (await isKnown(input['id'], [connection, name, flowId], scene)) continue;
    const start = { flow, trigger: 'connection', to: trigger.to, input, name: `${effect.key}/${number}` } as const;
    const started = await startFromClock({ ...start, source: connection }, scene, options);
    offers.push(...started.offers);
    fates.push(fateOf(input, started, scene.at));
  }
  await noteFates(fates, { connection, flow: flowId, trigger: position }, scene);
  return offers;
}

/** True for a thing that started the flow before; from now on it has. Things without an id are always new. */
async function isKnown(item: JsonObject[string], about: string[], scene: Scene): Promise<boolean> {
  if (typeof item !== 'string' && typeof item !== 'number') return false;
  const key = `${POLLED.from}${digest(...about, String(item))}`;
  if (await scene.draft.get('seen', key)) return true;
  scene.draft.insert('seen', { key, at: scene.at });
  return false;
}

const pauseOf = (every: string): number => Math.max(SHORTEST_PAUSE_MS, parseDuration(every) ?? 0);
const cursorKey = (connection: string, flow: FlowId, position: number): string =>
  `${connection}/poll/${flow}/${position}`;
