import { id } from '../base/ids.ts';
import { isObject, type JsonObject } from '../base/json.ts';
import type { ProbeResult } from '../base/probe.ts';
import { checkSchema, secretFields, withDefaults } from '../base/schema.ts';
import type { Activity } from '../engine/activity.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import type { DailyUsage } from '../connectors/connector.ts';
import type { ConnectionRecord } from '../store/records.ts';
import { configSchema } from './catalog.ts';
import { lookAt } from './look-at.ts';
import { ControlError, missing, type ControlParts } from './control.ts';
import { looksOf, type Look } from './looks.ts';
import { usageOf } from './usage.ts';
import { webhookUrl } from './webhook-url.ts';
import { waitingByConnection, type Waiting } from './waiting.ts';

/** A connection as people see it: what is secret is not in it. */
export type ConnectionView = Omit<ConnectionRecord, 'config' | 'seed'> & {
  config: JsonObject;
  /** Effects that wait for it, and since when. */
  waiting?: Waiting;
  /** Calls of the last 24 hours, where the system counts them. */
  usage?: DailyUsage;
  /** Looks of published flows, each of which costs a call or more. */
  looks?: readonly Look[];
  /** Of a channel: the address that its provider calls. */
  webhook?: string;
  /** Of a channel: when it last worked; without `inboundAt` it still waits for its first message. */
  activity?: Activity;
};

/** What stands for a secret that is set. */
const MASK = '••••••';

/** Shows connections, looks at them from outside, and takes them up again. */
export function connectionFunctions(parts: ControlParts) {
  const { connections, host } = parts;
  const view = (name: string): Promise<ConnectionView> => viewOfOne(parts, theConnection(parts, name));
  return {
    'connections.list': async (): Promise<ConnectionView[]> => {
      const waiting = await waitingByConnection(parts);
      return connections.all().map((connection) => viewOf(parts, connection, waiting));
    },

    'connections.show': ({ connection }: { connection: string }): Promise<ConnectionView> => view(connection),

    'connections.check': ({ connection }: { connection: string }): Promise<ProbeResult[]> =>
      lookAt(parts, theConnection(parts, connection)),

    /** Takes a connection for working again, with other fields where some are given; what waited for it goes on. */
    'connections.repair': async ({ connection: name, fields }: { connection: string; fields?: JsonObject }) => {
      const { record, config } = theConnection(parts, name);
      if (fields) checkFields(record, config, fields);
      await connections.repair(record.key, fields);
      host.resume(record.key);
      return { before: record.state, connection: await view(record.key) };
    },
  };
}

/** A connection by its name; throws for one that is not there. */
export function theConnection({ connections }: ControlParts, name: string): OpenConnection {
  const found = connections.get(id.connection(name));
  if (found) return found;
  const names = connections.all().map(({ record }) => record.key);
  return missing(`connection "${name}"`, names.length > 0 ? `There is ${names.join(', ')}.` : 'There is none yet.');
}

/** A connection with what costs a look at its notes: usage, looks. */
export async function viewOfOne(parts: ControlParts, connection: OpenConnection): Promise<ConnectionView> {
  const usage = await usageOf(parts, connection);
  const looks = looksOf(parts.flows, connection.record.key);
  return {
    ...viewOf(parts, connection, await waitingByConnection(parts)),
    ...(usage ? { usage } : {}),
    ...(looks.length > 0 ? { looks } : {}),
  };
}

/** A connection at a glance. */
export function viewOf(
  parts: ControlParts,
  connection: OpenConnection,
  waiting: ReadonlyMap<string, Waiting>,
): ConnectionView {
  const { record, config } = connection;
  const { seed: _seed, ...rest } = record;
  const schema = configSchema(record.type);
  const secrets = schema ? secretFields(schema) : Object.keys(config);
  const shown = Object.entries(config).map(([name, value]) => [name, secrets.includes(name) ? MASK : value] as const);
  const waits = waiting.get(record.key);
  return {
    ...rest,
    config: Object.fromEntries(shown),
    ...(waits ? { waiting: waits } : {}),
    ...(record.kind === 'channel' ? { activity: parts.activity.of(record.key) } : {}),
    ...(record.kind === 'channel' && parts.url !== undefined ? { webhook: webhookUrl(parts, connection) } : {}),
  };
}

/** Throws for fields that a connection does not have, or that do not fit. */
function checkFields({ key, type }: ConnectionRecord, config: JsonObject, fields: JsonObject): void {
  const schema = configSchema(type);
  if (!schema) throw new ControlError('refused', `This Rondine knows no "${type}", which connection "${key}" is of.`);
  const { properties } = schema as { properties?: JsonObject };
  const names = isObject(properties) ? Object.keys(properties) : [];
  const strange = Object.keys(fields).find((name) => !names.includes(name));
  if (strange !== undefined) missing(`field "${strange}" of a ${type} connection`, `There is ${names.join(', ')}.`);
  const findings = checkSchema(schema, withDefaults(schema, { ...config, ...fields }), ['config']);
  if (findings.length > 0)
    throw new ControlError(
      'invalid',
      `The configuration of "${key}" would not be right so. Nothing was changed.`,
      findings,
    );
}
