import type { JsonObject, JsonValue } from '../../base/json.ts';
import { parseNumber } from './customers.ts';
import type { Deed } from './deed.ts';
import { FAULT_KINDS, type Fault } from './faults.ts';
import type { CustomerSpec } from './model.ts';
import type { Provider } from './provider.ts';
import { hasShape, nameOf, SETTING_SHAPES, type Settings, type Shape } from './settings.ts';

/** A control call that cannot be understood; its message says what to change. */
export class ControlProblem extends Error {}

/** Reads what a customer does. Throws a `ControlProblem` unless it is exactly one thing in the right shape. */
export function readDeed({ deeds }: Provider, body: JsonObject): Deed {
  const [kind, ...others] = Object.keys(deeds).filter((each) => body[each] !== undefined);
  const rule = kind === undefined ? undefined : deeds[kind];
  if (kind === undefined || rule === undefined || others.length > 0)
    throw new ControlProblem(`Give exactly one of: ${Object.keys(deeds).join(', ')}.`);
  if (typeof rule === 'string' || Array.isArray(rule)) demand(body, kind, rule as Shape);
  else {
    const value = demand(body, kind, 'object');
    for (const [member, shape] of Object.entries(rule)) demand(value as JsonObject, member, shape);
  }
  return body;
}

/** Reads who a customer is: the identity from the path and what the body adds to it. */
export function readCustomer({ identity, traits = {} }: Provider, named: string, body: JsonObject): CustomerSpec {
  const known = identity.read(named);
  if (!known) throw new ControlProblem(`${named} is not ${identity.says}.`);
  const number = typeof body['number'] === 'string' ? parseNumber(body['number']) : undefined;
  const { order } = body;
  const more = (type: 'string' | 'boolean') => Object.keys(traits).filter((name) => traits[name] === type);
  return {
    ...pick(body, 'string', ['name', 'username', 'userId', ...more('string')]),
    ...pick(body, 'boolean', ['blocked', ...more('boolean')]),
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
    ...pick(body, 'string', ['to', 'type', 'code']),
    ...pick(body, 'number', ['code', 'status', 'delayMs', 'times', 'probability', 'seed']),
    ...pick(body, 'boolean', ['accepted']),
    ...(on && { on }),
    kind,
  };
}

const STATUSES = ['sent', 'delivered', 'read'];

/** Reads changed settings. */
export function readSettings(body: JsonObject, further: Readonly<Record<string, Shape>> = {}): Partial<Settings> {
  const shapes: Readonly<Record<string, Shape>> = { ...further, ...SETTING_SHAPES };
  for (const [name, value] of Object.entries(body)) {
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape === undefined)
      throw new ControlProblem(`There is no setting ${name}; known are ${Object.keys(shapes).join(', ')}.`);
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

type Primitive = { string: string; number: number; boolean: boolean };

function pick<Kind extends keyof Primitive, Name extends string>(
  body: JsonObject,
  kind: Kind,
  names: readonly Name[],
): { [Each in Name]?: Primitive[Kind] } {
  const found = names.filter((name) => typeof body[name] === kind).map((name) => [name, body[name]]);
  return Object.fromEntries(found) as { [Each in Name]?: Primitive[Kind] };
}
