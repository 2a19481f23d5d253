import { createHash } from 'node:crypto';
import { id, type ConnectionId } from '../base/ids.ts';
import { canonicalJson, isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { accountOf, checkSchema, withDefaults, type Schema } from '../base/schema.ts';
import type { ConnectionSettings, OpenConnection } from '../engine/connection-book.ts';
import { own } from '../flow/flow.ts';
import { OWN_CONNECTION } from '../inbox/operations/operation.ts';
import type { ConnectionRecord } from '../store/records.ts';
import { channelsById, configSchema, connectorsById } from './catalog.ts';
import { theConnection, viewOf, viewOfOne, type ConnectionView } from './connections.ts';
import { ControlError, missing, type ControlParts } from './control.ts';
import { OwnCapabilities } from './own-capabilities.ts';
import { waitingByConnection } from './waiting.ts';

/** A connection with what pages show besides. */
export type ConnectionDetails = ConnectionView & {
  /** What its channel or connector is called. */
  title: string;
  /** The account or org that it is for, as people know it. */
  account?: string;
  /** What is looked for in changes that others made meanwhile. */
  revision: string;
  /** True where a project's file names it: it comes back with the next start. */
  seeded: boolean;
  /** Published flows that name it. */
  flows: readonly { flow: string; name: string }[];
  /** Where its simulator shows what it has. */
  simulatorUrl?: string;
};

/** What a removal took away, for taking it back. */
export type RemovedConnection = { connection: ConnectionId; waiting: number };

type Made = { name: string; type: string; config?: JsonObject; pretend?: boolean; shadow?: boolean };
type Changed = {
  connection: string;
  /** What the change is based on. */
  revision: string;
  fields?: JsonObject;
  settings?: ConnectionSettings;
};

type Removal = { connection: string; force?: boolean; by: string };

const PREFIX = 'connection-trash/';
const KEPT_MS = 30 * 86_400_000;
const NAME = /^[a-z][a-z0-9-]{0,39}$/;

/** Makes, changes and removes connections while the server runs. */
export function connectionChangeFunctions(parts: ControlParts) {
  const { connections, host } = parts;
  const details = async (name: string): Promise<ConnectionDetails> => {
    const connection = theConnection(parts, name);
    return { ...(await viewOfOne(parts, connection)), ...more(parts, connection) };
  };
  return {
    'connections.overview': async (): Promise<ConnectionDetails[]> => {
      const waiting = await waitingByConnection(parts);
      return connections
        .all()
        .map((connection) => ({ ...viewOf(parts, connection, waiting), ...more(parts, connection) }))
        .toSorted((left, right) => (left.key < right.key ? -1 : 1));
    },

    'connections.details': ({ connection }: { connection: string }): Promise<ConnectionDetails> => details(connection),

    /** Makes a connection: it takes and sends messages, or is called, from this moment on. */
    'connections.create': async (made: Made): Promise<ConnectionDetails> => {
      const key = await make(parts, made);
      host.resume(key);
      return details(key);
    },

    /** Changes fields and settings, based on what was seen. */
    'connections.change': async ({
      connection: name,
      revision,
      fields,
      settings,
    }: Changed): Promise<ConnectionDetails> => {
      const connection = theConnection(parts, name);
      if (revisionOf(connection) !== revision)
        throw new ControlError('stale', `Somebody else changed "${name}" meanwhile. Look at it again.`);
      if (fields) checkFields(connection, fields);
      if (settings?.capabilities)
        check(OwnCapabilities, settings.capabilities, { words: 'These figures do not fit.', place: 'capabilities' });
      const { key } = connection.record;
      await connections.change(key, { ...(fields ? { fields } : {}), ...(settings ? { settings } : {}) });
      host.resume(key);
      return details(key);
    },

    /** Takes a connection away. Refused while published flows name it, unless `force` is set. It can be taken back. */
    'connections.remove': (removed: Removal): Promise<RemovedConnection> => remove(parts, removed),

    /** Takes a removal back. */
    'connections.bringBack': async ({ connection }: { connection: string }): Promise<ConnectionDetails> => {
      const key = await bringBack(parts, connection);
      host.resume(key);
      return details(key);
    },
  };
}

async function make(parts: ControlParts, { name, type, config = {}, pretend, shadow }: Made): Promise<ConnectionId> {
  const { connections, life } = parts;
  checkName(parts, name);
  const schema = schemaOf(type);
  const given = pretend ? { ...pretendConfig(parts, type), ...config } : config;
  const words = `A ${type} connection cannot be made so. Nothing was stored.`;
  check(schema, withDefaults(schema, given), { words, place: 'config' });
  const key = id.connection(name);
  await connections.create({
    key,
    kind: own(channelsById, type) ? 'channel' : 'connector',
    type,
    config: given,
    ...(pretend ? { simulator: true } : {}),
    ...(shadow ? { shadow } : {}),
  });
  try {
    await life?.begin(key);
  } catch (error) {
    await connections.remove(key);
    throw error;
  }
  return key;
}

async function remove(parts: ControlParts, { connection, force, by }: Removal): Promise<RemovedConnection> {
  const { connections, store, now, life } = parts;
  const { record } = theConnection(parts, connection);
  const used = flowsNaming(parts, record.key);
  if (used.length > 0 && !force) {
    const list = used.map(({ name }) => `"${name}"`).join(', ');
    throw new ControlError(
      'refused',
      `Published flows use "${record.key}": ${list}. Change or unpublish them first, or remove it all the same: they fail where they need it.`,
    );
  }
  const waiting = (await waitingByConnection(parts)).get(record.key)?.count ?? 0;
  await life?.end(record.key);
  const kept = await connections.remove(record.key);
  const value = { record: kept, at: now(), by } as unknown as JsonValue;
  // What is lost when the process dies between the two is what was to be removed.
  await store.commit([{ op: 'put', kind: 'setting', record: { key: PREFIX + record.key, value } }]);
  await sweep(parts);
  return { connection: record.key, waiting };
}

async function bringBack({ connections, store, life }: ControlParts, name: string): Promise<ConnectionId> {
  const kept = readKept((await store.get('setting', PREFIX + name))?.value ?? null);
  if (!kept) return missing(`connection "${name}" among the removed ones`, 'What was removed is kept for 30 days.');
  await connections.restore(kept.record);
  await store.commit([{ op: 'delete', kind: 'setting', key: PREFIX + name }]);
  await life?.begin(kept.record.key);
  return kept.record.key;
}

function more(parts: ControlParts, connection: OpenConnection): Omit<ConnectionDetails, keyof ConnectionView> {
  const { record } = connection;
  const schema = configSchema(record.type);
  const { config } = connection;
  const account = typeof config['orgName'] === 'string' ? config['orgName'] : schema && accountOf(schema, config);
  const simulatorUrl = parts.life?.simulatorOf(record.key);
  return {
    title: (own(channelsById, record.type) ?? own(connectorsById, record.type))?.title ?? record.type,
    ...(account === undefined ? {} : { account }),
    revision: revisionOf(connection),
    seeded: record.seed !== undefined,
    flows: flowsNaming(parts, record.key),
    ...(simulatorUrl === undefined ? {} : { simulatorUrl }),
  };
}

/** A digest of what people change: it stays when the connection renews its tokens. */
function revisionOf({ record, config }: OpenConnection): string {
  const { properties = {} } = (configSchema(record.type) ?? {}) as { properties?: Record<string, { kept?: boolean }> };
  const shown = Object.entries(config).filter(([name]) => properties[name]?.kept !== true);
  const { limits, acknowledge, capabilities, type } = record;
  const facts = { type, config: Object.fromEntries(shown), limits, acknowledge, capabilities };
  const text = canonicalJson(JSON.parse(JSON.stringify(facts)) as JsonValue);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** Published flows that name a connection anywhere: in triggers, steps or settings. */
function flowsNaming({ flows }: ControlParts, connection: ConnectionId): ConnectionDetails['flows'] {
  return flows
    .current()
    .filter((flow) => names(flow as unknown as JsonValue, connection))
    .map(({ id: flow, name }) => ({ flow, name }));
}

function names(value: JsonValue, connection: string): boolean {
  if (Array.isArray(value)) return value.some((each) => names(each as JsonValue, connection));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([member, each]) => {
    if (member === 'connection' && each === connection) return true;
    if (member === 'connections' && Array.isArray(each) && each.includes(connection)) return true;
    return each !== undefined && names(each, connection);
  });
}

function checkName({ connections }: ControlParts, name: string): void {
  if (!NAME.test(name) || name === OWN_CONNECTION)
    throw new ControlError('invalid', `"${name}" cannot be the name of a connection.`, [
      {
        code: 'schema',
        severity: 'error',
        path: ['name'],
        message: `"${name}" cannot be the name of a connection.`,
        fix: `Use small letters, digits and hyphens, beginning with a letter, at most 40, and not "${OWN_CONNECTION}".`,
      },
    ]);
  if (connections.get(id.connection(name)))
    throw new ControlError('taken', `There is a connection "${name}" already. Choose another name.`);
}

function schemaOf(type: string): Schema {
  return configSchema(type) ?? missing(`channel or system "${type}"`, 'See what connections can be made to.');
}

function pretendConfig({ life }: ControlParts, type: string): JsonObject {
  const config = life?.pretend(type);
  if (config) return config;
  throw new ControlError('refused', `There is no pretend ${type} to try. Connect the real one.`);
}

function checkKnown(schema: Schema, fields: JsonObject, type: string): void {
  const { properties = {} } = schema as { properties?: Record<string, unknown> };
  const known = Object.keys(properties);
  const strange = Object.keys(fields).find((name) => !known.includes(name));
  if (strange !== undefined) missing(`field "${strange}" of a ${type} connection`, `There is ${known.join(', ')}.`);
}

function checkFields({ record, config }: OpenConnection, fields: JsonObject): void {
  const schema = schemaOf(record.type);
  checkKnown(schema, fields, record.type);
  const next = Object.fromEntries(Object.entries({ ...config, ...fields }).filter(([, value]) => value !== null));
  const words = `"${record.key}" would not be right so. Nothing was changed.`;
  check(schema, withDefaults(schema, next), { words, place: 'config' });
}

/** Throws what is wrong, by the names of the fields. */
function check(schema: Schema, value: JsonObject, { words, place }: { words: string; place: string }): void {
  const findings = checkSchema(schema, value, [place]);
  if (findings.length > 0) throw new ControlError('invalid', words, findings);
}

type Kept = { record: ConnectionRecord; at: number };

function readKept(value: JsonValue): Kept | undefined {
  return isObject(value) && isObject(value['record']) ? (value as unknown as Kept) : undefined;
}

async function sweep({ store, now }: ControlParts): Promise<void> {
  const all = await store.list('setting', { from: PREFIX, before: 'connection-trash0' });
  const old = all.filter(({ value }) => (readKept(value)?.at ?? 0) < now() - KEPT_MS);
  if (old.length > 0) await store.commit(old.map(({ key }) => ({ op: 'delete', kind: 'setting', key })));
}
