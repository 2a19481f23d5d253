import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure, FAILURE_CODES } from '../base/failure.ts';
import type { JsonObject } from '../base/json.ts';
import { checkSchema, secretFields, type Schema } from '../base/schema.ts';
import type { Http, HttpRequest } from '../net/http.ts';
import { recordingHttp } from '../net/testing/recording-http.ts';
import { testLooks } from './contract/looking.ts';
import { testGrouping } from './contract/grouping.ts';
import { testPolls } from './contract/polling.ts';
import { testSignIn } from './contract/signing-in.ts';
import {
  assertNoSecret,
  assertSchema,
  BAD_WORLDS,
  connectionOf,
  deepFreeze,
  KEY,
  MOST_CALLS,
  type ConnectorContract,
} from './contract/suite.ts';

/** Registers the test cases that every connector passes. */
export function testConnector<C extends JsonObject>(contract: ConnectorContract<C>): void {
  const { connector } = contract;
  describeItself(contract);
  for (const operation of Object.keys(connector.operations)) {
    succeeds(contract, operation);
    repeats(contract, operation);
    for (const world of BAD_WORLDS) fails(contract, operation, world);
  }
  testLooks(contract);
  testGrouping(contract);
  testPolls(contract);
  testSignIn(contract);
  checks(contract);
}

function describeItself<C extends JsonObject>({ connector, config, examples }: ConnectorContract<C>): void {
  const { id } = connector;
  test(`${id}: the configuration has a valid schema and titles, and fits it`, () => {
    assert.match(id, /^[a-z][a-z0-9-]*$/);
    assert.notEqual(connector.title, '');
    assertSchema(connector.config, 'config');
    assert.deepEqual(checkSchema(connector.config, config), []);
    for (const field of secretFields(connector.config)) {
      assert.equal(typeof config[field], 'string', `the contract's config needs a value for the secret ${field}`);
    }
  });
  test(`${id}: every operation is documented, has valid schemas and an example`, () => {
    assert.ok(Object.keys(connector.operations).length > 0);
    for (const [name, operation] of Object.entries(connector.operations)) {
      assert.match(name, /^[a-z][A-Za-z0-9]*$/);
      assert.notEqual(operation.title, '');
      assert.ok(operation.description.length > 20, `${name} has no description`);
      assertSchema(operation.input, `${name}.input`);
      assertSchema(operation.output, `${name}.output`);
      assert.deepEqual(checkSchema(operation.input, examples[name]), [], `no fitting example for ${name}`);
      assert.deepEqual(operation.outcomes ?? [], outcomesIn(operation.output), `the outcomes of ${name}`);
    }
  });
}

function succeeds<C extends JsonObject>(contract: ConnectorContract<C>, name: string): void {
  const { connector, config, examples } = contract;
  test(`${connector.id}: ${name} gives what its schema says, and changes neither input nor configuration`, async () => {
    const connection = connectionOf(contract, contract.world(), deepFreeze(config));
    const input = deepFreeze(structuredClone(examples[name] ?? {}));
    const output = await operationOf(contract, name).run(input, connection.io(KEY));
    const { outcomes } = operationOf(contract, name);
    assert.deepEqual(checkSchema(operationOf(contract, name).output, output), []);
    const { outcome } = output;
    if (outcomes) assert.ok(typeof outcome === 'string' && outcomes.includes(outcome), JSON.stringify(output));
    assert.deepEqual(JSON.parse(JSON.stringify(output)), output, 'the output is plain JSON');
    assertNoSecret(contract, { output, logs: connection.logs });
  });
}

function repeats<C extends JsonObject>(contract: ConnectorContract<C>, name: string): void {
  const { connector, config, examples } = contract;
  test(`${connector.id}: ${name} declares how it repeats, and keeps to it`, async () => {
    const input = examples[name] ?? {};
    const repeat = operationOf(contract, name).repeat(input, config);
    assert.ok(['safe', 'keyed', 'unsafe'].includes(repeat));
    assert.equal(operationOf(contract, name).repeat(input, config), repeat);
    if (repeat !== 'keyed') return;
    const world = contract.world();
    const ask = async () => {
      const { http, requests } = listening(world);
      await operationOf(contract, name).run(input, connectionOf(contract, http).io(KEY));
      return requests.map(({ method, url, body }) => ({ method, url, body }));
    };
    const first = await ask();
    const second = await ask();
    assert.deepEqual(second, first, 'the same effect is asked for in the same way');
    if (contract.keyedByInput?.includes(name)) return;
    assert.ok(JSON.stringify(first).includes(KEY), 'a keyed operation passes io.key on');
  });
}

function fails<C extends JsonObject>(
  contract: ConnectorContract<C>,
  name: string,
  world: (typeof BAD_WORLDS)[number],
): void {
  const { connector, config, examples } = contract;
  const skip = contract.worldless ?? false;
  test(`${connector.id}: ${name} fails as it should when the world ${world.name}`, { skip }, async () => {
    const { http, requests } = recordingHttp(() => world.reply);
    const connection = connectionOf(contract, http);
    const thrown = await operationOf(contract, name)
      .run(examples[name] ?? {}, connection.io(KEY))
      .then(
        () => assert.fail('it succeeded'),
        (error: unknown) => error,
      );
    assert.ok(thrown instanceof Failure, `not a Failure: ${String(thrown)}`);
    assert.ok(FAILURE_CODES.includes(thrown.code));
    assert.ok(world.allowed.includes(thrown.code), `${thrown.code}: ${thrown.message}`);
    assert.ok(thrown.message.length > 10);
    assert.ok(requests.length <= MOST_CALLS, `${requests.length} calls`);
    assert.deepEqual(connection.config(), config, 'nothing is stored');
    assertNoSecret(contract, { failure: thrown.data, logs: connection.logs });
  });
}

function checks<C extends JsonObject>(contract: ConnectorContract<C>): void {
  const { connector } = contract;
  test(`${connector.id}: check finds a good world in order`, async () => {
    const connection = connectionOf(contract, contract.world());
    const probes = await connector.check(connection.io(KEY));
    assert.ok(probes.length > 0);
    for (const probe of probes) assert.ok(probe.ok, `${probe.name}: ${probe.message}`);
    assertNoSecret(contract, { probes, logs: connection.logs });
  });
  const skip = contract.worldless ?? false;
  for (const world of BAD_WORLDS) {
    test(`${connector.id}: check reports, with a cure, a world that ${world.name}`, { skip }, async () => {
      const { http } = recordingHttp(() => world.reply);
      const connection = connectionOf(contract, http);
      const probes = await connector.check(connection.io(KEY));
      const bad = probes.filter((probe) => !probe.ok);
      assert.ok(bad.length > 0);
      for (const probe of bad) assert.ok(probe.message && probe.fix, `${probe.name} has no cure`);
      assertNoSecret(contract, { probes, logs: connection.logs });
    });
  }
}

/** The outcomes that the form of an output tells. */
function outcomesIn({ properties }: Schema & { properties?: { outcome?: { enum?: string[] } } }): string[] {
  return properties?.outcome?.enum ?? [];
}

/** The same world, with a record of what is asked of it. */
function listening(world: Http): { http: Http; requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const http: Http = (request) => {
    requests.push(request);
    return world(request);
  };
  return { http, requests };
}

function operationOf<C extends JsonObject>({ connector }: ConnectorContract<C>, name: string) {
  const operation = connector.operations[name];
  assert.ok(operation, `no operation ${name}`);
  return operation;
}
