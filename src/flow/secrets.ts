import type { JsonObject, JsonValue } from '../base/json.ts';
import { isObject } from '../base/json.ts';
import type { Flow } from './flow.ts';
import type { Run, RunEvent } from './run.ts';

const NAME = '[A-Za-z_][A-Za-z0-9_.:-]{0,127}';
const USED = /\bsecrets\.([A-Za-z_][A-Za-z0-9_]{0,63})/g;
/** What every handle begins with; no phone's keyboard has it. */
const OPENING = '⟦';
const HANDLE = new RegExp(`⟦secret:(${NAME})⟧`, 'g');

/**
 * What stands for a secret wherever a flow carries it: journals, variables and exports hold the handle, and only
 * performing an effect puts the secret in its place.
 */
export function secretHandle(name: string): string {
  return `⟦secret:${name}⟧`;
}

const known = new WeakMap<Flow, JsonObject>();

/** The secrets that a flow names, each as its handle. */
export function secretsOf(flow: Flow): JsonObject {
  let handles = known.get(flow);
  if (!handles) {
    const names = JSON.stringify(flow.steps).matchAll(USED);
    handles = Object.fromEntries([...names].map(([, name = '']) => [name, secretHandle(name)]));
    known.set(flow, handles);
  }
  return handles;
}

/** Names of the secrets whose handles stand somewhere inside a value. */
export function secretsIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') {
    return value.includes(OPENING) ? [...value.matchAll(HANDLE)].map(([, name = '']) => name) : [];
  }
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => secretsIn(item));
  return isObject(value) ? Object.values(value).flatMap(secretsIn) : [];
}

/**
 * An event in which nothing that people or other systems wrote is a handle: whoever writes one would otherwise be sent
 * the secret. Results of operations keep theirs, and so does what a run is given by the run that called it.
 */
export function withoutHandles(run: Run, event: RunEvent): RunEvent {
  const { contact, conversation } = event.context;
  const outside: Record<string, JsonValue | undefined> = {
    ...('message' in event ? { message: event.message } : {}),
    ...('data' in event ? { data: event.data } : {}),
    ...('input' in event && !run.parent ? { input: event.input } : {}),
  };
  const people: JsonObject = { ...(contact ? { contact } : {}), ...(conversation ? { conversation } : {}) };
  if (!holdsOpening(outside) && !holdsOpening(people)) return event;
  return { ...event, ...defused(outside), context: { ...event.context, ...defused(people) } };
}

/** What another system gave, in which nothing is a handle. */
export function withoutForeignHandles<Value extends JsonValue>(value: Value): Value {
  return holdsOpening(value) ? defused(value) : value;
}

/** Looks at every event of every run: a walk costs a quarter of what writing it as JSON does. */
function holdsOpening(value: JsonValue | undefined): boolean {
  if (typeof value === 'string') return value.includes(OPENING);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsOpening);
  const members = value as JsonObject;
  for (const name in members) if (holdsOpening(members[name])) return true;
  return false;
}

function defused<Value extends JsonValue | undefined>(value: Value): Value {
  return withTexts(value, (text) => text.replaceAll(OPENING, '['));
}

/** A value in which each handle is replaced by what `open` gives for its name. */
export function openSecrets<Value extends JsonValue | undefined>(value: Value, open: (name: string) => string): Value {
  return withTexts(value, (text) => text.replaceAll(HANDLE, (_, name: string) => open(name)));
}

/** A value with other texts; names of members stay as they are. */
function withTexts<Value extends JsonValue | undefined>(value: Value, change: (text: string) => string): Value {
  const inside = (part: JsonValue | undefined): JsonValue | undefined => {
    if (typeof part === 'string') return change(part);
    if (Array.isArray(part)) return part.map((item: JsonValue) => inside(item) ?? null);
    if (!isObject(part)) return part;
    return Object.fromEntries(Object.entries(part).map(([name, member]) => [name, inside(member)]));
  };
  return inside(value) as Value;
}
