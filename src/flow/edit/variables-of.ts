import type { StepId } from '../../base/ids.ts';
import { isObject } from '../../base/json.ts';
import { variablesOf as pathsOf } from '../expression/template.ts';
import { VARIABLE_NAME } from '../field.ts';
import { own, type Step } from '../flow.ts';
import { fieldsOf, RENDERED, textsOf, type FieldValue } from '../step-fields.ts';
import { idsOf, stepOf, type Draft, type StepTypes } from './draft.ts';

const NAME = new RegExp(VARIABLE_NAME);

/** A place in the params of a step. */
export type ParamPlace = { step: StepId; path: readonly (string | number)[] };

/** One variable of a flow: what it holds, which steps write it and which read it. */
export type VariableUse = {
  name: string;
  /** JSON type names of what is written to it; `any` where that depends. */
  types: readonly string[];
  /** Each step that writes it; the path is empty where its name is not written out. */
  setBy: readonly ParamPlace[];
  readBy: readonly ParamPlace[];
};

/** The variables of a flow, in the order of the alphabet. Those that are read but written nowhere have no types. */
export function variablesOf(draft: Draft, types: StepTypes): VariableUse[] {
  const found = new Map<string, { types: Set<string>; setBy: ParamPlace[]; readBy: ParamPlace[] }>();
  const useOf = (name: string) => {
    const use = found.get(name) ?? { types: new Set(), setBy: [], readBy: [] };
    found.set(name, use);
    return use;
  };
  for (const id of idsOf(draft)) {
    const step = stepOf(draft, id);
    const fields = fieldsOfStep(step, types);
    for (const [name, type] of Object.entries(writesOf(step, types))) {
      useOf(name).types.add(type);
      useOf(name).setBy.push({ step: id, path: whereSet(name, fields) });
    }
    for (const { name, path } of readsOf(fields)) useOf(name).readBy.push({ step: id, path });
  }
  const byName = (left: [string, unknown], right: [string, unknown]) => (left[0] < right[0] ? -1 : 1);
  return [...found].sort(byName).map(([name, use]) => ({ name, ...use, types: [...use.types] }));
}

/** The marked fields of a step; those of an unknown type are one field of any JSON. */
export function fieldsOfStep({ type, params }: Step, types: StepTypes): FieldValue[] {
  const known = own(types.steps, type);
  return known ? fieldsOf(known.params, params) : [{ kind: 'value', value: params, path: [] }];
}

/** What a step writes; nothing while its params are unfinished. */
export function writesOf({ type, params }: Step, types: StepTypes): Readonly<Record<string, string>> {
  try {
    const written = Object.entries(own(types.steps, type)?.writes?.(params) ?? {});
    return Object.fromEntries(written.filter(([name]) => NAME.test(name)));
  } catch {
    return {};
  }
}

function whereSet(name: string, fields: readonly FieldValue[]): ParamPlace['path'] {
  const named = fields.find(({ kind, value }) => kind === 'variable' && value === name);
  const among = fields.find(({ kind, value }) => kind === 'value' && isObject(value) && Object.hasOwn(value, name));
  return named?.path ?? (among ? [...among.path, name] : []);
}

function readsOf(fields: readonly FieldValue[]): { name: string; path: ParamPlace['path'] }[] {
  const texts = fields.flatMap(({ kind, value, path }) => (RENDERED.has(kind) ? textsOf(value, path) : []));
  return texts.flatMap(({ text, path }) => {
    const names = pathsOf(text).flatMap(([root, name]) => (root === 'vars' && name !== undefined ? [name] : []));
    return [...new Set(names)].map((name) => ({ name, path }));
  });
}
