import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { caseOptions, type ChannelSuite, meansTheSame } from './suite.ts';

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
          if (meansTheSame(suite, changed, body)) continue;
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

    test('a signature that holds for a time is refused before and after it', timedOptions(suite), async () => {
      const now = Date.now();
      const day = 86_400_000;
      for (const body of bodies) {
        const request = suite.signAt?.(body, config, now) ?? assert.fail();
        assert.equal(await channel.verify({ ...request, at: now }, config), true);
        assert.equal(await channel.verify({ ...request, at: now + day }, config), false, 'a day too late');
        assert.equal(await channel.verify({ ...request, at: now - day }, config), false, 'a day too early');
        const old = suite.signAt?.(body, config, now - day) ?? assert.fail();
        assert.equal(await channel.verify(old, config), false, 'a day too late, by the clock of this machine');
      }
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

function timedOptions<C extends JsonObject>({ signAt }: ChannelSuite<C>): { skip?: string } {
  return signAt ? {} : { skip: 'no time is signed here: redeliveries are told by their ids' };
}

function handshakeOptions<C extends JsonObject>(suite: ChannelSuite<C>): { skip?: string } {
  if (suite.handshake) return {};
  return { skip: suite.skip?.handshake ?? assert.fail('a channel without a handshake says why in skip.handshake') };
}
