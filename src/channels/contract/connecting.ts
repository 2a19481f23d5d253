import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { checkSchema } from '../../base/schema.ts';
import type { Channel, ChannelIo, SetupStep } from '../channel.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { Answering, ChannelSuite, ConnectSample } from './suite.ts';
import { answeringHttp, assertNoSecret, BAD_WORLDS, NOW, secretsOf, tryOut } from './try-out.ts';

const URL = 'https://bot.example.com/hooks/one';

/** A channel registers itself where its provider allows it, says all that is to do where not, and judges its connection. */
export function testConnecting<C extends JsonObject>(suite: ChannelSuite<C>): void {
  const { channel, connect, keepAlive, templates } = suite;
  describe(`${channel.id}: connect`, () => {
    if (connect) testConnect(suite, connect);
    if (channel.setup) testSetup(suite, channel.setup.bind(channel));
    if (channel.check) testCheck(suite, channel.check.bind(channel));
    if (keepAlive) {
      const act = (io: ChannelIo<C>) => channel.keepAlive?.(io) ?? Promise.resolve();
      testRepeating(suite, { name: 'keepAlive', answer: keepAlive.answer, act });
      testRefusals(suite, { name: 'keepAlive', act });
    }
    if (channel.chatLink) testChatLink(suite, channel.chatLink.bind(channel));
    if (templates) {
      const act = (io: ChannelIo<C>) => channel.templates?.(io) ?? Promise.resolve([]);
      test('the templates of the account are read in full', async () => {
        const { result, seen } = await tryOut(suite, templates.answer, act);
        assert.deepEqual(result, templates.expected);
        assertNoSecret(seen, secretsOf(channel, suite.config));
      });
      testRefusals(suite, { name: 'templates', act });
    }
  });
}

type Act<C extends JsonObject> = { name: string; act(io: ChannelIo<C>): Promise<unknown> };

function testConnect<C extends JsonObject>(suite: ChannelSuite<C>, { answer, asked }: ConnectSample): void {
  const { channel, config } = suite;
  const act = (io: ChannelIo<C>) => channel.connect?.({ url: URL }, io) ?? assert.fail();

  test('connect registers the address and says so without a secret', async () => {
    const { requests, result, seen, io } = await tryOut(suite, answer, act);
    asked(requests, URL);
    assert.ok((result?.message ?? '').length > 10, 'the message says what was done');
    assertNoSecret(seen, [...secretsOf(channel, config), ...secretsOf(channel, io.config as C)]);
    assert.deepEqual(checkSchema(channel.config, io.config), [], 'what it stored has the form of a connection');
  });

  testRepeating(suite, { name: 'connect', answer, act });
  testRefusals(suite, { name: 'connect', act });

  test('disconnect ends it, and does no harm where nothing is left to end', async () => {
    if (!channel.disconnect) return;
    for (const reply of [answer, () => ({ status: 404 })]) {
      const { failure, seen } = await tryOut(suite, reply, (io) => channel.disconnect?.(io) ?? assert.fail());
      assert.equal(failure, undefined);
      assertNoSecret(seen, secretsOf(channel, config));
    }
  });
}

function testRepeating<C extends JsonObject>(
  { config }: ChannelSuite<C>,
  { name, answer, act }: Act<C> & { answer: Answering },
): void {
  test(`${name} a second time does no harm and changes nothing of the connection`, async () => {
    const io = channelIo<C>({ config, http: answeringHttp(answer), now: () => NOW });
    await act(io);
    const once = structuredClone(io.config);
    await act({ ...io, config: io.config, http: answeringHttp(answer), local: new Map() });
    assert.deepEqual(io.config, once);
  });
}

function testRefusals<C extends JsonObject>(suite: ChannelSuite<C>, { name, act }: Act<C>): void {
  for (const world of BAD_WORLDS) {
    test(`${name}: ${world.name} becomes ${world.codes.join(' or ')}`, async () => {
      const { requests, failure, seen } = await tryOut(suite, world.answer, act);
      assertNoSecret(seen, secretsOf(suite.channel, suite.config));
      if (requests.length === 0) return;
      assert.ok(failure && world.codes.includes(failure.code), `ended as ${failure?.code ?? 'a success'}`);
      assert.ok(failure.message.length > 10, 'the message says what happened');
    });
  }
}

function testSetup<C extends JsonObject>(
  { channel, config }: ChannelSuite<C>,
  setup: NonNullable<Channel<C>['setup']>,
): void {
  const shown = ({ title, place, values = {} }: SetupStep) => [title, place, ...Object.entries(values).flat()];

  test('what is to be done by hand has every title, place and value, and the address among them', () => {
    const steps = setup({ url: URL }, config);
    assert.ok(steps.length > 0);
    for (const text of steps.flatMap(shown)) {
      assert.ok(typeof text === 'string' && text.trim() !== '', `${channel.id} has an empty value`);
      assert.doesNotMatch(text, /undefined|\[object|\bNaN\b/);
    }
    assert.ok(
      steps.some(({ values = {} }) => Object.values(values).some((value) => value.startsWith(URL))),
      'the address is among the values',
    );
  });
}

function testChatLink<C extends JsonObject>(
  suite: ChannelSuite<C>,
  chatLink: NonNullable<Channel<C>['chatLink']>,
): void {
  for (const world of BAD_WORLDS) {
    test(`chatLink: ${world.name} is a failure and no link, without a secret`, async () => {
      const { requests, failure, result, seen } = await tryOut(suite, world.answer, (io) => chatLink('TEST 4821', io));
      assertNoSecret(seen, secretsOf(suite.channel, suite.config));
      if (requests.length > 0) assert.ok(failure && result === undefined, 'what was asked for was not had');
    });
  }
}

function testCheck<C extends JsonObject>(suite: ChannelSuite<C>, check: NonNullable<Channel<C>['check']>): void {
  for (const world of BAD_WORLDS) {
    test(`check: ${world.name} is a finding with its cure, and never an exception`, async () => {
      const { requests, failure, result = [], seen } = await tryOut(suite, world.answer, check);
      assert.equal(failure, undefined);
      assert.ok(result.length > 0 && result.every(({ name, message }) => name !== '' && message !== ''));
      if (requests.length > 0) assert.ok(result.some(({ ok, fix }) => !ok && fix));
      assertNoSecret(seen, secretsOf(suite.channel, suite.config));
    });
  }
}
