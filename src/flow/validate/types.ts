import type { Diagnostic } from '../../base/diagnostic.ts';
import { isObject, type JsonValue } from '../../base/json.ts';
import { diagnose } from '../diagnose.ts';
import { variablesOf } from '../expression/template.ts';
import { own, type Operator } from '../flow.ts';
import { callsOf, operationsOf } from './calls.ts';
import { typesOf, type Form } from './shapes.ts';
import type { Field, Rule } from './subject.ts';
import { pathIn, worldOf, type World } from './world.ts';

/** Values are of the types that the places they are put in can work with, where both are known. */
export const types: Rule = (subject) => {
  const world = worldOf(subject);
  const inputs = callsOf(subject).flatMap(({ step, connection, operation }) => {
    const input = own(operationsOf(subject.catalog, connection) ?? {}, operation)?.input;
    const value = step.step.params['input'];
    return input && value !== undefined ? inputFaults(input, { value, path: [...step.path, 'input'], world }) : [];
  });
  return [...subject.fields.flatMap((field) => fieldFaults(field, world)), ...lists(subject.steps, world), ...inputs];
};

const WORDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

function fieldFaults({ kind, value, path }: Field, world: World): Diagnostic[] {
  if (kind === 'condition') return conditionFaults(value, path, world);
  if (kind === 'template' && typeof value === 'string') return textFaults(value, path, world);
  if (kind !== 'text') return [];
  if (typeof value === 'string') return textFaults(value, path, world);
  return Object.entries(value ?? {}).flatMap(([language, text]) =>
    typeof text === 'string' ? textFaults(text, [...path, language], world) : [],
  );
}

const OUTPUT = /\{\{-?[^|{}]*\}\}/g;

/** An object inside a text is read as JSON by whoever gets it; a list is read as its entries. */
function textFaults(text: string, path: Diagnostic['path'], world: World): Diagnostic[] {
  return [...text.matchAll(OUTPUT)].flatMap(([output]) => {
    const is = pathIn(output) && typesOf(world.of(output));
    if (!is || is.size !== 1 || !is.has('object')) return [];
    return diagnose('wrong_type', path, {
      message: `${output} is an object; people would read it as JSON.`,
      fix: 'Read one of its members.',
    });
  });
}

/** What each comparison can work with; the others take everything. */
const COMPARED: Readonly<Partial<Record<Operator, readonly string[]>>> = {
  greaterThan: ['number', 'string'],
  atLeast: ['number', 'string'],
  lessThan: ['number', 'string'],
  atMost: ['number', 'string'],
  equals: ['number', 'string', 'boolean'],
  notEquals: ['number', 'string', 'boolean'],
  startsWith: ['number', 'string', 'boolean'],
  endsWith: ['number', 'string', 'boolean'],
  matches: ['number', 'string', 'boolean'],
  contains: ['string', 'number', 'array'],
  notContains: ['string', 'number', 'array'],
};

function conditionFaults(value: JsonValue | undefined, path: Diagnostic['path'], world: World): Diagnostic[] {
  if (!isObject(value)) return [];
  const group = ['all', 'any'].find((name) => Array.isArray(value[name]));
  if (group !== undefined)
    return (value[group] as readonly JsonValue[]).flatMap((part, at) =>
      conditionFaults(part, [...path, group, at], world),
    );
  const operator = typeof value['operator'] === 'string' ? value['operator'] : '';
  const wanted = own<string, readonly string[] | undefined>(COMPARED, operator);
  if (!wanted) return [];
  return ['left', 'right'].flatMap((side) =>
    mismatch(value[side], { wanted, where: `"${operator}" compares`, path: [...path, side], world }),
  );
}

/** What a loop goes through is a list. */
function lists(steps: readonly { path: Diagnostic['path']; type: object; step: { params: object } }[], world: World) {
  return steps.flatMap(({ path, type, step }) => {
    const gives = (type as { gives?: (params: object) => object }).gives?.(step.params) ?? {};
    return Object.values(gives).flatMap((given: { from?: JsonValue; each?: true }) =>
      given.each ? mismatch(given.from, { wanted: ['array'], where: 'The step goes through', path, world }) : [],
    );
  });
}

type Input = { value: JsonValue; path: Diagnostic['path']; world: World };

function inputFaults(form: Form, { value, path, world }: Input): Diagnostic[] {
  const { properties = {}, additionalProperties, items } = form;
  if (typeof value === 'string') {
    const wanted = typesOf([form]);
    return wanted ? mismatch(value, { wanted: [...wanted], where: 'The operation needs', path, world }) : [];
  }
  if (Array.isArray(value))
    return items
      ? value.flatMap((item: JsonValue, at) => inputFaults(items, { value: item, path: [...path, at], world }))
      : [];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => {
    const inner = own(properties, name) ?? (isObject(additionalProperties) ? additionalProperties : undefined);
    return inner && member !== undefined ? inputFaults(inner, { value: member, path: [...path, name], world }) : [];
  });
}

type Wanted = { wanted: readonly string[]; where: string; path: Diagnostic['path']; world: World };

/** Tells of a value that is one expression and whose type is certain to be another. */
function mismatch(value: JsonValue | undefined, { wanted, where, path, world }: Wanted): Diagnostic[] {
  if (typeof value !== 'string' || !pathIn(value) || variablesOf(value).length !== 1) return [];
  const is = typesOf(world.of(value));
  if (!is || [...is].some((type) => wanted.includes(type))) return [];
  const words = (names: Iterable<string>) => [...names].map((name) => own(WORDS, name) ?? name).join(' or ');
  return [
    diagnose('wrong_type', path, {
      message: `${value.trim()} is ${words(is)}. ${where} ${words(wanted)}.`,
      fix: 'Read another value, or turn it into one by a filter.',
    }),
  ];
}
