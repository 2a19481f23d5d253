import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkSchema } from '../base/schema.ts';
import type { JsonObject } from '../base/json.ts';
import { advance } from '../flow/advance.ts';
import { types as known } from '../flow/testing/arbitrary-flow.contract.ts';
import { arbitraryMoves, eventOf, ORDINARY } from '../flow/testing/arbitrary-moves.contract.ts';
import { arbitraryOf } from '../flow/testing/arbitrary-params.contract.ts';
import { holdsAlways } from '../flow/testing/fuzz.contract.ts';
import { flowOf, fresh } from '../flow/testing/small-flow.contract.ts';
import type { Run } from '../flow/run.ts';
import { steps } from './index.ts';

const types = { ...known, channels: { wa: known.channels['example']! } };

for (const [name, type] of Object.entries(steps)) {
  const params = arbitraryOf(type.params)
    .map((given) => JSON.parse(JSON.stringify(given)) as JsonObject)
    .filter((given) => checkSchema(type.params, given).length === 0);
  const story = fc.record({
    params,
    vars: fc.constantFrom<JsonObject[]>({}, { a: 1, b: 'x' }, { a: [1, { id: 2 }, null], b: '2026-12-24' }),
    moves: arbitraryMoves,
  });
  holdsAlways(`${name}: whatever its form takes is checked, entered and taken up without a defect`, story, {
    cases: 40,
    holds: ({ params: given, vars, moves }) => {
      const found = type.validate?.(given, ['params']) ?? [];
      assert.ok(found.every(({ path }) => path[0] === 'params'));
      const exits = type.outcomes(given);
      assert.ok(found.length > 0 || new Set(exits).size === exits.length, 'each exit is there once');
      assert.ok(Object.keys(type.writes?.(given) ?? {}).every((variable) => typeof variable === 'string'));
      const flow = flowOf({
        first: { type: name, params: given, next: Object.fromEntries(exits.map((exit) => [exit, 'end'])) },
        end: { type: 'end' },
      });
      let run: Run = { ...fresh, vars };
      for (const move of [ORDINARY, ...moves]) run = advance(flow, run, eventOf(run, move), types).run;
      assert.notEqual(run.failure?.code, 'defect', run.failure?.message ?? name);
      assert.deepEqual(JSON.parse(JSON.stringify(run)), run);
    },
  });
}
