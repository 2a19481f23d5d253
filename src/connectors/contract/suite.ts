import assert from 'node:assert/strict';
import { Ajv } from 'ajv';
import { Failure, type FailureCode } from '../../base/failure.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { secretFields, type Schema } from '../../base/schema.ts';
import type { Http } from '../../net/http.ts';
import type { Reply } from '../../net/testing/recording-http.ts';
import type { Connector } from '../connector.ts';
import { memoryConnection, type MemoryConnection, type MemoryConnectionOptions } from '../testing/memory-connection.ts';

/** What the suite needs to know about one connector. */
export type ConnectorContract<C extends JsonObject> = {
  connector: Connector<C>;
  /** A whole configuration: every secret field holds a value that occurs nowhere else. */
  config: C;
  /** One input for each operation that succeeds in `world`. */
  examples: Readonly<Record<string, JsonObject>>;
  /** An outside system in which every example succeeds and `check` finds nothing wrong. */
  world: () => Http;
  /** Operations that the outside system recognises by a key in their input rather than by `io.key`. */
  keyedByInput?: readonly string[];
  /** For a connector that asks nothing of any system: why. The cases in which the world refuses are skipped with it. */
  worldless?: string;
  /** Files that the examples name. */
  media?: MemoryConnectionOptions<C>['media'];
  /** One sample for each poll. */
  polls?: Readonly<Record<string, PollSample>>;
};

/** News that `world` holds for a poll, and where to begin looking for them. */
export type PollSample = {
  input: JsonObject;
  /** A cursor from before the news. */
  cursor: JsonValue;
  /** The items that have come since, in order. */
  items: readonly JsonObject[];
};

/** The key of the effects that the suite performs. */
export const KEY = `rd${'Ab3_-'.repeat(8)}Zz09`;
/** Requests that one attempt may make. */
export const MOST_CALLS = 10;

/** Ways in which the world refuses, and the failures that may come of them. */
export const BAD_WORLDS: readonly { name: string; reply: Reply; allowed: readonly FailureCode[] }[] = [
  {
    name: 'cannot be reached',
    reply: { fails: new Failure({ code: 'unavailable', message: 'No route to host.' }) },
    allowed: ['unavailable'],
  },
  {
    name: 'takes the request and gives no answer',
    reply: { fails: new Failure({ code: 'unknown_outcome', message: 'Socket closed.' }) },
    allowed: ['unknown_outcome', 'unavailable'],
  },
  {
    name: 'answers 500 with a web page',
    reply: { status: 500, body: '<html>Oops</html>' },
    allowed: ['unknown_outcome', 'unavailable'],
  },
  {
    name: 'answers 200 with a web page',
    reply: { status: 200, body: '<html>Down for maintenance</html>' },
    allowed: ['unknown_outcome', 'unavailable'],
  },
  {
    name: 'limits the rate',
    reply: { status: 429, headers: { 'retry-after': '7' }, body: '' },
    allowed: ['rate_limited'],
  },
  {
    name: 'refuses the credentials for ever',
    reply: { status: 401, body: '' },
    allowed: ['auth', 'denied', 'unavailable'],
  },
];

/** A connection of the contract, with the files of its examples. */
export function connectionOf<C extends JsonObject>(
  { config, media }: ConnectorContract<C>,
  http: Http,
  given: C = config,
): MemoryConnection<C> {
  return memoryConnection({ config: given, http, ...(media ? { media } : {}) });
}

/** A valid schema of an object whose members have titles. */
export function assertSchema(schema: Schema, name: string): void {
  const ajv = new Ajv({ strict: false });
  assert.ok(ajv.validateSchema(schema), `${name}: ${ajv.errorsText()}`);
  const { type, properties } = schema as { type?: string; properties?: Record<string, { title?: string }> };
  assert.equal(type, 'object', `${name} describes an object`);
  for (const [field, property] of Object.entries(properties ?? {})) {
    assert.ok(property.title, `${name}.${field} has no title`);
  }
}

/** No secret of the configuration stands in what is shown. */
export function assertNoSecret<C extends JsonObject>(
  { connector, config }: ConnectorContract<C>,
  shown: unknown,
): void {
  const text = JSON.stringify(shown);
  for (const field of secretFields(connector.config)) {
    assert.ok(!text.includes(config[field] as string), `the secret ${field} is shown: ${text}`);
  }
}

/** Makes a value that nobody can change. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
