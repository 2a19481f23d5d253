import { hash } from 'node:crypto';
import { Compile, type Validator } from 'typebox/compile';
import type { Channel, ChannelIo } from '../channels/channel.ts';
import type { Connector, ConnectorIo } from '../connectors/connector.ts';
import { Failure, toFailureData, type FailureData } from '../base/failure.ts';
import type { ConnectionId, EffectId } from '../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { checkSchema, secretFields, type Schema } from '../base/schema.ts';
import type { EffectRequest } from '../flow/run.ts';
import type { Http } from '../net/http.ts';
import type { EffectRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { ConnectionBook, OpenConnection } from './connection-book.ts';
import type { Repeatable } from './retry.ts';

/** What performing needs: the adapters by id, the way out, and the books. */
export type PerformOptions = {
  store: Store;
  connections: ConnectionBook;
  channels: Readonly<Record<string, Channel>>;
  connectors: Readonly<Record<string, Connector>>;
  http: Http;
  /** Random name of this installation: two installations on one org never share a key. */
  installation: string;
  now(): number;
  log(message: string, facts: JsonObject): void;
  /** Makes what takes these secrets out of a log line. */
  redactor(secrets: readonly string[]): { text(text: string): string; value(value: JsonValue): JsonValue };
};

/** Performs effects: the only place where a flow touches the world. */
export type Perform = {
  /** Makes one attempt. Throws a `Failure` when the world refuses. */
  attempt(effect: EffectRecord): Promise<JsonObject>;
  /** What repeating this effect would do. Never throws. */
  repeatable(effect: EffectRecord): Repeatable;
};

/** The idempotency key of an effect: the same for every attempt, 45 characters of `[A-Za-z0-9_-]`. */
export function effectKey(installation: string, effect: EffectId): string {
  return `rd${hash('sha256', `${installation}\n${effect}`, 'base64url')}`;
}

/** Creates the performer of single attempts. */
export function createPerform(options: PerformOptions): Perform {
  return {
    async attempt(effect) {
      const connection = connectionOf(options, effect);
      if (effect.request.kind === 'send') return attemptSend(options, effect, connection);
      if (effect.request.kind === 'call') return attemptCall(options, effect, connection);
      throw new Failure(defect(`A ${effect.request.kind} is performed inside the commit, never outside.`));
    },
    repeatable(effect) {
      const connection = effect.connection === null ? undefined : options.connections.get(effect.connection);
      if (!connection) return 'safe';
      if (effect.request.kind === 'send') {
        const capabilities = options.channels[connection.record.type]?.capabilities;
        return capabilities?.sendKey ? 'keyed' : capabilities?.proof ? 'proof' : 'twice';
      }
      if (effect.request.kind !== 'call') return 'safe';
      return repeatableCall(options, effect.request, connection);
    },
  };
}

/** What is refused before it goes out does no harm; where the adapter cannot say, a person must decide. */
function repeatableCall(
  options: PerformOptions,
  { operation: name, input }: Extract<EffectRequest, { kind: 'call' }>,
  connection: OpenConnection,
): Repeatable {
  const operation = options.connectors[connection.record.type]?.operations[name];
  if (!operation) return 'safe';
  try {
    return fits(operation.input, input) ? operation.repeat(input, connection.config) : 'safe';
  } catch (error) {
    const { message } = toFailureData(error);
    logOf(options, connection)('an adapter cannot say what a repeat would do', { operation: name, message });
    return 'unsafe';
  }
}

function defect(message: string): FailureData {
  return { code: 'defect', message };
}

function connectionOf(options: PerformOptions, effect: EffectRecord): OpenConnection {
  const connection = effect.connection === null ? undefined : options.connections.get(effect.connection);
  if (connection) return connection;
  throw new Failure({
    code: 'not_found',
    message: `There is no connection "${effect.connection}". Add it to the project, or correct the name in the flow.`,
  });
}

async function attemptSend(
  options: PerformOptions,
  effect: EffectRecord,
  connection: OpenConnection,
): Promise<JsonObject> {
  const { record, config } = connection;
  const channel = record.kind === 'channel' ? options.channels[record.type] : undefined;
  if (effect.request.kind !== 'send' || !channel || !effect.target) {
    throw new Failure(defect(`Connection "${record.key}" cannot send ${effect.key}.`));
  }
  const { to, channelContext } = effect.target;
  const io: ChannelIo = { config, http: options.http, now: options.now, log: logOf(options, connection) };
  return channel.send({ to, content: effect.request.content, key: effect.key, channelContext }, io);
}

async function attemptCall(
  options: PerformOptions,
  effect: EffectRecord,
  connection: OpenConnection,
): Promise<JsonObject> {
  const { record, config } = connection;
  if (effect.request.kind !== 'call') throw new Failure(defect(`${effect.key} is not a call.`));
  const { operation: name, input } = effect.request;
  const operation = record.kind === 'connector' ? options.connectors[record.type]?.operations[name] : undefined;
  if (!operation) {
    throw new Failure({
      code: 'unsupported',
      message: `Connection "${record.key}" (${record.type}) has no operation "${name}". Correct the name in the flow.`,
    });
  }
  checkInput(name, operation.input, input);
  const io: ConnectorIo = {
    config,
    http: options.http,
    now: options.now,
    key: effectKey(options.installation, effect.key),
    attempt: {
      number: effect.attempts + 1,
      ...(effect.unknownSince === undefined ? {} : { unknownSince: effect.unknownSince }),
    },
    log: logOf(options, connection),
    connection: { update: (change) => options.connections.update(record.key, change) },
    memory: memoryOf(options.store, record.key),
  };
  const output = await operation.run(input, io);
  if (!isObject(output)) throw new Failure(defect(`Operation "${name}" did not return an object.`));
  return output;
}

/** Throws `invalid` for an input that the operation does not take. */
function checkInput(operation: string, schema: Schema, input: JsonObject): void {
  if (fits(schema, input)) return;
  const misfits = checkSchema(schema, input);
  const where = misfits[0]?.path.join('.');
  throw new Failure({
    code: 'invalid',
    message: `The input of "${operation}" does not fit${where ? ` at ${where}` : ''}: ${misfits[0]?.message ?? 'it has another form'}.`,
    fields: misfits.map((misfit) => misfit.path.join('.')),
  });
}

const compiled = new WeakMap<Schema, Validator>();

/** True when a value fits a schema; the schema is compiled once. */
function fits(schema: Schema, value: unknown): boolean {
  let validator = compiled.get(schema);
  if (!validator) compiled.set(schema, (validator = Compile(schema)));
  return validator.Check(value);
}

/** What adapters log never shows a secret of their connection. */
function logOf(options: PerformOptions, { record, config }: OpenConnection): ChannelIo['log'] {
  const adapter = options.channels[record.type] ?? options.connectors[record.type];
  return (message, facts) => {
    const secrets = adapter ? secretFields(adapter.config).map((name) => config[name]) : [];
    const redactor = options.redactor(secrets.filter((secret) => typeof secret === 'string'));
    options.log(redactor.text(message), redactor.value({ connection: record.key, ...facts }) as JsonObject);
  };
}

function memoryOf(store: Store, connection: ConnectionId): ConnectorIo['memory'] {
  return {
    get: async (name) => (await store.get('memory', `${connection}/${name}`))?.value,
    put: (name, value) =>
      store.commit([{ op: 'put', kind: 'memory', record: { key: `${connection}/${name}`, value } }]),
  };
}
