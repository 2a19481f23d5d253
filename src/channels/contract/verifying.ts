import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { JsonObject } from '../../base/json.ts';
import { caseOptions, type ChannelSuite, FUZZ_RUNS } from './suite.ts';

/** Only requests that the provider really made are let in. */
export function testVerifying<C extends JsonObject>(suite: ChannelSuite<C>): void {
  const { channel, config, otherKeys, sign } = suite;
  const bodies = Object.values(suite.fixtures).map((fixture) => Buffer.from(fixture.body));

  describe(`${channel.id}: verify`, () => {
    test('a request as the provider signs it verifies', async () => {
      for (const body of bodies) assert.equal(await channel.verify(sign(body, config), config), true);
    });

    test('the signature is over the raw bytes, not over what they mean', caseOptions(suite, 'mutated'), async () => {
      const odd = Buffer.from('{ "b" : 1.0,\t"a":"\\u00e8 \\/ \\ud83d\\ude00" }\r\n');
      for (const body of [odd, Buffer.from([0xff, 0x00, 0xc3, 0x28])]) {
        assert.equal(await channel.verify(sign(body, config), config), true);
      }
      const rewritten = Buffer.from(JSON.stringify(JSON.parse(odd.toString())));
      assert.equal(await channel.verify({ ...sign(odd, config), body: rewritten }, config), false);
    });

    test('a body changed in a single byte does not verify', caseOptions(suite, 'mutated'), async () => {
      for (const body of bodies) {
        const request = sign(body, config);
        for (const changed of mutations(body)) {
          assert.equal(await channel.verify({ ...request, body: changed }, config), false, changed.toString());
        }
      }
    });

    test(
      'a request without a signature, or with an odd one, does not verify',
      caseOptions(suite, 'unsigned'),
      async () => {
        const request = sign(bodies[0] ?? Buffer.from('{}'), config);
        assert.equal(await channel.verify({ ...request, headers: {}, query: {} }, config), false);
        for (const value of ['', 'sha256=', 'sha256=00', '=', '\u0000', 'é'.repeat(64), 'sha256='.repeat(5000)]) {
          const headers = Object.fromEntries(Object.keys(request.headers).map((name) => [name, value]));
          const query = Object.fromEntries(Object.keys(request.query).map((name) => [name, value]));
          assert.equal(await channel.verify({ ...request, headers, query }, config), false, value.slice(0, 20));
        }
      },
    );

    test('a request signed with another key does not verify', caseOptions(suite, 'wrong key'), async () => {
      for (const body of bodies) assert.equal(await channel.verify(sign(body, otherKeys), config), false);
    });

    test('the set-up handshake needs the right token', handshakeOptions(suite), async () => {
      const { good, answer, bad } = suite.handshake ?? assert.fail();
      assert.equal(await channel.verify(good, config), true);
      assert.deepEqual(channel.receive(good, config), { events: [], response: answer });
      assert.equal(await channel.verify(good, otherKeys), false);
      for (const request of bad) assert.equal(await channel.verify(request, config), false, request.url);
    });

    test('no mutated body ever verifies, whatever the bytes', caseOptions(suite, 'fuzz'), async () => {
      const change = fc.tuple(fc.constantFrom(...bodies), fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean());
      await fc.assert(
        fc.asyncProperty(change, async ([body, where, by, cut]) => {
          const index = where % body.length;
          const changed = cut ? body.subarray(0, index) : Buffer.from(body);
          if (!cut) changed[index] = (changed[index] ?? 0) ^ by;
          return !(await channel.verify({ ...sign(body, config), body: changed }, config));
        }),
        { numRuns: FUZZ_RUNS },
      );
    });
  });
}

/** One change of each class of byte that a body has: the ends, a letter, a digit, a quote, a space, an escape. */
function* mutations(body: Buffer): Generator<Buffer> {
  yield Buffer.concat([body, Buffer.from('\n')]);
  yield Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]);
  yield body.subarray(0, -1);
  const text = body.toString('latin1');
  for (const wanted of [/[a-z]/, /[0-9]/, /"/, /[ ,:]/, /[\x80-\xff]/, /[\\/]/]) {
    const index = text.search(wanted);
    if (index < 0) continue;
    const changed = Buffer.from(body);
    changed[index] = (changed[index] ?? 0) ^ 1;
    yield changed;
  }
}

function handshakeOptions<C extends JsonObject>(suite: ChannelSuite<C>): { skip?: string } {
  if (suite.handshake) return {};
  return { skip: suite.skip?.handshake ?? assert.fail('a channel without a handshake says why in skip.handshake') };
}
