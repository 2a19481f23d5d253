import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAILURE_CODES, toFailureData } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { recordingHttp } from '../../net/testing/recording-http.ts';
import type { BatchResult, Operation } from '../connector.ts';
import { memoryConnection } from '../testing/memory-connection.ts';
import { assertNoSecret, BAD_WORLDS, deepFreeze, KEY, MOST_CALLS, type ConnectorContract } from './suite.ts';

/** Effects that are tried together. */
const TOGETHER = 3;

/** Registers the cases for operations that perform several inputs with few requests. */
export function testGrouping<C extends JsonObject>(contract: ConnectorContract<C>): void {
  const { connector, config, examples } = contract;
  for (const [name, operation] of Object.entries(connector.operations)) {
    if (!operation.runMany) continue;
    const input = deepFreeze(structuredClone(examples[name] ?? {}));
    test(`${connector.id}: ${name} tells what goes together, the same each time`, () => {
      assert.ok(operation.groupKey && operation.groupSize, 'runMany comes with groupKey and groupSize');
      const key = operation.groupKey(input, config);
      assert.equal(operation.groupKey(input, config), key);
      const size = operation.groupSize(key ?? '', { config, local: new Map() });
      assert.ok(Number.isInteger(size) && size >= 1, `a group of ${size}`);
    });
    if (operation.groupKey?.(input, config) === undefined) continue;
    for (const world of BAD_WORLDS) failsTogether(contract, { name, operation, input }, world);
  }
}

type Sample<C extends JsonObject> = { name: string; operation: Operation<C>; input: JsonObject };

function failsTogether<C extends JsonObject>(
  contract: ConnectorContract<C>,
  { name, operation, input }: Sample<C>,
  world: (typeof BAD_WORLDS)[number],
): void {
  const { connector, config } = contract;
  const skip = contract.worldless ?? false;
  test(
    `${connector.id}: ${name} of several fails for each as it should when the world ${world.name}`,
    { skip },
    async () => {
      const { http, requests } = recordingHttp(() => world.reply);
      const connection = memoryConnection({ config, http });
      const items = Array.from({ length: TOGETHER }, (_, index) => ({ input, io: connection.io(`${KEY}${index}`) }));
      const results: readonly BatchResult[] | undefined = await operation
        .runMany?.(items, connection.io(KEY))
        .catch((error: unknown) => items.map(() => ({ failure: toFailureData(error) })));
      assert.equal(results?.length, TOGETHER);
      for (const result of results) {
        assert.ok('failure' in result, 'it succeeded');
        assert.ok(FAILURE_CODES.includes(result.failure.code));
        assert.ok(world.allowed.includes(result.failure.code), `${result.failure.code}: ${result.failure.message}`);
      }
      assert.ok(requests.length <= MOST_CALLS * TOGETHER, `${requests.length} calls`);
      assertNoSecret(contract, { results, logs: connection.logs });
    },
  );
}
