import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import type { MessageEvent } from '../../message/channel-event.ts';
import type { ChannelSuite } from './suite.ts';
import { assertNoSecret, BAD_WORLDS, secretsOf, tryOut, type World } from './try-out.ts';

/** So many calls tell a provider that one message was seen: read, typing, an answered button. */
const CALLS = 3;

/** Telling a provider that a message came in takes few calls, and what goes wrong with it stays a value. */
export function testAcknowledging<C extends JsonObject>(suite: ChannelSuite<C>): void {
  const { channel, config, acknowledge: sample } = suite;
  if (!sample) return;
  const messages = Object.values(suite.fixtures)
    .flatMap(({ events }) => events)
    .filter((event): event is MessageEvent => event.type === 'message' && !event.echo && !event.standby);
  const secrets = secretsOf(channel, config);
  const telling = (event: MessageEvent, world: World) => {
    const answer: World = (request, number) => suite.aside?.(request) ?? world(request, number);
    return tryOut(suite, answer, async (io) => {
      await channel.answerTap?.(event, io);
      await channel.acknowledge?.(event, io);
    });
  };

  describe(`${channel.id}: acknowledge`, () => {
    test('every message can be acknowledged, in few calls, and one of them is', async () => {
      let calls = 0;
      for (const event of messages) {
        const { failure, requests, seen } = await telling(event, sample.answer);
        assert.equal(failure, undefined, JSON.stringify(event));
        assert.ok(requests.length <= CALLS, `${requests.length} calls`);
        assertNoSecret(seen, secrets);
        calls += requests.length;
      }
      assert.ok(calls > 0);
    });

    for (const world of BAD_WORLDS) {
      test(`${world.name} is a failure or nothing, and shows no secret`, async () => {
        for (const event of messages) {
          const { failure, seen } = await telling(event, world.answer);
          if (failure) assert.ok(world.codes.includes(failure.code), failure.code);
          assertNoSecret(seen, secrets);
        }
      });
    }
  });
}
