import { isObject, type JsonValue } from '../../base/json.ts';
import { id as idOf } from '../../base/ids.ts';
import type { Flow, FlowFile, Step } from '../../flow/flow.ts';
import { validate } from '../../flow/validate/validate.ts';
import { steps as types } from '../../steps/index.ts';
import type { Strongbox } from './strongbox.ts';
import type { Woven } from './weave.ts';

/** Drops variables that only kept a secret for a step that is gone; a step that sets nothing else goes too. */
export function dropUnreadSecrets(woven: Woven, box: Strongbox): Woven {
  const text = JSON.stringify(woven.steps);
  const read = new Set(Array.from(text.matchAll(/vars\.([A-Za-z_]\w*)/g), ([, name]) => name ?? ''));
  const gone = new Map<string, string>();
  const steps: Record<string, Step> = {};
  for (const [id, step] of Object.entries(woven.steps)) {
    const values = step.type === 'set' && isObject(step.params['values']) ? step.params['values'] : undefined;
    const left =
      values &&
      Object.fromEntries(Object.entries(values).filter(([name, value]) => read.has(name) || !isSecret(value)));
    const isEmptied = left && values && Object.keys(left).length === 0 && Object.keys(values).length > 0;
    if (isEmptied) gone.set(id, step.next['done'] ?? '');
    else steps[id] = left ? { ...step, params: { values: left } } : step;
  }
  const after = (id: string): string => {
    let at = id;
    for (let count = 0; gone.has(at) && count <= gone.size; count += 1) at = gone.get(at) ?? at;
    return at;
  };
  for (const [id, step] of Object.entries(steps))
    steps[id] = {
      ...step,
      next: Object.fromEntries(Object.entries(step.next).map(([exit, to]) => [exit, idOf.step(after(to))])),
    };
  box.keepOnly(namesIn(JSON.stringify(steps)));
  const isGone = new Set(gone.keys());
  const parts = woven.parts.map((part) => {
    const kept = part.steps.filter((id) => !isGone.has(id));
    if (kept.length === part.steps.length) return part;
    return {
      ...part,
      steps: kept,
      remarks: [...part.remarks, 'It only kept a secret that the connection keeps by itself now.'],
    };
  });
  return { ...woven, steps, parts, start: idOf.step(after(woven.start)) };
}

function isSecret(value: JsonValue | undefined): boolean {
  return typeof value === 'string' && /^\{\{ secrets\.\w+ \}\}$/.test(value);
}

function namesIn(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(/\{\{ secrets\.(\w+) \}\}/g), ([, name]) => name ?? ''));
}

/** Most rounds of taking secrets out: each takes all that are found, so one is enough but for what it uncovers. */
const ROUNDS = 3;

/**
 * Checks the finished flow as publishing would, and takes out every text that looks like a secret and went unnoticed.
 * Returns the flow and what had to be changed.
 */
export function takeLastSecrets(flow: FlowFile['flow'], box: Strongbox): FlowFile['flow'] {
  let present = flow;
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = findingsOf(present).filter(({ code }) => code === 'plain_secret');
    if (found.length === 0) return present;
    for (const { path } of found) present = replaceAt(present, path, box);
  }
  return present;
}

/** What is wrong with a flow, the connections and calendars of an installation aside. */
export function findingsOf(flow: FlowFile['flow']) {
  const catalog = { types: { steps: types, channels: {} }, connections: {}, operations: {} };
  return validate({ ...flow, version: 0 } satisfies Flow, catalog);
}

/** A note in which no long word of letters and digits stands any more; nothing but that where it changes nothing. */
function withoutKeys(text: string): string {
  const masked = text.replace(/[\w+/=.-]{16,}/g, (word) =>
    /\d/.test(word) && /[A-Za-z]/.test(word) ? '(taken out)' : word,
  );
  return masked === text ? 'What this step held looked like a secret, so it was taken out.' : masked;
}

function replaceAt(flow: FlowFile['flow'], path: readonly (string | number)[], box: Strongbox): FlowFile['flow'] {
  const name = path.findLast((part) => typeof part === 'string') ?? 'secret';
  const isNote = flow.steps[idOf.step(String(path[2]))]?.type === 'note';
  const replace = (value: JsonValue | undefined, rest: readonly (string | number)[]): JsonValue => {
    const [first, ...others] = rest;
    if (first === undefined) {
      const text = typeof value === 'string' ? value : '';
      return isNote ? withoutKeys(text) : box.hide(text, name);
    }
    if (Array.isArray(value))
      return value.map((item: JsonValue, index) => (index === first ? replace(item, others) : item));
    return isObject(value) ? { ...value, [first]: replace(value[first], others) } : (value ?? null);
  };
  return replace(flow, path.slice(1)) as unknown as FlowFile['flow'];
}
