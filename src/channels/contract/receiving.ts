import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../../base/failure.ts';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import { caseOptions, type ChannelSuite, FUZZ_RUNS } from './suite.ts';

const EARLIEST = Date.UTC(2009, 0);
const LATEST = Date.UTC(2100, 0);

/** Whatever comes in becomes events, or one clear refusal; nothing is lost and nothing breaks. */
export function testReceiving<C extends JsonObject>(suite: ChannelSuite<C>): void {
  const { channel, config, sign } = suite;
  const fixtures = Object.entries(suite.fixtures);
  const receive = (body: string | Uint8Array) => channel.receive(sign(Buffer.from(body), config), config).events;

  describe(`${channel.id}: receive`, () => {
    for (const [name, { body, events }] of fixtures) {
      test(`${name} yields exactly its events`, () => assert.deepEqual(receive(body), events));
    }

    test('several bodies in one request yield the events of each, in order', caseOptions(suite, 'batches'), () => {
      const joined = receive(suite.join(fixtures.map(([, fixture]) => fixture.body)));
      const apart = fixtures.flatMap(([, fixture]) => fixture.events);
      assert.deepEqual(joined.map(withoutPlace), apart.map(withoutPlace));
    });

    test('the same request read twice yields the same events', () => {
      for (const [, { body }] of fixtures) assert.deepEqual(receive(body), receive(body));
    });

    test('ids are texts, times are milliseconds, senders can be answered', () => {
      for (const event of fixtures.flatMap(([, { body }]) => receive(body))) assertWellFormed(event);
    });

    test('fixtures of messages that our side sent are flagged as echoes', caseOptions(suite, 'echoes'), () => {
      const echoes = fixtures.flatMap(([, { body }]) => receive(body)).filter((event) => 'echo' in event);
      assert.ok(echoes.length > 0, 'the suite has a fixture with an echo, or skip.echoes says why not');
    });

    test('an unknown payload becomes an ignored event that says why', caseOptions(suite, 'unknown payloads'), () => {
      for (const body of suite.unknown) {
        const events = receive(body);
        assert.ok(events.length > 0, body);
        for (const event of events)
          assert.ok(event.type === 'ignored' && event.what && event.why, JSON.stringify(event));
      }
    });

    test('a body that is not the provider’s is refused as invalid', () => {
      for (const body of suite.foreign) assert.throws(() => receive(body), isInvalid, body.slice(0, 80));
    });

    test('deep nesting and great length are read in a moment', () => {
      const deep = '['.repeat(200_000) + ']'.repeat(200_000);
      const [, fixture] = fixtures[0] ?? assert.fail();
      for (const body of [deep, '{"a":'.repeat(200_000), fixture.body.replace(/\{/, `{"deep":${deep},`)])
        readOrRefuse(body);
      const bodies = Array.from({ length: 5000 }, () => fixture.body);
      const started = process.cpuUsage();
      assert.equal(receive(suite.join(bodies)).length, 5000 * fixture.events.length);
      assert.ok(process.cpuUsage(started).user < 5_000_000, 'reading 5,000 messages takes less than 5 s of CPU');
    });

    test('random bytes and random values never break it', caseOptions(suite, 'fuzz'), () => {
      const bodies = fixtures.map(([, { body }]) => body);
      const mangled = fc.tuple(fc.constantFrom(...bodies), fc.nat(), fc.jsonValue({ maxDepth: 3 })).map(replaceOne);
      const cut = fc.tuple(fc.constantFrom(...bodies), fc.nat()).map(([body, at]) => body.slice(0, at % body.length));
      const body = fc.oneof(mangled, cut, fc.json(), fc.uint8Array({ maxLength: 200 }));
      for (const seed of [undefined, 20_261_122]) {
        fc.assert(fc.property(body, readOrRefuse), { numRuns: FUZZ_RUNS, ...(seed && { seed }) });
      }
    });
  });

  function readOrRefuse(body: string | Uint8Array): void {
    try {
      for (const event of receive(body)) assertWellFormed(event);
    } catch (thrown) {
      assert.ok(isInvalid(thrown), `threw ${String(thrown)}`);
    }
  }
}

function isInvalid(thrown: unknown): boolean {
  if (thrown instanceof assert.AssertionError) throw thrown;
  return thrown instanceof Failure && thrown.code === 'invalid' && thrown.message.length > 10;
}

function assertWellFormed(event: ChannelEvent): void {
  if (event.type === 'ignored') return;
  assert.equal(typeof event.id, 'string');
  assert.notEqual(event.id, '');
  assert.ok(Number.isSafeInteger(event.at), `${event.at} is a whole number`);
  JSON.stringify(event);
  const people = event.type === 'identity' ? [event.previous, event.current] : [senderIn(event)];
  for (const person of people) {
    if (!person) continue;
    assert.equal(typeof person.key, 'string');
    assert.notEqual(person.key, '');
    assert.ok(person.addresses.length > 0);
    for (const { kind, value } of person.addresses) assert.match(value, kind === 'phone' ? /^\+\d+$/ : /./su);
  }
}

function senderIn(event: Exclude<ChannelEvent, { type: 'identity' | 'ignored' }>) {
  return event.type === 'message' || event.type === 'preference' ? event.sender : event.recipient;
}

/** An ignored event names its place in the body, which differs between a request of its own and a joined one. */
function withoutPlace(event: ChannelEvent): ChannelEvent {
  if (event.type !== 'ignored') {
    assert.ok(event.at > EARLIEST && event.at < LATEST, `${event.at} are milliseconds of our days`);
    return event;
  }
  return { ...event, what: '' };
}

/** Puts a random value in the place of one that a JSON body has; another format gets the value in its middle. */
function replaceOne([body, where, value]: [string, number, JsonValue]): string {
  const text = JSON.stringify(value);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return body.slice(0, where % body.length) + text + body.slice(where % body.length);
  }
  let count = 0;
  JSON.stringify(parsed, (_key, member: unknown) => (count++, member));
  let left = where % count;
  return JSON.stringify(parsed, (_key, member: unknown) => (left-- === 0 ? value : member)) ?? 'null';
}
