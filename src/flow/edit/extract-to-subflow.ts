import type { FlowId, StepId } from '../../base/ids.ts';
import { id } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { own, type Step } from '../flow.ts';
import type { Layout } from '../layout.ts';
import { nextOf, reachable, waysOf as waysBetween } from '../validate/graph.ts';
import { addStep } from './add-step.ts';
import { copyWhole } from './copy-steps.ts';
import { change, exitsOf, stepOf, without, type Draft, type StepTypes } from './draft.ts';
import { EditError } from './edit-error.ts';
import { lead, waysOf, type Exit } from './ends.ts';
import { freshName } from './new-name.ts';
import { passedValues, type PassedValues } from './passed-values.ts';
import { forgetSteps } from './remove-steps.ts';
import { retarget } from './retarget.ts';
import { variablesOf } from './variables-of.ts';

/** Steps to make a flow of, and what it is called. */
export type Extraction = { steps: readonly StepId[]; flow: { id: FlowId; name: string } };

/** The flow without the steps, the flow that they became, and the step that runs it. */
export type Extracted = { draft: Draft; extracted: Draft; step: StepId };

/** How some steps hang together with the rest of their flow. */
type Border = {
  inside: ReadonlySet<StepId>;
  /** Ways that lead in, and the step that they lead to. */
  entering: readonly Exit[];
  entry: StepId;
  /** The step outside that follows, and the one that trouble alone leads to. */
  follower: StepId | undefined;
  rescue: StepId | undefined;
  /** True where a run ends inside. */
  ends: boolean;
};

/**
 * Makes a flow of its own of some steps, and puts a step in their place that runs it. Variables that they read go in,
 * and those that they write and others read come back. What followed them follows the new step's `done`, and what
 * trouble alone led to its `failed`. Throws `EditError` where they are entered in several places, where several steps
 * follow them, and where it cannot be told what they share with the others.
 */
export function extractToSubflow(draft: Draft, { steps, flow }: Extraction, types: StepTypes): Extracted {
  const border = borderOf(draft, steps, types);
  const shared = passedValues(draft, border.inside, types);
  // Where nothing follows, nothing is left that could read what comes back.
  const passed = border.follower === undefined ? { ...shared, returned: [] } : shared;
  if (border.rescue !== undefined) assertNotNeeded(draft, { passed, from: border.rescue }, types);
  const extracted = newFlow(draft, { border, passed, flow }, types);
  const rest = change(draft, {
    flow: { steps: without(draft.flow.steps, border.inside) },
    layout: forgetSteps(draft.layout, border.inside),
  });
  return { ...withCaller(rest, { border, passed, flow, at: own(draft.layout.steps, border.entry) }, types), extracted };
}

function borderOf(draft: Draft, steps: readonly StepId[], types: StepTypes): Border {
  const inside = new Set(steps);
  const [first] = inside;
  if (first === undefined)
    throw new EditError('unknown_step', 'There is nothing to make a flow of: choose some steps.');
  const isInside = (exit: Exit) => 'step' in exit && inside.has(exit.step);
  const ways = waysOf(draft);
  const entering = ways.filter(({ exit, to }) => inside.has(to) && !isInside(exit));
  const entries = new Set(entering.map(({ to }) => to));
  if (entries.size > 1)
    throw refusal('several_entries', 'The steps are entered in several places, and a flow has one start', entries);
  const leaving = ways.filter(({ exit, to }) => isInside(exit) && !inside.has(to) && own(draft.flow.steps, to));
  const ordinary = new Set(leaving.filter(({ exit }) => !isTrouble(draft, exit, types)).map(({ to }) => to));
  const rescues = new Set(leaving.map(({ to }) => to).filter((to) => !ordinary.has(to)));
  const ends = [...inside].some((step) => exitsOf(stepOf(draft, step), types).length === 0);
  if (ordinary.size > 1 || rescues.size > 1)
    throw refusal('several_exits', 'Several steps follow these, and a flow is left by one way', [
      ...ordinary,
      ...rescues,
    ]);
  const [follower] = ordinary;
  if (ends && follower !== undefined)
    throw refusal('several_exits', 'Some ways through the steps end the run while others go on', ordinary);
  const [[entry = first], [rescue]] = [entries, rescues].map((set) => [...set]) as [StepId[], StepId[]];
  return { inside, entering: entering.map(({ exit }) => exit), entry, follower, rescue, ends };
}

function refusal(code: 'several_entries' | 'several_exits', why: string, steps: Iterable<StepId>): EditError {
  const names = [...steps].map((step) => `"${step}"`).join(', ');
  return new EditError(code, `${why}: ${names}.`, { steps: names });
}

function isTrouble(draft: Draft, exit: Exit, { steps }: StepTypes): boolean {
  if (!('step' in exit)) return false;
  return own(steps, stepOf(draft, exit.step).type)?.troubles.includes(exit.outcome) ?? false;
}

/** A run that failed gives nothing back: refuses where what is done about it would read some of it. */
function assertNotNeeded(
  draft: Draft,
  { passed, from }: { passed: PassedValues; from: StepId },
  types: StepTypes,
): void {
  const behind = reachable([from], nextOf(waysBetween(draft.flow)));
  const read = variablesOf(draft, types).filter(
    ({ name, readBy }) => passed.returned.includes(name) && readBy.some(({ step }) => behind.has(step)),
  );
  if (read.length === 0) return;
  const names = read.map(({ name }) => `"${name}"`).join(', ');
  const message = `A flow that fails gives nothing back, and the steps behind the failure read ${names}.`;
  throw new EditError('not_separable', message, { names });
}

type Parts = { border: Border; passed: PassedValues; flow: Extraction['flow'] };

/** The steps as a flow that others call. */
function newFlow(draft: Draft, { border, passed, flow }: Parts, types: StepTypes): Draft {
  const { inside, entry, follower, rescue } = border;
  const taken = new Set<string>(inside);
  const nameOf = (wanted: string): StepId => {
    const name = freshName(wanted, taken);
    taken.add(name);
    return id.step(name);
  };
  const [begin, end, failed] = [nameOf('begin'), nameOf('end'), nameOf('failed')];
  const ids = (to: StepId) => (inside.has(to) ? to : to === follower ? end : to === rescue ? failed : undefined);
  const steps: Record<string, Step> = Object.fromEntries(
    [...inside].map((step) => [step, retarget(stepOf(draft, step), ids, types)]),
  );
  const output = Object.fromEntries(passed.returned.map((name) => [name, `{{ vars.${name} }}`]));
  const needsValues = Object.keys(passed.taken).length > 0;
  if (needsValues) steps[begin] = { type: 'set', params: { values: passed.taken }, next: { done: entry } };
  if (follower !== undefined) steps[end] = stepEnd(passed.returned.length > 0 ? { output } : {});
  if (rescue !== undefined) steps[failed] = stepEnd({ as: 'failed', message: '{{ failure.message }}' });
  const { language, settings } = draft.flow;
  const { steps: places, groups } = copyWhole(draft, { steps: [...inside] }, types).layout;
  const pins = Object.entries(draft.layout.pins).filter(([step]) => inside.has(id.step(step)));
  const layout: Layout = { steps: places, groups, notes: {}, pins: Object.fromEntries(pins) };
  const start = needsValues ? begin : entry;
  return { flow: { ...flow, language, settings, triggers: [{ type: 'flow' }], start, steps }, layout };
}

function stepEnd(params: JsonObject): Step {
  return { type: 'end', params, next: {} };
}

/** The rest of the flow with the step that runs the new one, wired as the steps were. */
function withCaller(
  rest: Draft,
  { border, passed, flow, at }: Parts & { at: Layout['steps'][StepId] | undefined },
  types: StepTypes,
) {
  const { entering, follower, rescue, ends } = border;
  const { input, returned, result } = passed;
  const params: JsonObject = {
    flow: flow.id,
    ...(Object.keys(input).length > 0 ? { input } : {}),
    ...(returned.length > 0 ? { saveAs: result } : {}),
  };
  const place = at ? { at } : {};
  const { draft: added, step } = addStep(rest, { type: 'subflow', title: flow.name, params, ...place }, types);
  const done: Exit = { step, outcome: 'done' };
  let made = entering.reduce((each, exit) => lead(each, exit, step), added);
  if (follower !== undefined) made = lead(made, done, follower);
  if (rescue !== undefined) made = lead(made, { step, outcome: 'failed' }, rescue);
  if (ends) made = addStep(made, { type: 'end', params: {}, after: done }, types).draft;
  if (returned.length === 0) return { draft: made, step };
  const values = Object.fromEntries(returned.map((name) => [name, `{{ vars.${result}.output.${name} }}`]));
  return { draft: addStep(made, { type: 'set', params: { values }, after: done }, types).draft, step };
}
