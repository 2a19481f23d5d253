import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Failure, type FailureCode } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Content } from '../../message/content.ts';
import { fit } from '../../message/fit.ts';
import type { OutboundMessage } from '../channel.ts';
import { caseOptions, type ChannelSuite, type Refusal } from './suite.ts';
import { SAMPLES } from './samples.ts';
import { assertNoSecret, NOW, secretsOf, tryOut, type World } from './try-out.ts';

const KEY = 'run-7#3';
const TEXT = { kind: 'text', text: 'Ciao' } as const satisfies Content;

/** Everything fitted is accepted, every refusal has its code, and no secret gets out. */
export function testSending<C extends JsonObject>(suite: ChannelSuite<C>): void {
  const { channel, config } = suite;
  const { json: _answer, ...taken } = suite.accepted;
  const secrets = secretsOf(channel, config);
  const accept = (): Refusal['answer'] => ({ status: 200, json: suite.accepted.json });
  const sendWith = (world: World, content: Content) => send(suite, world, { content });

  describe(`${channel.id}: send`, () => {
    for (const [name, content] of Object.entries(SAMPLES)) {
      test(`${name} is sent as one request per part`, async () => {
        for (const part of fit(content, channel.capabilities).parts) {
          const { requests, result } = await sendWith(accept, part);
          assert.deepEqual(result, taken);
          assert.equal(requests.length, 1);
        }
      });
    }

    test('every part keeps the limits of the provider', async () => {
      for (const [name, content] of Object.entries(SAMPLES)) {
        for (const part of fit(content, channel.capabilities).parts) {
          const { requests, result } = await sendWith(accept, part);
          assert.ok(result, name);
          for (const request of requests) assert.doesNotThrow(() => suite.limits(request), name);
        }
      }
    });

    testCircumstances(suite);

    for (const [name, refusal] of Object.entries({ ...httpRefusals(suite), ...suite.refusals })) {
      test(`${name} fails as ${refusal.code}`, async () => {
        const { failure } = await sendWith(() => refusal.answer, TEXT);
        assert.equal(failure?.code, refusal.code);
        assert.ok((failure?.message ?? '').length > 10, 'the message says what happened');
        if (refusal.retryAfterMs !== undefined) assert.equal(failure?.data.retryAfterMs, refusal.retryAfterMs);
      });
    }

    for (const code of ['unavailable', 'timeout', 'unknown_outcome'] as const) {
      test(`a connection that ends as ${code} keeps that code`, async () => {
        const broken = new Failure({ code, message: 'The connection was closed.' });
        const { failure } = await sendWith(() => broken, TEXT);
        assert.equal(failure?.code, code satisfies FailureCode);
      });
    }

    test('a rate limit gives its delay in milliseconds', caseOptions(suite, 'rate limit with a delay'), async () => {
      const later = new Date(NOW + 90_000).toUTCString();
      for (const [header, expected] of [
        ['7', 7000],
        [later, 90_000],
      ] as const) {
        const { failure } = await sendWith(() => limited(header), TEXT);
        assert.equal(failure?.data.retryAfterMs, expected);
      }
    });

    test('no secret shows in a log line, an error or a result, even where the provider quotes it', async () => {
      assert.ok(secrets.length > 0, 'the configuration marks its secrets');
      for (const refusal of [...Object.values(suite.refusals), ...secrets.map((secret) => quoting(suite, secret))]) {
        const { seen } = await sendWith(() => refusal.answer, TEXT);
        assertNoSecret(seen, secrets);
      }
    });
  });
}

/** What a message has beside its content reaches the provider where it has a place for it. */
function testCircumstances<C extends JsonObject>(suite: ChannelSuite<C>): void {
  const { lifetime, proof } = suite.channel.capabilities;
  const accept = (): Refusal['answer'] => ({ status: 200, json: suite.accepted.json });

  test('the key travels with the request, the same each time', caseOptions(suite, 'key passed on'), async () => {
    const keyOf = async (key: string) => {
      const { requests } = await send(suite, accept, { content: TEXT, key });
      return requests.map(suite.keyIn).join();
    };
    const first = await keyOf(KEY);
    assert.notEqual(first, '');
    assert.equal(await keyOf(KEY), first);
    assert.notEqual(await keyOf(`${KEY}0`), first);
    // Given back with statuses, it has to be the very key; elsewhere the provider may want another form of it.
    if (proof) assert.equal(first, KEY);
  });

  test('how long a message is worth delivering is told where the provider can be told', async () => {
    if (!lifetime) return;
    const plain = await send(suite, accept, { content: TEXT });
    for (const ttlMs of [600_000, lifetime.maxMs, 10 * lifetime.maxMs]) {
      const { requests, result } = await send(suite, accept, { content: { ...TEXT, ttlMs } });
      assert.equal(result?.id, suite.accepted.id);
      if (ttlMs === 600_000) assert.notDeepEqual(requests, plain.requests);
      for (const request of requests) suite.limits(request);
    }
  });

  test('an answer is sent with whatever the message that it answers carried', async () => {
    const events = Object.values(suite.fixtures).flatMap((fixture) => fixture.events);
    for (const event of events) {
      if (event.type !== 'message' || event.echo || event.channelContext === undefined) continue;
      const { id: replyTo, channelContext } = event;
      const { result } = await send(suite, accept, { content: TEXT, replyTo, channelContext });
      assert.equal(result?.id, suite.accepted.id, JSON.stringify(channelContext));
    }
  });
}

/** Sends one part; what is asked on the side is answered by the suite and counts for nothing. */
async function send<C extends JsonObject>(
  suite: ChannelSuite<C>,
  world: World,
  part: Pick<OutboundMessage, 'content'> & Partial<OutboundMessage>,
) {
  const message: OutboundMessage = { to: suite.to, key: KEY, ...part };
  const answer: World = (request, number) => suite.aside?.(request) ?? world(request, number);
  const outcome = await tryOut(suite, answer, (io) => suite.channel.send(message, io));
  return { ...outcome, requests: outcome.requests.filter((request) => !suite.aside?.(request)) };
}

/** What any server in between may answer. */
function httpRefusals<C extends JsonObject>(suite: ChannelSuite<C>): Record<string, Refusal> {
  const truncated = Buffer.from(JSON.stringify(suite.accepted.json).slice(0, -5));
  return {
    'HTTP 401 without a body': { answer: { status: 401 }, code: 'auth' },
    'HTTP 403 without a body': { answer: { status: 403 }, code: 'denied' },
    'HTTP 429 without a body': { answer: { status: 429 }, code: 'rate_limited' },
    'HTTP 502 with a page': {
      answer: { status: 502, body: Buffer.from('<html>Bad gateway</html>') },
      code: 'unknown_outcome',
    },
    'HTTP 200 with a page': {
      answer: { status: 200, body: Buffer.from('<html>Welcome</html>') },
      code: 'unknown_outcome',
    },
    'HTTP 200 with half an answer': { answer: { status: 200, body: truncated }, code: 'unknown_outcome' },
    'HTTP 200 with an empty object': { answer: { status: 200, json: {} }, code: 'unknown_outcome' },
  };
}

function limited(retryAfter: string): Refusal['answer'] {
  return { status: 429, headers: { 'retry-after': retryAfter } };
}

/** The first refusal that has a body, with the secret in every text of it. */
function quoting<C extends JsonObject>(suite: ChannelSuite<C>, secret: string): Refusal {
  const refusal = Object.values(suite.refusals).find(({ answer }) => answer.json !== undefined) ?? assert.fail();
  const json = JSON.stringify(refusal.answer.json, (_key, value: unknown) =>
    typeof value === 'string' ? `${value} ${secret}` : value,
  );
  return { ...refusal, answer: { status: refusal.answer.status, body: Buffer.from(json) } };
}
