import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { checkSchema } from '../../base/schema.ts';
import { caseOptions, type ChannelSuite } from './suite.ts';
import { secretsOf } from './try-out.ts';

/** What a channel says of itself is well formed, and the suite holds a sample of all that it can do. */
export function testDescribing<C extends JsonObject>(suite: ChannelSuite<C>): void {
  const { channel, config, otherKeys } = suite;
  const { capabilities } = channel;

  describe(`${channel.id}: what it says of itself`, () => {
    test('it has an id for folders and addresses, and a title', () => {
      assert.match(channel.id, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
      assert.ok(channel.title.length > 1);
      if (channel.family !== undefined) assert.match(channel.family, /^[a-z][a-z0-9-]*$/);
      if (capabilities.retired)
        assert.ok(channel.title.includes(`retired on ${capabilities.retired}`), 'all lists say so');
    });

    test('the configurations of the suite have its form, with secrets long enough to be looked for', () => {
      for (const each of [config, otherKeys]) assert.deepEqual(checkSchema(channel.config, each), []);
      const secrets = secretsOf(channel, config);
      assert.ok(secrets.length > 0, 'the form marks its secrets');
      assert.equal(new Set(secrets).size, secrets.length, 'they differ from each other');
      for (const secret of secrets) assert.ok(secret.length >= 8, 'a secret of the tests has 8 characters');
    });

    test('its figures have a source and a day, and make sense together', () => {
      assert.match(capabilities.source, /^https:\/\/\S+$/);
      assert.match(capabilities.asOf, /^20\d\d-\d\d-\d\d$/);
      const { text, buttons, list, media, window } = capabilities;
      const figures = [text.max, ...Object.values(buttons ?? {}), ...Object.values(list ?? {})];
      for (const figure of [...figures, ...(window ? [window.afterInboundMs] : [])]) {
        assert.ok(Number.isSafeInteger(figure) && figure > 0, `${figure} is a count`);
      }
      assert.ok(media === undefined || (media.kinds.length > 0 && media.caption >= 0));
    });

    test('each status that it says it reports is in a fixture, and no other', caseOptions(suite, 'statuses'), () => {
      const events = Object.values(suite.fixtures).flatMap((fixture) => fixture.events);
      const reported = events.flatMap((event) =>
        event.type === 'status' || event.type === 'receipt' ? [event.status] : [],
      );
      if (capabilities.statuses) assert.deepEqual([...new Set(reported)].sort(), [...capabilities.statuses].sort());
      const effects = events.filter((event) => event.type === 'status' && event.effect !== undefined);
      assert.equal(
        effects.length > 0,
        capabilities.proof !== false,
        'a fixture gives our effect back where there is proof',
      );
    });

    test('nothing is excused of the key where the provider takes one', () => {
      if (!capabilities.sendKey && !capabilities.proof) return;
      assert.equal(suite.skip?.['key passed on'], undefined);
    });

    test('whoever answers taps has something to tell of messages, too', () => {
      if (channel.answerTap) assert.ok(channel.acknowledge, 'the sample for one is that for the other');
    });

    test('whatever it is excused of has a reason, which is printed', (t) => {
      const excuses = Object.entries(suite.skip ?? {});
      for (const [name, reason] of excuses) assert.ok(reason.length > 10, name);
      const printed = excuses.map(([name, reason]) => `${name} (${reason})`).join('; ');
      t.diagnostic(`${channel.id} is excused of ${printed || 'nothing'}`);
    });

    for (const [name, sample] of Object.entries(samplesOf(suite))) {
      test(`the suite has a sample for \`${name}\` where the channel has it`, () => {
        assert.equal(sample, name in channel && channel[name as keyof typeof channel] !== undefined);
      });
    }
  });
}

function samplesOf<C extends JsonObject>(suite: ChannelSuite<C>): Readonly<Record<string, boolean>> {
  const names = ['accounts', 'connect', 'listen', 'acknowledge', 'templates', 'keepAlive'] as const;
  return Object.fromEntries(names.map((name) => [name, suite[name] !== undefined]));
}
