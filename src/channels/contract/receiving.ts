import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import { assertWellFormed, EARLIEST, isInvalid, LATEST } from './event-form.ts';
import { caseOptions, type ChannelSuite } from './suite.ts';
import { assertNoSecret, secretsOf } from './try-out.ts';

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

    test('a replay yields the same ids, by which it is known', caseOptions(suite, 'replays'), async () => {
      for (const [, { body }] of fixtures) {
        const request = sign(Buffer.from(body), config);
        const first = channel.receive(request, config).events;
        assert.equal(await channel.verify(request, config), true);
        const again = { ...request, at: Date.now() + 1000 };
        assert.deepEqual(channel.receive(again, config).events.map(idOf), first.map(idOf));
      }
    });

    test('a number beyond 2^53 is kept digit by digit', () => {
      for (const [name, { body, events }] of fixtures) {
        for (const id of events.flatMap((event) => bareNumbersIn(body, idOf(event)))) {
          const longer = body.replaceAll(new RegExp(`(?<![\\d".])${id}(?![\\d".])`, 'g'), BEYOND);
          assert.ok(!JSON.stringify(receive(longer)).includes(ROUNDED), `${name} rounds ${BEYOND}`);
        }
      }
    });

    test('no event and no reference to a file holds a secret of the connection', () => {
      for (const [, { body }] of fixtures) assertNoSecret(JSON.stringify(receive(body)), secretsOf(channel, config));
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
      // Where one request is one event there are as many requests.
      const requests = suite.skip?.batches === undefined ? [suite.join(bodies)] : bodies;
      assert.equal(requests.flatMap((body) => receive(body)).length, 5000 * fixture.events.length);
      assert.ok(process.cpuUsage(started).user < 5_000_000, 'reading 5,000 messages takes less than 5 s of CPU');
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

/** The first whole number that a double cannot hold, and what becomes of it where somebody tries. */
const BEYOND = '9007199254740993';
const ROUNDED = '9007199254740992';

function idOf(event: ChannelEvent): string {
  return event.type === 'ignored' ? '' : event.id;
}

/** The numbers of an id that stand in a body without quotes. */
function bareNumbersIn(body: string, id: string): string[] {
  const numbers = id.match(/\d{5,}/g) ?? [];
  return numbers.filter((number) => new RegExp(`[:,\\[>]\\s*${number}\\s*[,}\\]<]`).test(body));
}

/** An ignored event names its place in the body, which differs between a request of its own and a joined one. */
function withoutPlace(event: ChannelEvent): ChannelEvent {
  if (event.type !== 'ignored') {
    assert.ok(event.at > EARLIEST && event.at < LATEST, `${event.at} are milliseconds of our days`);
    return event;
  }
  return { ...event, what: '' };
}
