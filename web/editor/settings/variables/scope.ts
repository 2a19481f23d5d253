import type { StepId } from '../../../../src/base/ids.ts';
import type { JsonObject, JsonValue } from '../../../../src/base/json.ts';
import { isObject } from '../../../../src/base/json.ts';
import type { Draft } from '../../../../src/flow/edit/draft.ts';
import { waysOf } from '../../../../src/flow/edit/ends.ts';
import { variablesOf } from '../../../../src/flow/edit/variables-of.ts';
import { own, type Flow } from '../../../../src/flow/flow.ts';
import type { Catalog } from '../../../../src/flow/validate/catalog.ts';
import { entriesOf, membersOf, typesOf, type Shape } from '../../../../src/flow/validate/shapes.ts';
import { subjectOf } from '../../../../src/flow/validate/subject.ts';
import { worldOf, type World } from '../../../../src/flow/validate/world.ts';

/** One thing that templates can read at a step. */
export type Variable = {
  /** As it stands in a template: `vars.lead.id`. */
  readonly path: string;
  readonly names: readonly string[];
  /** JSON type, where it is known. */
  readonly type: string | undefined;
  /** Steps that write it; none for what comes from elsewhere. */
  readonly from: readonly StepId[];
  /** False where it is written only behind this step, so that it is empty here. */
  readonly isBefore: boolean;
  readonly sample: JsonValue | undefined;
};

/** What is real or pretended, by root: `{ vars: { name: 'Maria' } }`. */
export type Samples = JsonObject;

/** Roots besides `vars`, the likeliest first. */
const ROOTS = ['contact', 'message', 'conversation', 'input', 'failure', 'settings', 'flow', 'run', 'event'] as const;

/** Members that are listed below a variable, and how deep. */
const DEEPEST = 3;
const MOST_MEMBERS = 60;

/** What is known of the variables of a draft. */
export function worldOfDraft(draft: Draft, catalog: Catalog): World {
  const flow: Flow = { ...draft.flow, version: 0 };
  return worldOf(subjectOf(flow, catalog));
}

/** Every step from which a step can be come to, itself aside unless it lies on a cycle. */
export function stepsBefore(draft: Draft, step: StepId): ReadonlySet<StepId> {
  const into = new Map<StepId, StepId[]>();
  for (const { exit, to } of waysOf(draft)) if ('step' in exit) into.set(to, [...(into.get(to) ?? []), exit.step]);
  const found = new Set<StepId>();
  const open: StepId[] = [step];
  for (let at = open.pop(); at !== undefined; at = open.pop())
    for (const before of into.get(at) ?? []) {
      if (found.has(before)) continue;
      found.add(before);
      open.push(before);
    }
  return found;
}

/**
 * What templates of a step can read: the flow's variables first, those written before it before the others, then what is
 * known of the person, the message and the rest. Without a step everything counts as written before.
 */
export function scopeAt(
  { draft, step }: { draft: Draft; step: StepId | undefined },
  catalog: Catalog,
  samples: Samples,
): Variable[] {
  const world = worldOfDraft(draft, catalog);
  const before = step === undefined ? undefined : stepsBefore(draft, step);
  const uses = variablesOf(draft, catalog.types).filter(({ setBy }) => setBy.length > 0);
  const made = uses.map(({ name, types, setBy }) => {
    const from = [...new Set(setBy.map((place) => place.step))];
    const isBefore = !before || from.some((each) => before.has(each));
    return { names: ['vars', name], from, isBefore, types };
  });
  const ordered = [...made.filter(({ isBefore }) => isBefore), ...made.filter(({ isBefore }) => !isBefore)];
  const written = ordered.flatMap(({ types, ...base }) => listed(base, { world, samples, type: types[0] }));
  const others = ROOTS.flatMap((root) => {
    const base = { names: [root], from: [], isBefore: true };
    return listed(base, { world, samples, type: undefined }).slice(1);
  });
  const secrets = (catalog.secrets ?? []).map((name) => bare(['secrets', name], 'string'));
  const settings = (catalog.settings ?? []).map((name) => bare(['settings', name], undefined));
  return [...written, ...others, ...settings, ...secrets];
}

function bare(names: string[], type: string | undefined): Variable {
  return { path: pathText(names), names, type, from: [], isBefore: true, sample: undefined };
}

type Base = Pick<Variable, 'names' | 'from' | 'isBefore'>;
type Around = { world: World; samples: Samples; type: string | undefined };

/** A variable and what is below it. */
function listed(base: Base, { world, samples, type }: Around): Variable[] {
  const shape = world.at(base.names);
  const known: Shape = shape === 'missing' ? undefined : shape;
  const said = [...(typesOf(known) ?? [])];
  const sample = sampleAt(samples, base.names);
  const itself: Variable = {
    ...base,
    path: pathText(base.names),
    type: said.length === 1 ? said[0] : type === 'any' ? (sample === undefined ? undefined : typeOf(sample)) : type,
    sample,
  };
  if (base.names.length > DEEPEST) return [itself];
  const named = membersOf(known);
  const real = isObject(sample) ? Object.keys(sample) : [];
  const members = [...new Set([...named, ...real])].slice(0, MOST_MEMBERS);
  const below = members.flatMap((name) =>
    listed({ ...base, names: [...base.names, name] }, { world, samples, type: undefined }),
  );
  const list = said.includes('array') ? listMembers(base, known, sample) : [];
  return [itself, ...below, ...list];
}

function listMembers(base: Base, shape: Shape, sample: JsonValue | undefined): Variable[] {
  const names = [...base.names, 'first'];
  const first = Array.isArray(sample) ? (sample[0] as JsonValue | undefined) : undefined;
  const [type] = [...(typesOf(entriesOf(shape)) ?? [])];
  return [{ ...base, names, path: pathText(names), type, sample: first }];
}

function sampleAt(samples: Samples, names: readonly string[]): JsonValue | undefined {
  let at: JsonValue | undefined = samples;
  for (const name of names) at = isObject(at) ? own<string, JsonValue | undefined>(at, name) : undefined;
  return at;
}

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/** A path as it stands in a template: names that are no words are put into brackets. */
export function pathText(names: readonly string[]): string {
  return names
    .map((name, at) => (/^[A-Za-z_][\w-]*$/.test(name) ? (at === 0 ? name : `.${name}`) : `[${JSON.stringify(name)}]`))
    .join('');
}

/** The template that gives a variable. */
export function templateOf(path: string): string {
  return `{{ ${path} }}`;
}
