import { isObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { parseIdentity, parseNumber, type CustomerSpec } from './customers.ts';
import { FAULT_KINDS, type Fault } from './faults.ts';
import { contentKinds, type ContentKind, type Inbound } from './inbound.ts';
import type { Template } from './model.ts';
import type { Settings } from './options.ts';

/** A control call that cannot be understood; its message says what to change. */
export class ControlProblem extends Error {}

/** A kind of value, or the only texts that are allowed. */
type Shape = 'string' | 'number' | 'boolean' | 'list' | 'object' | readonly string[];

const FILE: Record<string, Shape> = {};

/** The members that each kind of content must have. */
const REQUIRED: Record<ContentKind, Shape | Record<string, Shape>> = {
  text: 'string',
  image: FILE,
  video: FILE,
  audio: FILE,
  document: FILE,
  sticker: FILE,
  location: { latitude: 'number', longitude: 'number' },
  contacts: 'list',
  button: { id: 'string', title: 'string' },
  list: { id: 'string', title: 'string' },
  templateButton: { payload: 'string', text: 'string' },
  form: { values: 'object' },
  reaction: { messageId: 'string' },
  order: { catalogId: 'string', items: 'list' },
  edit: { messageId: 'string', text: 'string' },
  revoke: { messageId: 'string' },
  unsupported: 'boolean',
  welcome: 'boolean',
  changeNumber: { number: 'string' },
  changeUserId: { bsuid: 'string' },
};

/** Reads what a customer does. Throws a `ControlProblem` unless it is exactly one thing in the right shape. */
export function readInbound(body: JsonObject): Inbound {
  const inbound = body as Inbound;
  const [kind, ...others] = contentKinds(inbound);
  if (kind === undefined || others.length > 0)
    throw new ControlProblem(`Give exactly one of: ${Object.keys(REQUIRED).join(', ')}.`);
  const rule = REQUIRED[kind];
  if (typeof rule === 'string') demand(body, kind, rule);
  else {
    const value = demand(body, kind, 'object');
    for (const [member, shape] of Object.entries(rule)) demand(value as JsonObject, member, shape);
  }
  return inbound;
}

/** Reads who a customer is: the identity from the path and what the body adds to it. */
export function readCustomer(identity: string, body: JsonObject): CustomerSpec {
  const known = parseIdentity(identity);
  if (!known)
    throw new ControlProblem(`${identity} is neither a phone number with country code nor a user id (CC.abc).`);
  const number = typeof body['number'] === 'string' ? parseNumber(body['number']) : undefined;
  const order = body['order'];
  return {
    ...pick(body, 'string', ['name', 'username', 'bsuid', 'parentBsuid']),
    ...pick(body, 'boolean', ['hidesNumber', 'blocked']),
    ...(number !== undefined && { number }),
    ...((order === 'kept' || order === 'free') && { order }),
    ...known,
  };
}

/** Reads a fault. */
export function readFault(body: JsonObject): Fault {
  const kind = FAULT_KINDS.find((each) => each === body['kind']);
  if (!kind) throw new ControlProblem(`A fault's kind is one of: ${FAULT_KINDS.join(', ')}.`);
  const on = (['send', 'media', 'any'] as const).find((each) => each === body['on']);
  return {
    ...pick(body, 'string', ['to', 'type']),
    ...pick(body, 'number', ['code', 'status', 'delayMs', 'times', 'probability', 'seed']),
    ...pick(body, 'boolean', ['accepted']),
    ...(on && { on }),
    kind,
  };
}

const CATEGORIES = ['MARKETING', 'UTILITY', 'AUTHENTICATION'] as const;
const TEMPLATE_STATES = ['APPROVED', 'PAUSED', 'DISABLED'] as const;

/** Reads a template; it is approved and of the utility category unless said otherwise. */
export function readTemplate(body: JsonObject): Template {
  const name = String(demand(body, 'name', 'string'));
  const text = String(demand(body, 'body', 'string'));
  const { buttons, language, category, status } = body;
  return {
    name,
    language: typeof language === 'string' ? language : 'en_US',
    category: CATEGORIES.find((each) => each === category) ?? 'UTILITY',
    status: TEMPLATE_STATES.find((each) => each === status) ?? 'APPROVED',
    body: text,
    ...(Array.isArray(buttons) && { buttons: buttons.map(String) }),
  };
}

/** The shape of each setting, for control calls and command lines. */
export const SETTING_SHAPES: Record<keyof Settings, Shape> = {
  accessToken: 'string',
  statuses: 'list',
  statusDelayMs: 'number',
  order: ['kept', 'free'],
  duplicateEvery: 'number',
  redeliveryMs: 'list',
  messagesPerSecond: 'number',
  pairBurst: 'number',
  pairEveryMs: 'number',
  refusals: ['answer', 'status'],
  knownOnly: 'boolean',
};

const STATUSES = ['sent', 'delivered', 'read'];

/** Reads changed settings. */
export function readSettings(body: JsonObject): Partial<Settings> {
  for (const [name, value] of Object.entries(body)) {
    const shape = Object.hasOwn(SETTING_SHAPES, name) ? SETTING_SHAPES[name as keyof Settings] : undefined;
    if (shape === undefined)
      throw new ControlProblem(`There is no setting ${name}; known are ${Object.keys(SETTING_SHAPES).join(', ')}.`);
    if (name === 'statuses' && !(Array.isArray(value) && value.every((each) => STATUSES.includes(String(each)))))
      throw new ControlProblem(`Setting statuses must be a list of ${STATUSES.join(', ')}.`);
    if (!hasShape(value, shape)) throw new ControlProblem(`Setting ${name} must be ${nameOf(shape)}.`);
  }
  return body;
}

/** A member that must be there in a certain shape. */
export function demand(body: JsonObject, member: string, shape: Shape): JsonValue {
  const value = body[member];
  if (value === undefined || !hasShape(value, shape)) throw new ControlProblem(`${member} must be ${nameOf(shape)}.`);
  return value;
}

function hasShape(value: JsonValue | undefined, shape: Shape): boolean {
  if (typeof shape !== 'string') return typeof value === 'string' && shape.includes(value);
  if (shape === 'list') return Array.isArray(value);
  return shape === 'object' ? isObject(value) : typeof value === shape;
}

function nameOf(shape: Shape): string {
  return typeof shape === 'string' ? `a ${shape}` : `one of ${shape.join(', ')}`;
}

type Primitive = { string: string; number: number; boolean: boolean };

function pick<Kind extends keyof Primitive, Name extends string>(
  body: JsonObject,
  kind: Kind,
  names: readonly Name[],
): { [Each in Name]?: Primitive[Kind] } {
  const found = names.filter((name) => typeof body[name] === kind).map((name) => [name, body[name]]);
  return Object.fromEntries(found) as { [Each in Name]?: Primitive[Kind] };
}
