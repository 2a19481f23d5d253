import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';
import type { Http, HttpRequest } from '../../net/http.ts';
import type { ChannelIo, HookRequest } from '../channel.ts';
import { channelIo } from '../testing/channel-io.ts';
import { answerOf, type ChannelSuite, type ListenSample, type Refusal } from './suite.ts';
import { assertNoSecret, NOW, secretsOf } from './try-out.ts';

const WITHIN_MS = 5000;
/** A channel that goes on asking would do so within this time. */
const MOMENT_MS = 10;
/** So long a provider that has just failed is left in peace, but for so many tries. */
const QUIET_MS = 60;
const TRIES = 2;

/** Fetching news gives every one of them, in order, asks on once they are on disk, and stops when told. */
export function testListening<C extends JsonObject>(suite: ChannelSuite<C>): void {
  const { channel, listen: sample } = suite;
  if (!sample) return;
  describe(`${channel.id}: listen`, { timeout: 4 * WITHIN_MS }, () => {
    testNews(suite, sample);

    test('it stops at once when told, even while it waits for news', async () => {
      const controller = new AbortController();
      const io = channelIo<C>({ config: sample.config, http: () => new Promise(() => undefined), now: () => NOW });
      const ended = untilItEnds(suite, io, { emit: () => Promise.resolve(), signal: controller.signal });
      controller.abort();
      assert.equal(await Promise.race([ended, pause(WITHIN_MS, 'goes on', { ref: false })]), undefined);
    });

    for (const status of [503, 401, 429]) {
      test(`HTTP ${status} ends it or makes it wait, and shows no secret`, async () => {
        const began = performance.now();
        const { failure, asked, seen } = await hear(suite, {
          sample: { ...sample, news: { status }, nothing: { status } },
          emit: () => assert.fail('there are no news'),
          isOver: () => performance.now() - began > QUIET_MS,
        });
        assertNoSecret(seen, secretsOf(channel, sample.config));
        assert.ok(failure !== undefined || asked.length <= TRIES, `it asked ${asked.length} times`);
      });
    }
  });
}

function testNews<C extends JsonObject>(suite: ChannelSuite<C>, sample: ListenSample<C>): void {
  test('news are emitted as requests that can be received, and are asked past once they are on disk', async () => {
    const events: ChannelEvent[] = [];
    const { asked } = await hear(suite, {
      sample,
      async emit(request, askedSoFar) {
        const before = askedSoFar.length;
        await pause(MOMENT_MS);
        assert.equal(askedSoFar.length, before, 'nothing is asked for while news are being stored');
        events.push(...suite.channel.receive(request, sample.config).events);
      },
      isOver: () => events.length >= sample.events,
    });
    assert.equal(events.length, sample.events);
    assert.ok(events.some(({ type }) => type === 'message'));
    assert.ok(asked.length > 1, 'it goes on');
  });

  test('what could not be stored is asked for again, at once or later, or ends it', async () => {
    let refused = 0;
    let since = Infinity;
    const { failure, asked } = await hear(suite, {
      sample,
      emit() {
        refused += 1;
        since = Math.min(since, performance.now());
        return Promise.reject(new Failure({ code: 'unavailable', message: 'The disk is full.' }));
      },
      isOver: () => refused > 1 || performance.now() > since + QUIET_MS,
    });
    if (failure) assert.equal(failure.code, 'unavailable');
    assert.ok(refused >= asked.length - 1, 'it did not ask past what was not stored');
  });
}

type Hearing<C extends JsonObject> = {
  sample: ListenSample<C>;
  /** `asked` are the requests for news so far. */
  emit(request: HookRequest, asked: readonly HttpRequest[]): Promise<void>;
  isOver(): boolean;
};

type Heard = { asked: HttpRequest[]; seen: string; failure?: Failure };

/** Listens until it is over or ends by itself. The provider gives its news until they were taken, and then none. */
async function hear<C extends JsonObject>(
  suite: ChannelSuite<C>,
  { sample, emit, isOver }: Hearing<C>,
): Promise<Heard> {
  const controller = new AbortController();
  const asked: HttpRequest[] = [];
  const logged: string[] = [];
  let taken = false;
  let ended: { failure?: Failure | undefined } | undefined;
  const http: Http = async (request) => {
    if (!sample.asksForNews(request)) return answerOf({ answer: suite.aside?.(request) ?? FINE });
    asked.push(request);
    if (taken) await pause(1);
    return answerOf({ answer: taken ? sample.nothing : sample.news });
  };
  const log = (text: string, facts?: JsonObject) => void logged.push(text, JSON.stringify(facts));
  const io = channelIo<C>({ config: sample.config, http, now: () => NOW, log });
  const take = async (request: HookRequest): Promise<void> => {
    await emit(request, asked);
    taken = true;
  };
  const over = untilItEnds(suite, io, { emit: take, signal: controller.signal }).then(
    (failure) => (ended = { failure }),
  );
  const until = performance.now() + WITHIN_MS;
  while (!ended && !isOver() && performance.now() < until) await pause(1);
  if (taken) await pause(MOMENT_MS);
  controller.abort();
  const { failure } = await over;
  const seen = [...logged, failure?.stack, JSON.stringify(failure?.data)].join('\n');
  return { asked, seen, ...(failure && { failure }) };
}

const FINE: Refusal['answer'] = { status: 200, json: {} };

/** Resolves to what it ended with: nothing, or its failure. */
async function untilItEnds<C extends JsonObject>(
  { channel }: ChannelSuite<C>,
  io: ChannelIo<C>,
  { emit, signal }: { emit: (request: HookRequest) => Promise<void>; signal: AbortSignal },
): Promise<Failure | undefined> {
  try {
    await channel.listen?.(io, emit, signal);
    return undefined;
  } catch (thrown) {
    assert.ok(thrown instanceof Failure, `threw ${String(thrown)}`);
    return thrown;
  }
}
