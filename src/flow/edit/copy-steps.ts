import type { StepId } from '../../base/ids.ts';
import type { JsonValue } from '../../base/json.ts';
import type { Step } from '../flow.ts';
import { hasTemplate } from '../expression/template.ts';
import { namesOf } from '../references.ts';
import { plainSecretsIn } from '../validate/plain-secrets.ts';
import { CLIPBOARD_VERSION, type Clipboard, type Withheld } from './clipboard.ts';
import { stepOf, type Draft, type StepTypes } from './draft.ts';
import { mapParams } from './map-params.ts';
import { retarget } from './retarget.ts';
import { variablesOf } from './variables-of.ts';

/** What to copy. */
export type Chosen = { steps: readonly StepId[]; notes?: readonly string[] };

/**
 * Copies steps, with the ways between them, and notes as plain JSON text. Plain secrets are not copied: those in fields
 * for secrets, and what looks like one. `withheld` says where they stood. Throws `EditError` for an unknown step.
 */
export function copySteps(
  draft: Draft,
  chosen: Chosen,
  types: StepTypes,
): { text: string; withheld: readonly Withheld[] } {
  const whole = copyWhole(draft, chosen, types);
  const cleared = (Object.entries(whole.steps) as [StepId, Step][]).map(
    ([name, step]) => [name, withoutSecrets(name, step, types)] as const,
  );
  const steps = Object.fromEntries(cleared.map(([name, { step }]) => [name, step]));
  const withheld = cleared.flatMap(([, each]) => each.withheld);
  return { text: JSON.stringify({ ...whole, steps, withheld } satisfies Clipboard, null, 2), withheld };
}

/** The chosen steps and notes as they are, secrets and all: for what does not leave the flow. */
export function copyWhole(draft: Draft, { steps, notes = [] }: Chosen, types: StepTypes): Clipboard {
  const chosen = new Set(steps);
  const only = (id: StepId) => (chosen.has(id) ? id : undefined);
  const copied = [...chosen].map((name) => [name, retarget(stepOf(draft, name), only, types)] as const);
  const flow = { ...draft.flow, triggers: [], steps: Object.fromEntries(copied) };
  const { flows, connections } = namesOf(flow, types);
  return {
    rondineSteps: CLIPBOARD_VERSION,
    steps: flow.steps,
    layout: layoutOf(draft, chosen, notes),
    names: { variables: variablesOf({ ...draft, flow }, types).map(({ name }) => name), flows, connections },
    withheld: [],
  };
}

/** Places and notes that were chosen, and groups all of whose steps were. */
function layoutOf({ layout }: Draft, chosen: ReadonlySet<string>, notes: readonly string[]): Clipboard['layout'] {
  const only = <Value>(record: Readonly<Record<string, Value>>, isWanted: (name: string, value: Value) => boolean) =>
    Object.fromEntries(Object.entries(record).filter(([name, value]) => isWanted(name, value)));
  return {
    steps: only(layout.steps, (name) => chosen.has(name)),
    notes: only(layout.notes, (name) => notes.includes(name)),
    groups: only(layout.groups, (_, group) => group.steps.every((step) => chosen.has(step))),
  };
}

function withoutSecrets(name: StepId, step: Step, types: StepTypes): { step: Step; withheld: Withheld[] } {
  const withheld: Withheld[] = [];
  const params = mapParams(step, types, (value, { secret }, path) => {
    if (!secret || (typeof value === 'string' && hasTemplate(value))) return value;
    withheld.push({ step: name, path });
    return '';
  });
  const suspects = plainSecretsIn(params).map((path) => ({ step: name, path }));
  const cleared = suspects.reduce<JsonValue>((made, { path }) => emptied(made, path), params);
  return { step: { ...step, params: cleared as Step['params'] }, withheld: [...withheld, ...suspects] };
}

/** A value whose text at a path is empty. */
function emptied(value: JsonValue, path: Withheld['path']): JsonValue {
  const [first, ...rest] = path;
  if (first === undefined) return '';
  if (Array.isArray(value)) return value.map((item: JsonValue, at) => (at === first ? emptied(item, rest) : item));
  const members = value as Readonly<Record<string, JsonValue>>;
  return { ...members, [first]: emptied(members[first] ?? '', rest) };
}
