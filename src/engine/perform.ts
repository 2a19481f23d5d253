import { hash } from 'node:crypto';
import { Compile, type Validator } from 'typebox/compile';
import type { Channel, ChannelIo } from '../channels/channel.ts';
import type { Connector, ConnectorIo } from '../connectors/connector.ts';
import { Failure, toFailureData, type FailureData } from '../base/failure.ts';
import type { ConnectionId, EffectId } from '../base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { checkSchema, secretFields, type Schema } from '../base/schema.ts';
import type { EffectRequest } from '../flow/run.ts';
import { openSecrets, secretsIn, withoutForeignHandles } from '../flow/secrets.ts';
import type { Http } from '../net/http.ts';
import type { EffectRecord, Exchange, FetchRequest } from '../store/records.ts';
import type { ConnectionBook, OpenConnection } from './connection-book.ts';
import { createConnectorIo, type ConnectorWorld } from './connector-io.ts';
import { logExchanges } from './exchanges.ts';
import type { Repeatable } from './retry.ts';

/** What performing needs: the adapters by id, the way out, and the books. */
export type PerformOptions = ConnectorWorld & {
  connections: ConnectionBook;
  channels: Readonly<Record<string, Channel>>;
  connectors: Readonly<Record<string, Connector>>;
  http: Http;
  /** Random name of this installation: two installations on one org never share a key. */
  installation: string;
  log(message: string, facts: JsonObject): void;
  /** Makes what takes these secrets out of a log line. */
  redactor(secrets: readonly string[]): Redactor;
  /**
   * What stands behind the handle of a secret; undefined where there is none of that name. Asked just before the effect
   * that carries the handle goes out. Handles can also be typed by customers: say who may have which.
   */
  secret?(name: string, effect: EffectRecord): string | undefined | Promise<string | undefined>;
  /** Brings the file of a message home; what it returns is the effect's output. Throws a `Failure`. */
  fetchMedia?(request: FetchRequest, connection: OpenConnection, io: ChannelIo): Promise<JsonObject>;
};

type Redactor = { text(text: string): string; value(value: JsonValue): JsonValue };

/** Performs effects: the only place where a flow touches the world. */
export type Perform = {
  /**
   * Makes one attempt. Throws a `Failure` when the world refuses. Before it settles, `seen` is told the HTTP requests
   * that the attempt made, secrets masked: none when it never went out.
   */
  attempt(effect: EffectRecord, seen?: (exchanges: readonly Exchange[]) => void): Promise<JsonObject>;
  /** What repeating this effect would do. Never throws. */
  repeatable(effect: EffectRecord): Repeatable;
  /** True where the connection reaches many systems: trouble with one of them says nothing about the others. */
  reachesMany?(connection: ConnectionId): boolean;
};

/** The idempotency key of an effect: the same for every attempt, 45 characters of `[A-Za-z0-9_-]`. */
export function effectKey(installation: string, effect: EffectId): string {
  return `rd${hash('sha256', `${installation}\n${effect}`, 'base64url')}`;
}

/** Creates the performer of single attempts. */
export function createPerform(options: PerformOptions): Perform {
  return {
    async attempt(effect, seen) {
      let outing: Outing | undefined;
      try {
        outing = await prepareOuting(options, effect);
        const output = await perform(options, outing);
        seen?.(effect.request.kind === 'send' ? outing.exchanges().map(withoutBodies) : outing.exchanges());
        return output;
      } catch (error) {
        seen?.(outing?.exchanges() ?? []);
        throw outing ? masked(error, outing.redactor) : error;
      }
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
    reachesMany(id) {
      const connection = options.connections.get(id);
      const connector = connection && options.connectors[connection.record.type];
      return connector?.reachesMany?.(connection?.config ?? {}) ?? false;
    },
  };
}

/** Of a message that was taken, what was said stands in the message, and the answer holds its id. */
function withoutBodies({ request: _said, response: _answer, ...exchange }: Exchange): Exchange {
  return exchange;
}

/** One attempt: the effect with its secrets opened, and a way out on which nothing shows them. */
type Outing = {
  effect: EffectRecord;
  connection: OpenConnection;
  http: Http;
  log: ChannelIo['log'];
  redactor: Redactor;
  exchanges(): Exchange[];
};

async function perform(options: PerformOptions, outing: Outing): Promise<JsonObject> {
  const { effect, connection, http, log } = outing;
  switch (effect.request.kind) {
    case 'send':
      return attemptSend(options, outing);
    case 'call':
      return attemptCall(options, outing);
    case 'fetch': {
      if (!options.fetchMedia) throw new Failure(defect('Nothing here can fetch files.'));
      const io: ChannelIo = { config: connection.config, http, now: options.now, log };
      return options.fetchMedia(effect.request, connection, io);
    }
    case 'poll':
      return attemptPoll(options, outing);
    default:
      throw new Failure(defect(`A ${effect.request.kind} is performed inside the commit, never outside.`));
  }
}

/** The secrets that an effect carries handles of, by name. */
async function secretsOfEffect(options: PerformOptions, effect: EffectRecord): Promise<Record<string, string>> {
  const { request } = effect;
  const carried = request.kind === 'call' ? request.input : request.kind === 'send' ? request.content : undefined;
  const names = new Set(secretsIn(carried));
  const opened: Record<string, string> = {};
  for (const name of names) {
    const value = await options.secret?.(name, effect);
    if (value === undefined) {
      throw new Failure({
        code: 'invalid',
        message: `There is no secret "${name}" for this. Add it to the secrets of the installation, or correct the name in the flow.`,
      });
    }
    opened[name] = value;
  }
  return opened;
}

function withSecrets(effect: EffectRecord, secrets: Readonly<Record<string, string>>): EffectRecord {
  const { request } = effect;
  if (Object.keys(secrets).length === 0) return effect;
  const open = (name: string): string => secrets[name] ?? '';
  if (request.kind === 'call') return { ...effect, request: { ...request, input: openSecrets(request.input, open) } };
  if (request.kind !== 'send') return effect;
  const content = openSecrets(request.content as JsonValue, open) as typeof request.content;
  return { ...effect, request: { ...request, content } };
}

async function prepareOuting(options: PerformOptions, effect: EffectRecord): Promise<Outing> {
  const connection = connectionOf(options, effect);
  const opened = await secretsOfEffect(options, effect);
  const secrets = [...secretsOfConnection(options, connection), ...Object.values(opened)];
  const own = Object.keys(opened).length === 0;
  const redactor = own ? redactorOf(options, connection) : options.redactor(secrets);
  const { http, kept } = logExchanges({
    http: options.http,
    now: options.now,
    mask: redactor.text,
    // Three characters for each byte of a secret in a URL.
    longestSecret: () => 3 * Math.max(0, ...secrets.map((secret) => secret.length)),
  });
  const log = logOf(options, connection, redactor);
  return { effect: withSecrets(effect, opened), connection, http, log, redactor, exchanges: kept };
}

/** Systems quote what they refuse: a secret in it must not get into the history. */
function masked(error: unknown, redactor: Redactor): unknown {
  if (!(error instanceof Failure)) return error;
  return new Failure(redactor.value(error.data) as unknown as FailureData, { cause: error });
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
    // What an input with secrets looks like is known only when it goes out.
    const went = secretsIn(input).length > 0 || fits(operation.input, input);
    return went ? operation.repeat(input, connection.config) : 'safe';
  } catch (error) {
    const { message } = toFailureData(error);
    logOf(
      options,
      connection,
      redactorOf(options, connection),
    )('an adapter cannot say what a repeat would do', { operation: name, message });
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

async function attemptSend(options: PerformOptions, { effect, connection, http, log }: Outing): Promise<JsonObject> {
  const { record, config } = connection;
  const channel = record.kind === 'channel' ? options.channels[record.type] : undefined;
  if (effect.request.kind !== 'send' || !channel || !effect.target) {
    throw new Failure(defect(`Connection "${record.key}" cannot send ${effect.key}.`));
  }
  const { to, channelContext } = effect.target;
  const io: ChannelIo = { config, http, now: options.now, log };
  return channel.send({ to, content: effect.request.content, key: effect.key, channelContext }, io);
}

async function attemptCall(options: PerformOptions, outing: Outing): Promise<JsonObject> {
  const { effect, connection } = outing;
  const { record } = connection;
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
  const output = await operation.run(input, connectorIo(options, outing));
  if (!isObject(output)) throw new Failure(defect(`Operation "${name}" did not return an object.`));
  // What comes from outside is text, whatever it looks like.
  return withoutForeignHandles(output);
}

/** Looks for what is new in an outside system. */
async function attemptPoll(options: PerformOptions, outing: Outing): Promise<JsonObject> {
  const { effect, connection } = outing;
  const { record } = connection;
  if (effect.request.kind !== 'poll') throw new Failure(defect(`${effect.key} is no look at anything.`));
  const { poll: name, input, cursor } = effect.request;
  const poll = record.kind === 'connector' ? options.connectors[record.type]?.polls?.[name] : undefined;
  if (!poll) {
    const message = `Connection "${record.key}" (${record.type}) cannot look for "${name}". Correct the name in the flow.`;
    throw new Failure({ code: 'unsupported', message });
  }
  checkInput(name, poll.input, input);
  const { items, cursor: next } = await poll.run(input, cursor, connectorIo(options, outing));
  return { items: items.map(withoutForeignHandles), cursor: next };
}

function connectorIo(options: PerformOptions, { effect, connection, http, log }: Outing): ConnectorIo {
  const { unknownSince, attempts } = effect;
  const attempt = { number: attempts + 1, ...(unknownSince === undefined ? {} : { unknownSince }) };
  const key = effectKey(options.installation, effect.key);
  return createConnectorIo(options, { connection, http, log, key, attempt, effect: effect.key });
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

function secretsOfConnection(options: PerformOptions, { record, config }: OpenConnection): string[] {
  const adapter = options.channels[record.type] ?? options.connectors[record.type];
  const secrets = adapter ? secretFields(adapter.config).map((name) => config[name]) : [];
  return secrets.filter((secret) => typeof secret === 'string');
}

const redactors = new WeakMap<JsonObject, Redactor>();

/** What hides the secrets of a connection; made once for each state of its configuration. */
function redactorOf(options: PerformOptions, connection: OpenConnection): Redactor {
  let redactor = redactors.get(connection.config);
  if (!redactor)
    redactors.set(connection.config, (redactor = options.redactor(secretsOfConnection(options, connection))));
  return redactor;
}

/** What adapters log never shows a secret. */
function logOf(options: PerformOptions, { record }: OpenConnection, redactor: Redactor): ChannelIo['log'] {
  return (message, facts) =>
    options.log(redactor.text(message), redactor.value({ connection: record.key, ...facts }) as JsonObject);
}
