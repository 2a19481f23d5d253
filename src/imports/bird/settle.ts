import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { id as idOf } from '../../base/ids.ts';
import type { Flow, FlowFile, Step } from '../../flow/flow.ts';
import { validate } from '../../flow/validate/validate.ts';
import { steps as types } from '../../steps/index.ts';
import type { ImportedPart } from '../report.ts';
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

/** Most rounds: each mends all that is found, so one is enough but for what it uncovers. */
const ROUNDS = 3;

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

/** The parts of a flow that are being settled. */
export type Settled = { flow: FlowFile['flow']; parts: readonly ImportedPart[] };

/**
 * Checks the finished flow as publishing would. Texts that look like secrets and went unnoticed are taken out. What would
 * be refused is taken out of use: a condition that cannot be decided is never true, any other step becomes a note that
 * keeps what it held, and the report says so.
 */
export function mend({ flow, parts }: Settled, box: Strongbox): Settled {
  let present: Settled = { flow, parts };
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = findingsOf(present.flow).filter(
      ({ severity, code }) => severity === 'error' || code === 'plain_secret',
    );
    const grave = found.filter(({ code }) => code !== 'unknown_connection');
    if (grave.length === 0) return present;
    for (const each of grave) {
      if (each.code === 'plain_secret') present = { ...present, flow: replaceAt(present.flow, each.path, box) };
      else present = mendOne(present, each);
    }
  }
  return present;
}

function mendOne({ flow, parts }: Settled, { path, message, code }: Diagnostic): Settled {
  const id = idOf.step(String(path[2]));
  const step = path[1] === 'steps' ? flow.steps[id] : undefined;
  if (!step)
    return path[1] === 'triggers' ? { flow: { ...flow, triggers: [{ type: 'manual' }] }, parts } : { flow, parts };
  const isCase = step.type === 'branch' && path[4] === 'cases' && typeof path[5] === 'number';
  const mended = isCase ? withoutCase(step, Number(path[5])) : code === 'endless_loop' ? ENDED : asNote(step);
  const remark = `It could not be used as it was and does nothing now: ${message}`;
  const told = parts.map((part): ImportedPart =>
    part.steps.includes(id)
      ? {
          ...part,
          grade: isCase && part.grade !== 'lost' ? 'approximated' : 'lost',
          remarks: [...new Set([...part.remarks, remark])],
        }
      : part,
  );
  return { flow: { ...flow, steps: { ...flow.steps, [id]: mended } }, parts: told };
}

const ENDED: Step = { type: 'end', params: { as: 'failed', message: 'It went round without waiting.' }, next: {} };

function withoutCase(step: Step, index: number): Step {
  const cases = (step.params['cases'] as JsonObject[]).map((each, at) =>
    at === index ? { ...each, when: { any: [] } } : each,
  );
  return { ...step, params: { ...step.params, cases } };
}

function asNote({ type, title, params, next }: Step): Step {
  const main = next[types[type]?.outcomes(params)[0] ?? ''] ?? Object.values(next)[0];
  const text = `Was a step "${type}" that could not be used. It held:\n${JSON.stringify(params, null, 1)}`.slice(
    0,
    10_000,
  );
  return {
    type: 'note',
    ...(title === undefined ? {} : { title }),
    params: { text },
    next: main === undefined ? {} : { next: main },
  };
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
