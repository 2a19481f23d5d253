import { isObject } from '../../base/json.ts';
import { createNamer, toVariable } from '../namer.ts';
import { at, items, member, members, take, takeText, type Place } from '../place.ts';
import { asParams, legacyCondition } from './conditions.ts';
import { guessParts } from './guess.ts';
import { answerShape, httpPart } from './http.ts';
import { readRequest, type HttpRequest } from './http-request.ts';
import type { LegacyNames } from './names.ts';
import {
  dropTokenStep,
  needOrgHttp,
  resultPath,
  salesforcePart,
  salesforceRequest,
  type SalesforceCall,
  type SalesforceRequest,
} from './salesforce.ts';
import { placeholder, toValue, withinStep, type Part, type Scene } from './scene.ts';
import { access, excerpt } from './template.ts';
import type { Node } from './weave.ts';

/** Steps of the older format as nodes that are tied to each other, and what they write. */
export type LegacyFlow = { nodes: Node[]; first: string | null } & Pick<LegacyNames, 'written' | 'gone'>;

/** What is gathered while the lists of steps are gone through. */
type Gathering = {
  nodes: Node[];
  variable(wanted: string): string;
  writers: Map<string, string[]>;
  gone: Map<string, string>;
};

/** Actions that are an HTTP request, as far as is known or their name tells. */
const REQUESTS = /^(?:fetchVariables|httpRequest|forwardToUrl|callHttpEndpoint|webhook|request)$/i;

/** Reads the steps of the older format: lists inside of lists, each step followed by the next in its list. */
export function readLegacy(steps: Place): LegacyFlow {
  const written = namesSetIn(steps);
  const gathering: Gathering = {
    nodes: [],
    variable: createNamer(toVariable, '_'),
    writers: new Map(),
    gone: new Map(),
  };
  for (const name of written) gathering.writers.set(name, [access('vars', [gathering.variable(name)])]);
  gather(steps, null, gathering);
  return { nodes: gathering.nodes, first: firstOf(steps, null), written: keepCommon(gathering), gone: gathering.gone };
}

/** The names that steps of the kind "set variables" write anywhere. */
function namesSetIn(list: Place): Set<string> {
  const names = new Set<string>();
  for (const step of items(list)) {
    for (const [name] of members(at(step, 'options', 'variableSet'))) names.add(name);
    for (const each of listsIn(step)) for (const name of namesSetIn(member(each, 'steps'))) names.add(name);
  }
  return names;
}

function listsIn(step: Place): Place[] {
  return [...items(at(step, 'options', 'cases')), at(step, 'options', 'defaultCase')];
}

/** Where each variable is read; one that several steps write stands where the steps keep it in common. */
function keepCommon({ writers, nodes, variable }: Gathering): Map<string, string> {
  const common = new Map<string, string>();
  const read = new Map<string, string>();
  for (const [name, places] of writers) {
    const [only = '', ...others] = new Set(places);
    if (others.length > 0 && !only.match(/^vars\.\w+$/)) common.set(name, variable(name));
    else if (others.length > 0) common.set(name, only.slice('vars.'.length));
    read.set(name, others.length > 0 ? access('vars', [common.get(name) ?? name]) : only);
  }
  if (common.size === 0) return read;
  nodes.forEach((node, index) => {
    const writes = (node as Node & Writes).writes ?? [];
    const values = writes.flatMap(([name, expression]) => {
      const kept = common.get(name);
      return kept === undefined ? [] : [[kept, `{{ ${expression} }}`] as const];
    });
    if (values.length === 0) return;
    const keep: Part = { type: 'set', title: 'Keep', params: { values: Object.fromEntries(values) }, main: 'done' };
    nodes[index] = { ...node, make: (scene) => [...node.make(scene), keep] };
  });
  return read;
}

/** The variables that a node takes out of an answer, and where they stand. */
type Writes = { writes?: readonly (readonly [name: string, expression: string])[] };

/** Goes through one list and the lists inside of its steps, in the order in which they stand. */
function gather(list: Place, after: string | null, gathering: Gathering): void {
  const places = stepsIn(list);
  places.forEach((place, index) => {
    const next = places[index + 1] ? keyOf(places[index + 1]) : after;
    gathering.nodes.push(nodeOf(place, { key: keyOf(place) ?? '', next }, gathering));
    if (isSwitch(place)) for (const each of listsIn(place)) gather(member(each, 'steps'), next, gathering);
  });
}

function stepsIn(list: Place): Place[] {
  return items(list).filter(({ value }) => isObject(value));
}

function keyOf(place: Place | undefined): string | null {
  return place ? JSON.stringify(place.path) : null;
}

/** The key of the first step of a list, or of what follows it where it is empty. */
function firstOf(list: Place, after: string | null): string | null {
  return keyOf(stepsIn(list)[0]) ?? after;
}

/** True for a step that holds lists of steps: the branch, and whatever else is built like it. */
function isSwitch(step: Place): boolean {
  if (member(step, 'action').value === 'switch') return true;
  return items(at(step, 'options', 'cases')).some((each) => Array.isArray(member(each, 'steps').value));
}

type Tie = { key: string; next: string | null };

function nodeOf(place: Place, { key, next }: Tie, gathering: Gathering): Node & Writes {
  const options = member(place, 'options');
  const kind = takeText(member(place, 'action')) ?? '(no action)';
  const title = takeText(member(options, 'label'));
  const node = { key, id: title || kind, place, kind, next, ...(title ? { title } : {}) };
  const intent = member(options, 'intent').value;
  if (intent === kind || (kind === 'switch' && intent === 'smsConditional')) take(member(options, 'intent'));
  const request = REQUESTS.test(kind) ? readRequest(options) : undefined;
  if (request) return { ...node, ...requestOf(request, gathering) };
  if (isSwitch(place)) return switchNode(node, options);
  if (kind === 'setVariables') return { ...node, make: (scene) => setParts(options, withinStep(scene), gathering) };
  if (kind === 'endFlow') return { ...node, make: () => [{ type: 'end', params: {}, main: '' }] };
  const saveAs = gathering.variable(kind);
  for (const name of outputsOf(options)) {
    if (/^(?:retrieve|get|read)/i.test(kind)) write(gathering, name, access('vars', [saveAs, 'value']));
    else gathering.gone.set(name, 'the step that gave it is not done here.');
  }
  return {
    ...node,
    make: (scene) =>
      guessParts({ kind, fields: [options], saveAs }, scene) ?? placeholder(kind, take(options) ?? {}, scene),
  };
}

function write({ writers }: Gathering, name: string, expression: string): void {
  const known = writers.get(name);
  if (known) known.push(expression);
  else writers.set(name, [expression]);
}

/** Names of the variables that a step of another kind gives. */
function outputsOf(options: Place): string[] {
  const named = ['outputVariable', 'variableName'].map((name) => member(options, name).value);
  const mapped = members(member(options, 'variables')).map(([, { value }]) => value);
  return [...named, ...mapped].filter((name): name is string => typeof name === 'string' && name !== '');
}

function requestOf(request: HttpRequest, gathering: Gathering): Writes & Pick<Node, 'make'> {
  const asked = salesforceRequest(request);
  if (asked?.kind === 'token') {
    const why = 'its step is gone: the connection to Salesforce keeps its own token.';
    for (const name of ['access_token', 'instance_url', ...request.keys]) gathering.gone.set(name, why);
    return { make: (scene) => dropTokenStep(request, asked.origin, scene) };
  }
  const saveAs = gathering.variable(asked?.kind === 'call' ? nameOf(asked.call) : 'answer');
  const writes = request.keys.map((name) => [name, expressionOf(name, { request, asked, saveAs })] as const);
  for (const [name, expression] of writes) write(gathering, name, expression);
  return { writes, make: (scene) => [requestPart(request, { asked, saveAs }, scene)] };
}

/** What the record, or the records, are called. */
function nameOf({ input }: SalesforceCall): string {
  return typeof input['object'] === 'string' ? input['object'].toLowerCase() : 'records';
}

type Answer = { asked: SalesforceRequest | undefined; saveAs: string };

/** Where a member of an answer stands in what the step keeps. */
function expressionOf(name: string, { request, asked, saveAs }: Answer & { request: HttpRequest }): string {
  if (asked?.kind === 'call') return access('vars', [saveAs, ...(resultPath(asked.call, [name]) ?? [name])]);
  return access('vars', [saveAs, answerShape(request), name]);
}

/** The step that a request becomes, whomever it goes to. */
export function requestPart(request: HttpRequest, { asked, saveAs }: Answer, scene: Scene): Part {
  if (asked?.kind === 'call') {
    const unknown = request.keys.filter((name) => resultPath(asked.call, [name]) === undefined);
    if (unknown.length > 0)
      scene.differs(`What the operation gives has no ${unknown.map((name) => `"${name.slice(0, 40)}"`).join(', ')}.`);
    return salesforcePart(request, asked.call, scene, saveAs);
  }
  if (asked?.kind !== 'other') return httpPart(request, scene, { saveAs });
  const url = request.url.slice(asked.origin.length);
  return httpPart(request, scene, { saveAs, by: { connection: needOrgHttp(scene, asked.origin), url } });
}

function setParts(options: Place, scene: Scene, { writers }: Gathering): Part[] {
  const values = members(member(options, 'variableSet')).map(([name, place]) => {
    const variable = writers.get(name)?.[0]?.replace(/^vars\./, '') ?? toVariable(name);
    if (variable !== name) scene.tells(`The variable "${name.slice(0, 60)}" is called "${variable}" here.`);
    return [variable, toValue(scene, take(place) ?? null, name)] as const;
  });
  return [{ type: 'set', params: { values: Object.fromEntries(values) }, main: 'done' }];
}

function switchNode(node: Omit<Node, 'make'>, options: Place): Node {
  const cases = stepsIn(member(options, 'cases'));
  const otherwise = member(options, 'defaultCase');
  const ways = cases.map((each) => firstOf(member(each, 'steps'), node.next));
  return {
    ...node,
    next: firstOf(member(otherwise, 'steps'), node.next),
    make(scene) {
      if (node.kind !== 'switch')
        scene.differs(`"${excerpt(node.kind)}" is not known; its cases were read like those of a branch.`);
      for (const each of [...cases, otherwise]) take(member(each, 'id'));
      const conditions = cases.map((each) => legacyCondition(member(each, 'conditions'), withinStep(scene)));
      return branchParts(
        conditions.map((when, index) => ({ id: `case${index + 1}`, when: asParams(when), to: ways[index] ?? null })),
      );
    },
  };
}

/** One way out of a branch. */
export type Way = { id: string; title?: string; when: ReturnType<typeof asParams>; to: string | null };

/** Most cases that one branch has. */
const MOST_CASES = 100;

/** The branches that cases become: one, or several in a row where there are very many. None for no cases. */
export function branchParts(ways: readonly Way[]): Part[] {
  const parts: Part[] = [];
  for (let from = 0; from < ways.length; from += MOST_CASES) {
    const some = ways.slice(from, from + MOST_CASES);
    parts.push({
      type: 'branch',
      params: { cases: some.map(({ to: _to, ...each }) => each) },
      main: 'else',
      exits: Object.fromEntries(some.map(({ id, to }) => [id, to])),
    });
  }
  return parts;
}
