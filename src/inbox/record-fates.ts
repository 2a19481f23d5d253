import type { ConnectionId, FlowId, RunId } from '../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import type { Scene } from '../engine/router.ts';
import type { Store } from '../store/store.ts';
import { NOT_REACHED, type Reach } from './reach-by-record.ts';
import type { Started } from './start-from-clock.ts';

/** What became of one thing that a look found. */
export type RecordFate = {
  at: number;
  /** The thing's own id, and the record that it is about, where it has them. */
  id?: string;
  record?: string;
  /** The run that it started. */
  run?: RunId;
  /** How the person of the record could be reached, where one is meant. */
  reach?: Reach;
};

/** The trigger whose looks are meant. */
export type Looking = { connection: ConnectionId; flow: FlowId; trigger: number };

/** Most fates that are kept for a trigger. */
const MOST_FATES = 200;

/** What became of a thing, by what it started. */
export function fateOf(input: JsonObject, { run, reach }: Started, at: number): RecordFate {
  const { id, record } = input;
  return {
    at,
    ...(typeof id === 'string' || typeof id === 'number' ? { id: String(id) } : {}),
    ...(typeof record === 'string' ? { record } : {}),
    ...(run === undefined ? {} : { run }),
    ...(reach ? { reach } : {}),
  };
}

/** Writes down what became of the things of a look, for people who ask later; the latest are kept. */
export async function noteFates(fates: readonly RecordFate[], looking: Looking, scene: Scene): Promise<void> {
  if (fates.length === 0) return;
  const key = fatesKey(looking);
  const known = (await scene.draft.get('memory', key))?.value;
  const value = [...(Array.isArray(known) ? known : []), ...fates].slice(-MOST_FATES) as JsonValue;
  scene.draft.put('memory', { key, value });
}

/** What became of the latest things that a trigger's looks found, the oldest first. */
export async function fatesOf(looking: Looking, store: Pick<Store, 'get'>): Promise<RecordFate[]> {
  const known = (await store.get('memory', fatesKey(looking)))?.value;
  return (Array.isArray(known) ? known : []).filter(isObject) as unknown as RecordFate[];
}

/** What became of a thing, in words. */
export function explainFate({ run, reach }: RecordFate): string {
  const why = reach?.why === undefined ? undefined : NOT_REACHED[reach.why];
  if (run === undefined)
    return why === undefined ? 'It started nothing: its address means nobody.' : `It started nothing: ${why}.`;
  if (why !== undefined) return `It started ${run} without anybody to talk to: ${why}.`;
  if (!reach) return `It started ${run}.`;
  const how =
    reach.reachable === 'template'
      ? 'where only an approved template may be sent, because they have not written lately'
      : 'where anything may be sent';
  return `It started ${run}, which talks to contact ${reach.contact ?? 'that is new'} on ${reach.connection ?? '?'}, ${how}.`;
}

function fatesKey({ connection, flow, trigger }: Looking): string {
  return `${connection}/fates/${flow}/${trigger}`;
}
