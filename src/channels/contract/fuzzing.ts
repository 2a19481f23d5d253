import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { HookRequest } from '../channel.ts';
import { assertWellFormed, isInvalid } from './event-form.ts';
import { type ChannelSuite, FUZZ_RUNS, meansTheSame } from './suite.ts';

/** One seed that every run has; the other one is new each time, small enough to be typed again, and printed. */
const SEEDS = [20_261_122, Date.now() % 1_000_000];

/** Whatever is changed of a request: nothing forged is let in, and nothing breaks what reads it. */
export function testFuzzing<C extends JsonObject>(suite: ChannelSuite<C>): void {
  const { channel, config } = suite;
  const bodies = Object.values(suite.fixtures).map(({ body }) => Buffer.from(body));
  const signed = bodies.map((body) => suite.sign(body, config));
  const which = fc.nat({ max: bodies.length - 1 });
  const excuse = suite.skip?.mutated ?? suite.skip?.fuzz;
  const changedBody = fc.tuple(which, mutation()).map(([index, mutate]) => {
    const original = signed[index] ?? assert.fail();
    return { original, changed: { ...original, body: mutate(bodies[index] ?? assert.fail()) } };
  });

  describe(`${channel.id}: ${FUZZ_RUNS} mutated requests`, () => {
    test('no request with a changed body is let in', excuse === undefined ? {} : { skip: excuse }, async () => {
      const property = fc.asyncProperty(changedBody, async ({ original, changed }) => {
        const verified = await channel.verify(changed, config);
        return !verified || meansTheSame(suite, changed.body, original.body);
      });
      for (const seed of SEEDS) await fc.assert(property, { numRuns: FUZZ_RUNS / 2, seed });
    });

    test('no request with a changed proof is let in', { skip: suite.skip?.unsigned ?? false }, async () => {
      const text = fc.oneof(
        fc.string(),
        fc.base64String(),
        fc.stringMatching(/^[0-9a-f]{40,128}$/),
        fc.constantFrom('sha256=', 'Bearer ', '='),
      );
      const forged = fc.tuple(which, fc.array(text, { minLength: 1, maxLength: 3 })).map(([index, texts]) => {
        const request = signed[index] ?? assert.fail();
        return { ...request, headers: valued(request.headers, texts), query: valued(request.query, texts) };
      });
      const property = fc.asyncProperty(forged, async (request) => !(await channel.verify(request, config)));
      for (const seed of SEEDS) await fc.assert(property, { numRuns: FUZZ_RUNS / 20, seed });
    });

    test('whatever is in a body becomes events or one refusal, signed or not', (t) => {
      t.diagnostic(`seeds ${SEEDS.join(' and ')}`);
      const property = fc.property(changedBody, ({ changed }) => {
        readOrRefuse(changed);
        readOrRefuse(suite.sign(changed.body, config));
      });
      for (const seed of SEEDS) fc.assert(property, { numRuns: FUZZ_RUNS / 2, seed });
    });
  });

  function readOrRefuse(request: HookRequest): void {
    try {
      for (const event of channel.receive(request, config).events) assertWellFormed(event);
    } catch (thrown) {
      assert.ok(isInvalid(thrown), `threw ${String(thrown)}`);
    }
  }
}

type Mutate = (body: Buffer) => Buffer;

/** What can happen to a body: a bit turned, a piece lost, doubled or put in, a value exchanged, all of it exchanged. */
function mutation(): fc.Arbitrary<Mutate> {
  const place = fc.nat();
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 20 }).map((array) => Buffer.from(array));
  const at = (where: number, body: Buffer): number => (body.length === 0 ? 0 : where % body.length);
  return fc.oneof(
    fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([where, by]): Mutate => (body) => {
      const changed = Buffer.from(body);
      if (body.length > 0) changed[at(where, body)] = (changed[at(where, body)] ?? 0) ^ by;
      return changed;
    }),
    place.map(
      (where): Mutate =>
        (body) =>
          body.subarray(0, at(where, body)),
    ),
    fc.tuple(place, bytes).map(
      ([where, more]): Mutate =>
        (body) =>
          splice(body, at(where, body), more),
    ),
    place.map(
      (where): Mutate =>
        (body) =>
          splice(body, at(where, body), body.subarray(at(where, body))),
    ),
    fc.tuple(place, fc.jsonValue({ maxDepth: 2 })).map(
      ([where, value]): Mutate =>
        (body) =>
          exchange(body, where, value),
    ),
    fc
      .oneof(
        fc.json({ maxDepth: 3 }).map((text) => Buffer.from(text)),
        bytes,
      )
      .map(
        (whole): Mutate =>
          () =>
            whole,
      ),
  );
}

function splice(body: Buffer, at: number, more: Uint8Array): Buffer {
  return Buffer.concat([body.subarray(0, at), more, body.subarray(at)]);
}

/** Puts a value in the place of one that a JSON body has; another format gets it in its middle. */
function exchange(body: Buffer, where: number, value: JsonValue): Buffer {
  const text = JSON.stringify(value);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString());
  } catch {
    return splice(body, body.length === 0 ? 0 : where % body.length, Buffer.from(text));
  }
  let count = 0;
  JSON.stringify(parsed, (_key, member: unknown) => (count++, member));
  let left = where % count;
  return Buffer.from(JSON.stringify(parsed, (_key, member: unknown) => (left-- === 0 ? value : member)) ?? 'null');
}

/** The same names with other values, taken in turn. */
function valued(named: Readonly<Record<string, string>>, values: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.keys(named).map((name, index) => [name, values[index % values.length] ?? '']));
}
