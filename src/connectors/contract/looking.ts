import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { recordingHttp } from '../../net/testing/recording-http.ts';
import type { ConnectorIo, Operation, Planned } from '../connector.ts';
import {
  assertNoSecret,
  assertSchema,
  BAD_WORLDS,
  connectionOf,
  deepFreeze,
  KEY,
  MOST_CALLS,
  type ConnectorContract,
} from './suite.ts';

/** Most values that are suggested at once. */
const MOST_SUGGESTIONS = 20;

type Look = (operation: Operation, input: JsonObject, io: ConnectorIo) => Promise<void>;

/** What each of the optional looks of an operation promises; a look that is not there promises nothing. */
const LOOKS: Readonly<Record<'shape' | 'suggest' | 'inspect' | 'propose' | 'dryRun', Look>> = {
  async shape(operation, input, io) {
    const shape = await operation.shape?.(input, io);
    if (shape) assertSchema(shape, 'the shape');
  },
  async suggest(operation, input, io) {
    for (const member of Object.keys(input)) {
      const found = (await operation.suggest?.({ input, path: [member], text: '' }, io)) ?? [];
      assert.ok(found.length <= MOST_SUGGESTIONS, `${found.length} suggestions for ${member}`);
      for (const { value, label } of found) assert.ok(value !== undefined && label !== '');
    }
  },
  async inspect(operation, input, io) {
    for (const { code, path, message, fix } of (await operation.inspect?.(
      input as Readonly<Record<string, Planned>>,
      io,
    )) ?? []) {
      assert.match(code, /^[a-z][a-z-]*$/);
      assert.ok(path.length > 0 && message.length > 10 && fix.length > 5, `${code} says too little`);
    }
  },
  async propose(operation, input, io) {
    const known = [{ means: 'name', template: '{{ contact.name }}' }] as const;
    const proposal = await operation.propose?.({ input, known }, io);
    for (const { path, why } of proposal?.why ?? []) assert.ok(path.length > 0 && why !== '');
  },
  async dryRun(operation, input, io) {
    const trial = await operation.dryRun?.(input, io);
    if (trial) assert.ok(trial.blind.length > 0, 'no trial sees everything');
  },
};

/** Registers the test cases for the looks that operations offer: forms, suggestions, findings, proposals, trials. */
export function testLooks<C extends JsonObject>(contract: ConnectorContract<C>): void {
  for (const [name, operation] of Object.entries(contract.connector.operations)) {
    for (const [member, look] of Object.entries(LOOKS)) {
      if (!(member in operation)) continue;
      const ask = { contract, name, member, look };
      good(ask);
      for (const world of BAD_WORLDS) bad(ask, world);
    }
  }
}

type Case<C extends JsonObject> = { contract: ConnectorContract<C>; name: string; member: string; look: Look };

function good<C extends JsonObject>({ contract, name, member, look }: Case<C>): void {
  const { connector, config, examples } = contract;
  test(`${connector.id}: ${member} of ${name} looks and changes neither input nor configuration`, async () => {
    const connection = connectionOf(contract, contract.world(), deepFreeze(config));
    const input = deepFreeze(structuredClone(examples[name] ?? {}));
    await run(connector.operations[name], { input, io: connection.io(KEY), look });
    assertNoSecret(contract, { logs: connection.logs });
  });
}

function bad<C extends JsonObject>(
  { contract, name, member, look }: Case<C>,
  world: (typeof BAD_WORLDS)[number],
): void {
  const { connector, examples } = contract;
  test(`${connector.id}: ${member} of ${name} answers or fails as it should when the world ${world.name}`, async () => {
    const { http, requests } = recordingHttp(() => world.reply);
    const connection = connectionOf(contract, http);
    try {
      await run(connector.operations[name], { input: examples[name] ?? {}, io: connection.io(KEY), look });
    } catch (error) {
      assert.ok(error instanceof Failure, `not a Failure: ${String(error)}`);
      assert.notEqual(error.code, 'defect', error.message);
      assertNoSecret(contract, { failure: error.data });
    }
    assert.ok(requests.length <= MOST_CALLS * 2, `${requests.length} calls`);
  });
}

async function run<C extends JsonObject>(
  operation: Operation<C> | undefined,
  { input, io, look }: { input: JsonObject; io: ConnectorIo<C>; look: Look },
): Promise<void> {
  assert.ok(operation);
  await look(operation, input, io);
}
