import { isObject, type JsonValue } from '../../base/json.ts';
import { createNamer, toId, toVariable } from '../namer.ts';
import { at, items, member, members, take, takeText, type Place } from '../place.ts';
import { asParams, modernCondition } from './conditions.ts';
import { knownParts, shapeOf, type Shape } from './endpoints.ts';
import { guessParts, isDuration } from './guess.ts';
import { readRequest, type HttpRequest } from './http-request.ts';
import { branchParts, requestPart } from './legacy.ts';
import type { AnswerOf } from './names.ts';
import { dropTokenStep, resultPath, salesforceRequest, type SalesforceRequest } from './salesforce.ts';
import { placeholder, toText, withinStep, type Part, type Scene } from './scene.ts';
import { access } from './template.ts';
import type { Node } from './weave.ts';

/** Steps of the newer format as nodes, and where their answers are read. */
export type ModernFlow = { nodes: Node[]; first: string | null; answers: AnswerOf };

/** What is known of a step before it is made. */
type Step = {
  key: string;
  place: Place;
  type: string;
  /** The last word of its type. */
  kind: string;
  saveAs: string;
  request?: HttpRequest;
  asked?: SalesforceRequest;
};

/** Reads the steps of the newer format: by their ids, each naming the next. `prefix` tells several graphs apart. */
export function readModern(definition: Place, prefix = ''): ModernFlow {
  const variable = createNamer(toVariable, '_');
  const steps = members(member(definition, 'steps'))
    .filter(([, { value }]) => isObject(value))
    .map(([key, place]) => stepOf(prefix + key, place, variable));
  const nodes = steps.map((step) => nodeOf(step, prefix));
  const startAt = takeText(member(definition, 'startAt'));
  const first =
    startAt !== undefined && nodes.some(({ key }) => key === prefix + startAt)
      ? prefix + startAt
      : (nodes[0]?.key ?? null);
  return { nodes, first, answers: answersOf(steps, prefix) };
}

function stepOf(key: string, place: Place, variable: (wanted: string) => string): Step {
  const type = takeText(member(place, 'type')) ?? '(no type)';
  const kind = /^mrn:v\d+:[\w-]+:endpoints:([\w-]+)/.exec(type)?.[1] ?? type;
  const request = /^(?:httpRequest|fetchVariables)$/i.test(kind) ? readRequest(member(place, 'parameters')) : undefined;
  const asked = request && salesforceRequest(request);
  return {
    key,
    place,
    type,
    kind,
    saveAs: variable(key),
    ...(request ? { request } : {}),
    ...(asked ? { asked } : {}),
  };
}

/** Where a template finds what a step was answered. */
function answersOf(steps: readonly Step[], prefix: string): AnswerOf {
  const byKey = new Map(steps.map((step) => [step.key, step]));
  return (key, path) => {
    const step = byKey.get(prefix + key);
    if (!step) return undefined;
    const { saveAs, request, asked, kind } = step;
    const below = request && /^(?:body|response|data)$/.test(path[0] ?? '') ? path.slice(1) : path;
    if (asked?.kind === 'token') {
      const lost = `"${path.join('.').slice(0, 60)}" of the token is read, but the connection to Salesforce keeps its own token.`;
      return { expression: access('vars', [saveAs]), lost };
    }
    if (asked?.kind === 'call') {
      const found = resultPath(asked.call, below);
      const differs = `What the operation gives has no "${below.join('.').slice(0, 60)}".`;
      return { expression: access('vars', [saveAs, ...(found ?? below)]), ...(found ? {} : { differs }) };
    }
    if (request)
      return {
        expression: access('vars', [
          saveAs,
          ...(/^(?:status|statusCode)$/.test(path[0] ?? '') ? ['status'] : ['body', ...below]),
        ]),
      };
    return readShape(shapeOf(kind), { saveAs, path });
  };
}

function readShape(shape: Shape | undefined, { saveAs, path }: { saveAs: string; path: readonly string[] }) {
  const expression = access('vars', [saveAs, ...(shape ? shape(path) : path)]);
  const differs = `"${path.join('.').slice(0, 60)}" came from a step that is not done here, so it is empty.`;
  return shape ? { expression } : { expression, differs };
}

function nodeOf(step: Step, prefix: string): Node {
  const { key, place, kind } = step;
  const title = takeText(member(place, 'comment')) ?? takeText(member(place, 'label'));
  const next = takeText(member(place, 'next'));
  const position = takePosition(place);
  const node = { key, id: key, place, kind, ...(title ? { title } : {}), ...(position ? { position } : {}) };
  const toKey = (id: string | undefined): string | null => (id === undefined || id === '' ? null : prefix + id);
  if (Array.isArray(member(place, 'conditionals').value)) return conditionalNode({ ...node, next: toKey(next) }, toKey);
  const goesOn = takeCatch(place);
  return {
    ...node,
    next: toKey(next),
    make: (scene) => withTies(partsOf(step, scene), { goesOn, toKey }),
  };
}

/** Ids of the source in exits become keys; where a failure is passed over, it leads on. */
function withTies(
  parts: readonly Part[],
  { goesOn, toKey }: { goesOn: boolean; toKey: (id: string) => string | null },
): Part[] {
  return parts.map((part) => {
    const exits =
      part.type === 'goto' && part.exits ? { ...part.exits, next: toKey(part.exits['next'] ?? '') } : part.exits;
    const fails = goesOn && ['call', 'send', 'handoff', 'subflow'].includes(part.type);
    const also = fails ? [...(part.also ?? []), 'failed'] : part.also;
    return { ...part, ...(exits ? { exits } : {}), ...(also ? { also } : {}) };
  });
}

/** True where every failure is passed over; that alone is taken over. */
function takeCatch(place: Place): boolean {
  const all = items(member(place, 'catch'));
  const known = all.filter((each) => {
    const errors = member(each, 'errorEquals').value;
    return at(each, 'action', 'type').value === 'continue' && Array.isArray(errors) && errors.includes('Steps.All');
  });
  if (known.length > 0 && known.length === all.length)
    for (const each of known) {
      take(member(each, 'errorEquals'));
      take(at(each, 'action', 'type'));
    }
  return known.length > 0;
}

function takePosition(place: Place): { x: number; y: number } | undefined {
  for (const names of [['position'], ['metadata', 'position'], ['ui', 'position'], ['layout']]) {
    const found = at(place, ...names);
    const [x, y] = [member(found, 'x').value, member(found, 'y').value];
    if (typeof x !== 'number' || typeof y !== 'number') continue;
    take(member(found, 'x'));
    take(member(found, 'y'));
    return { x, y };
  }
  return undefined;
}

function conditionalNode(node: Omit<Node, 'make'>, toKey: (id: string | undefined) => string | null): Node {
  const { place } = node;
  const otherwise = takeText(member(place, 'default'));
  const name = createNamer((text) => toId(text, 'case'));
  name('else');
  return {
    ...node,
    next: otherwise === undefined ? node.next : toKey(otherwise),
    make(scene) {
      const ways = items(member(place, 'conditionals')).map((each) => {
        const label = takeText(member(each, 'label'));
        const to = toKey(takeText(member(each, 'next')));
        const when = asParams(modernCondition(each, withinStep(scene)));
        return { id: name(label ?? 'case'), ...(label ? { title: label } : {}), when, to };
      });
      return branchParts(ways);
    },
  };
}

function partsOf(step: Step, scene: Scene): readonly Part[] {
  const { place, kind, saveAs, request, asked } = step;
  const parameters = member(place, 'parameters');
  if (request && asked?.kind === 'token') return dropTokenStep(request, asked.origin, scene);
  if (request) return [requestPart(request, { asked, saveAs }, scene)];
  if (kind === 'terminate') return [endPart(parameters, scene)];
  const known = knownParts({ kind, parameters, saveAs }, scene);
  const fields = [parameters, member(parameters, 'payload'), member(parameters, 'request')];
  const made = known ?? guessParts({ kind, fields, saveAs }, scene);
  if (!made) return placeholder(kind, heldBy(place), scene);
  return [...made, ...waitParts(member(parameters, 'waitConditions'), scene)];
}

/** All that a step holds, for the note that stands for it. */
function heldBy(place: Place): JsonValue {
  const parts = ['type', 'parameters', 'catch', 'next'].flatMap((name) => {
    const value = take(member(place, name));
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(parts);
}

function endPart(parameters: Place, scene: Scene): Part {
  const fails = take(member(parameters, 'fail')) === true;
  const reason = [takeText(member(parameters, 'reason')), takeText(member(parameters, 'code'))]
    .filter(Boolean)
    .join(' ');
  const message = reason === '' ? {} : { message: toText(withinStep(scene), reason) };
  return { type: 'end', params: fails ? { as: 'failed', ...message } : { as: 'completed', ...message }, main: '' };
}

/** A step that waits for news after it has done its work: for a reply, by all that is known. */
function waitParts(wait: Place, scene: Scene): Part[] {
  const timeout = member(wait, 'timeout').value;
  if (typeof timeout !== 'string' || !isDuration(timeout)) return [];
  take(member(wait, 'timeout'));
  scene.differs('After it, a reply is waited for; other news that ended the wait in Bird does not end it here.');
  return [{ type: 'waitReply', params: { timeout }, main: 'replied', also: ['timeout'] }];
}
