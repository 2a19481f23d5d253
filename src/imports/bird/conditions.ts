import { isObject, type JsonObject } from '../../base/json.ts';
import type { Condition, Operator } from '../../flow/flow.ts';
import { at, items, member, take, takeText, type Place } from '../place.ts';
import { toText, toValue, type Scene } from './scene.ts';
import { excerpt } from './template.ts';

/** A condition that never holds: in place of one that cannot be read, so that its way is not taken by mistake. */
const NEVER: Condition = { any: [] };
/** Conditions inside each other that are read; ours may not be nested deeper than twenty. */
const MAX_DEPTH = 12;

/** Words for comparisons, without blanks and case. */
const WORDS: Readonly<Record<string, Operator>> = {
  '==': 'equals',
  '=': 'equals',
  '===': 'equals',
  eq: 'equals',
  is: 'equals',
  equals: 'equals',
  equal: 'equals',
  equalto: 'equals',
  '!=': 'notEquals',
  '!==': 'notEquals',
  '<>': 'notEquals',
  neq: 'notEquals',
  isnot: 'notEquals',
  notequals: 'notEquals',
  notequal: 'notEquals',
  doesnotequal: 'notEquals',
  contains: 'contains',
  notcontains: 'notContains',
  doesnotcontain: 'notContains',
  startswith: 'startsWith',
  beginswith: 'startsWith',
  endswith: 'endsWith',
  regex: 'matches',
  regexp: 'matches',
  matches: 'matches',
  matchesregex: 'matches',
  '=~': 'matches',
  '>': 'greaterThan',
  gt: 'greaterThan',
  greaterthan: 'greaterThan',
  '>=': 'atLeast',
  gte: 'atLeast',
  greaterthanorequal: 'atLeast',
  greaterthanequals: 'atLeast',
  greaterthanorequalto: 'atLeast',
  '<': 'lessThan',
  lt: 'lessThan',
  lessthan: 'lessThan',
  '<=': 'atMost',
  lte: 'atMost',
  lessthanorequal: 'atMost',
  lessthanequals: 'atMost',
  lessthanorequalto: 'atMost',
  isempty: 'isEmpty',
  empty: 'isEmpty',
  notexists: 'isEmpty',
  isnull: 'isEmpty',
  isnotempty: 'isNotEmpty',
  notempty: 'isNotEmpty',
  exists: 'isNotEmpty',
  ispresent: 'isNotEmpty',
  in: 'isOneOf',
  isoneof: 'isOneOf',
  oneof: 'isOneOf',
};

/** The conditions of a case of the older format: all of them must hold. */
export function legacyCondition(place: Place, scene: Scene): Condition {
  const all = items(place).map((each) => {
    const word = takeText(member(each, 'operator')) ?? '';
    take(at(each, 'options', 'intent'));
    return compared(each, { word, right: member(each, 'value') }, scene);
  });
  if (all.length > 1) scene.differs('A case with several conditions is taken to ask for all of them.');
  return all.length === 1 && all[0] ? all[0] : { all };
}

/** One condition of the newer format. */
export function modernCondition(place: Place, scene: Scene, depth = 0): Condition {
  if (depth > MAX_DEPTH) return unread(place, 'is nested too deeply', scene);
  for (const [name, group] of [
    ['or', 'any'],
    ['and', 'all'],
  ] as const) {
    const parts = items(member(place, name)).map((each) => modernCondition(each, scene, depth + 1));
    if (Array.isArray(member(place, name).value)) return group === 'any' ? { any: parts } : { all: parts };
  }
  const inverted = member(place, 'not');
  if (isObject(inverted.value)) return negated(modernCondition(inverted, scene, depth + 1));
  const test = Object.keys(isObject(place.value) ? place.value : {}).find((name) =>
    OTHERS.every((other) => other !== name),
  );
  if (test === undefined) return unread(place, 'compares nothing', scene);
  const right = member(place, test);
  const word = test.replace(/^(?:string|numeric|boolean|timestamp|number)(?=[A-Z])/, '');
  const presence = /^is(?:Present|Null|Empty)$/.test(test) && right.value === false;
  const condition = compared(place, { word, right }, scene);
  return presence ? negated(condition) : condition;
}

const OTHERS = ['label', 'next', 'variable', 'id', 'or', 'and', 'not'];

function compared(place: Place, { word, right: given }: { word: string; right: Place }, scene: Scene): Condition {
  const key = word.replace(/[\s_-]+/g, '').toLowerCase();
  const operator = Object.hasOwn(WORDS, key) ? WORDS[key] : undefined;
  if (operator === undefined) return unread(place, `compares by "${excerpt(word)}", which is not known`, scene);
  if (operator === 'matches' && typeof given.value === 'string' && given.value.includes('{{'))
    return unread(place, 'has a pattern that is made of variables', scene);
  const right = take(given) ?? '';
  const left = toText(scene, takeText(member(place, 'variable')) ?? '');
  if (operator === 'isEmpty' || operator === 'isNotEmpty') return { left, operator };
  const plain = operator === 'matches' ? right : toValue(scene, right);
  return { left, operator, right: isObject(plain) ? JSON.stringify(plain) : plain };
}

/** What cannot be read stays where it is, so that it is listed among what was left out. */
function unread(place: Place, why: string, scene: Scene): Condition {
  scene.differs(`A condition ${why}, so its way is never taken: ${excerpt(JSON.stringify(place.value) ?? '')}`);
  return NEVER;
}

const OPPOSITES: Partial<Record<Operator, Operator>> = {
  equals: 'notEquals',
  notEquals: 'equals',
  contains: 'notContains',
  notContains: 'contains',
  isEmpty: 'isNotEmpty',
  isNotEmpty: 'isEmpty',
  greaterThan: 'atMost',
  atMost: 'greaterThan',
  lessThan: 'atLeast',
  atLeast: 'lessThan',
};

function negated(condition: Condition): Condition {
  if ('all' in condition) return { any: condition.all.map(negated) };
  if ('any' in condition) return { all: condition.any.map(negated) };
  const { left, operator, right } = condition;
  const opposite = OPPOSITES[operator];
  if (opposite) return { left, operator: opposite, ...(right === undefined ? {} : { right }) };
  return NEVER;
}

/** A condition as it stands in the params of a step. */
export function asParams(condition: Condition): JsonObject {
  return condition;
}
