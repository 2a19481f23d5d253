import { isObject, type JsonObject } from '../../base/json.ts';
import { renameVariablesIn } from '../expression/rename-paths.ts';
import { VARIABLE_NAME } from '../field.ts';
import { own, type Step } from '../flow.ts';
import { RENDERED } from '../step-fields.ts';
import { idsOf, stepOf, withSteps, type Draft, type StepTypes } from './draft.ts';
import { EditError } from './edit-error.ts';
import { mapParams, mapTexts, type FieldForm } from './map-params.ts';
import { variablesOf, writesOf } from './variables-of.ts';

const NAME = new RegExp(VARIABLE_NAME);

/**
 * Gives a variable another name, wherever steps write or read it, so that runs do the same as before. What a step writes
 * beside it under a name made of its own goes along. Only a member that is worked out (`vars[contact.name]`) cannot be
 * followed. Throws `EditError` for a name that is none or is taken, and for a variable that only goes along with another.
 */
export function renameVariable(draft: Draft, { from, to }: { from: string; to: string }, types: StepTypes): Draft {
  if (from === to) return draft;
  if (!NAME.test(to)) {
    const message = `"${to}" cannot be the name of a variable: use letters, digits and _, beginning with a letter.`;
    throw new EditError('bad_name', message, { name: to });
  }
  const known = new Set(variablesOf(draft, types).map(({ name }) => name));
  const names = new Map([[from, to]]);
  // Names that go along are found while the list is gone through.
  for (const [former, now] of names) {
    if (known.has(now) && former !== now)
      throw new EditError('name_taken', `There is a variable "${now}" already.`, { name: now });
    for (const id of idsOf(draft)) for (const along of goingAlong(stepOf(draft, id), names, types)) names.set(...along);
  }
  const steps = idsOf(draft).map((id) => [id, renamedIn(stepOf(draft, id), names, types)] as const);
  return withSteps(draft, Object.fromEntries(steps));
}

type Names = ReadonlyMap<string, string>;

/** What a step writes under other names once some are renamed. Throws where one of those stays. */
function goingAlong(step: Step, names: Names, types: StepTypes): [string, string][] {
  const before = Object.keys(writesOf(step, types));
  const after = Object.keys(writesOf(renamedIn(step, names, types), types));
  return before.flatMap((name, at): [string, string][] => {
    const now = after[at] ?? name;
    if (now !== name) return names.has(name) ? [] : [[name, now]];
    if (!names.has(name)) return [];
    const message = `"${name}" is written together with another variable and named after it: rename that one.`;
    throw new EditError('bad_name', message, { name });
  });
}

function renamedIn(step: Step, names: Names, types: StepTypes): Step {
  const now = (name: string) => names.get(name) ?? name;
  const written = withWrittenNames(step, names, types);
  const params = mapParams(written, types, (value, { field }) => {
    if (field === 'variable' && typeof value === 'string') return now(value);
    return field && RENDERED.has(field) ? mapTexts(value, (text) => renameVariablesIn(text, now)) : value;
  });
  return { ...step, params };
}

/** The step with names written out that its form leaves to a default, and with members that are variables renamed. */
function withWrittenNames(step: Step, names: Names, types: StepTypes): Step {
  const written = Object.keys(writesOf(step, types)).filter((name) => names.has(name));
  if (written.length === 0) return step;
  const form = own(types.steps, step.type)?.params as FieldForm;
  const variables = Object.entries(form.properties ?? {}).filter(([, { field }]) => field === 'variable');
  const held = variables.map(([name, inner]) => [name, step.params[name] ?? inner.default] as const);
  const defaults = held.filter(
    ([name, value]) => step.params[name] === undefined && written.some((each) => each === value),
  );
  const asMembers = new Set(written.filter((name) => held.every(([, value]) => value !== name)));
  const params = mapParams(step, types, (value, { field }) =>
    field === 'value' && isObject(value) ? withMembers(value, asMembers, names) : value,
  );
  return { ...step, params: { ...params, ...Object.fromEntries(defaults) } };
}

function withMembers(value: JsonObject, members: ReadonlySet<string>, names: Names): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [members.has(name) ? (names.get(name) ?? name) : name, member]),
  );
}
