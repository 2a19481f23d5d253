import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { Failure } from '../../base/failure.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { checkSchema } from '../../base/schema.ts';
import { recordingHttp } from '../../net/testing/recording-http.ts';
import { MOST_ITEMS, type Poll } from '../connector.ts';
import { memoryConnection } from '../testing/memory-connection.ts';
import {
  assertNoSecret,
  assertSchema,
  BAD_WORLDS,
  deepFreeze,
  KEY,
  MOST_CALLS,
  type ConnectorContract,
  type PollSample,
} from './suite.ts';

/** Registers the cases that every poll of a connector passes. */
export function testPolls<C extends JsonObject>(contract: ConnectorContract<C>): void {
  describePolls(contract);
  for (const poll of Object.keys(contract.connector.polls ?? {})) {
    finds(contract, poll);
    for (const world of BAD_WORLDS) cannotLook(contract, poll, world);
  }
}

function describePolls<C extends JsonObject>({ connector, polls = {} }: ConnectorContract<C>): void {
  test(`${connector.id}: every poll is documented, has valid schemas and a sample`, () => {
    assert.deepEqual(Object.keys(connector.polls ?? {}).sort(), Object.keys(polls).sort());
    for (const [name, poll] of Object.entries(connector.polls ?? {})) {
      assert.match(name, /^[a-z][A-Za-z0-9]*$/);
      assert.notEqual(poll.title, '');
      assert.ok(poll.description.length > 20, `${name} has no description`);
      assertSchema(poll.input, `${name}.input`);
      assertSchema(poll.item, `${name}.item`);
      assert.deepEqual(checkSchema(poll.input, polls[name]?.input), [], `no fitting sample for ${name}`);
      assert.ok(polls[name]?.items.length, `the sample for ${name} has no news`);
    }
  });
}

/** Looks that a walk through the news of a sample may take. */
const MOST_LOOKS = 50;

function finds<C extends JsonObject>(contract: ConnectorContract<C>, name: string): void {
  const { connector } = contract;
  test(`${connector.id}: the first look for ${name} finds nothing and begins at this moment`, async () => {
    const { found } = await look(contract, name, null);
    assert.deepEqual(found.items, []);
    assert.notEqual(found.cursor, null);
    assert.deepEqual((await look(contract, name, found.cursor)).found.items, [], 'nothing has come since');
  });
  test(`${connector.id}: the same cursor for ${name} gives the same items and cursor at the same time`, async () => {
    const { cursor } = sampleOf(contract, name);
    const at = Date.now();
    const looked = async () => (await look(contract, name, cursor, () => at)).found;
    assert.deepEqual(await looked(), await looked());
  });
  test(`${connector.id}: looking for ${name} gives everything at least once, in order, and comes to an end`, async () => {
    const sample = sampleOf(contract, name);
    const seen: JsonObject[] = [];
    let cursor = sample.cursor;
    for (let looks = 0; ; looks++) {
      assert.ok(looks < MOST_LOOKS, `${looks} looks found no end`);
      const { found, shown } = await look(contract, name, cursor);
      assert.ok(found.items.length <= MOST_ITEMS, `${found.items.length} items at once`);
      for (const item of found.items) assert.deepEqual(checkSchema(pollOf(contract, name).item, item), []);
      assert.deepEqual(JSON.parse(JSON.stringify(found)), found, 'what was found is plain JSON');
      assertNoSecret(contract, shown);
      const fresh = found.items.filter((item) => !seen.some((other) => isDeepStrictEqual(other, item)));
      seen.push(...fresh);
      if (fresh.length === 0 && isDeepStrictEqual(found.cursor, cursor)) break;
      cursor = found.cursor;
    }
    assert.deepEqual(seen, sample.items);
  });
}

function cannotLook<C extends JsonObject>(
  contract: ConnectorContract<C>,
  name: string,
  world: (typeof BAD_WORLDS)[number],
): void {
  const { connector, config } = contract;
  test(`${connector.id}: looking for ${name} fails as it should when the world ${world.name}`, async () => {
    const { http, requests } = recordingHttp(() => world.reply);
    const connection = memoryConnection({ config, http });
    const { input, cursor } = sampleOf(contract, name);
    const thrown = await pollOf(contract, name)
      .run(input, cursor, connection.io(KEY))
      .then(
        () => assert.fail('it succeeded'),
        (error: unknown) => error,
      );
    assert.ok(thrown instanceof Failure, `not a Failure: ${String(thrown)}`);
    assert.ok(world.allowed.includes(thrown.code), `${thrown.code}: ${thrown.message}`);
    assert.ok(requests.length <= MOST_CALLS, `${requests.length} calls`);
    assertNoSecret(contract, { failure: thrown.data, logs: connection.logs });
  });
}

/** One look at the contract's world, with everything that it shows. */
async function look<C extends JsonObject>(
  contract: ConnectorContract<C>,
  name: string,
  cursor: JsonValue,
  now: () => number = Date.now,
) {
  const connection = memoryConnection({ config: deepFreeze(contract.config), http: contract.world(), now });
  const input = deepFreeze(structuredClone(sampleOf(contract, name).input));
  const found = await pollOf(contract, name).run(input, deepFreeze(cursor), connection.io(KEY));
  return { found, shown: { found, logs: connection.logs } };
}

function sampleOf<C extends JsonObject>({ polls }: ConnectorContract<C>, name: string): PollSample {
  const sample = polls?.[name];
  assert.ok(sample, `no sample for the poll ${name}`);
  return sample;
}

function pollOf<C extends JsonObject>({ connector }: ConnectorContract<C>, name: string): Poll<C> {
  const poll = connector.polls?.[name];
  assert.ok(poll, `no poll ${name}`);
  return poll;
}
