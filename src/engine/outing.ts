import { hash } from 'node:crypto';
import type { Channel, ChannelIo } from '../channels/channel.ts';
import type { Connector, ConnectorIo } from '../connectors/connector.ts';
import { Failure, type FailureData } from '../base/failure.ts';
import type { EffectId } from '../base/ids.ts';
import type { JsonObject, JsonValue } from '../base/json.ts';
import { secretFields } from '../base/schema.ts';
import { openSecrets, secretsIn } from '../flow/secrets.ts';
import type { Http } from '../net/http.ts';
import type { EffectRecord, Exchange } from '../store/records.ts';
import type { ConnectionBook, OpenConnection } from './connection-book.ts';
import { createConnectorIo, type ConnectorWorld } from './connector-io.ts';
import { logExchanges } from './exchanges.ts';

/** What an attempt needs: the adapters by id, the way out, and the books. */
export type OutingOptions = ConnectorWorld & {
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
};

type Redactor = { text(text: string): string; value(value: JsonValue): JsonValue };

/** The idempotency key of an effect: the same for every attempt, 45 characters of `[A-Za-z0-9_-]`. */
export function effectKey(installation: string, effect: EffectId): string {
  return `rd${hash('sha256', `${installation}\n${effect}`, 'base64url')}`;
}

/** One attempt: the effect with its secrets opened, and a way out on which nothing shows them. */
export type Outing = {
  effect: EffectRecord;
  connection: OpenConnection;
  http: Http;
  log: ChannelIo['log'];
  redactor: Redactor;
  exchanges(): Exchange[];
};

/** Opens the way out for one attempt. Throws `not_found` or `invalid` where it cannot be made. */
export async function prepareOuting(options: OutingOptions, effect: EffectRecord): Promise<Outing> {
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

/** A failure without secrets: systems quote what they refuse, and a secret in it must not get into the history. */
export function masked(error: unknown, redactor: Redactor): unknown {
  if (!(error instanceof Failure)) return error;
  return new Failure(redactor.value(error.data) as unknown as FailureData, { cause: error });
}

/** The secrets that an effect carries handles of, by name. */
async function secretsOfEffect(options: OutingOptions, effect: EffectRecord): Promise<Record<string, string>> {
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

function connectionOf(options: OutingOptions, effect: EffectRecord): OpenConnection {
  const connection = effect.connection === null ? undefined : options.connections.get(effect.connection);
  if (connection?.record.shadow) {
    // Whoever asks for it: nothing goes out in shadow mode. It is asked for again, and pretended then.
    throw new Failure({ code: 'unavailable', message: `Connection "${effect.connection}" is in shadow mode.` });
  }
  if (connection) return connection;
  throw new Failure({
    code: 'not_found',
    message: `There is no connection "${effect.connection}". Add it to the project, or correct the name in the flow.`,
  });
}

/** The io of one effect's attempt. */
export function connectorIo(options: OutingOptions, { effect, connection, http, log }: Outing): ConnectorIo {
  const { unknownSince, attempts, sentAfter = effect.at } = effect;
  const attempt = { number: attempts + 1, ...(unknownSince === undefined ? {} : { unknownSince, sentAfter }) };
  const key = effectKey(options.installation, effect.key);
  return createConnectorIo(options, { connection, http, log, key, attempt, effect: effect.key });
}

/** Our own fault. */
export function defect(message: string): FailureData {
  return { code: 'defect', message };
}

function secretsOfConnection(options: OutingOptions, { record, config }: OpenConnection): string[] {
  const adapter = options.channels[record.type] ?? options.connectors[record.type];
  const secrets = adapter ? secretFields(adapter.config).map((name) => config[name]) : [];
  return secrets.filter((secret) => typeof secret === 'string');
}

const redactors = new WeakMap<JsonObject, Redactor>();

/** What hides the secrets of a connection; made once for each state of its configuration. */
export function redactorOf(options: OutingOptions, connection: OpenConnection): Redactor {
  let redactor = redactors.get(connection.config);
  if (!redactor)
    redactors.set(connection.config, (redactor = options.redactor(secretsOfConnection(options, connection))));
  return redactor;
}

/** What adapters log never shows a secret. */
export function logOf(options: OutingOptions, { record }: OpenConnection, redactor: Redactor): ChannelIo['log'] {
  return (message, facts) =>
    options.log(redactor.text(message), redactor.value({ connection: record.key, ...facts }) as JsonObject);
}
