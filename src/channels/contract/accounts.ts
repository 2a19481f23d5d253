import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { accountOf } from '../../base/schema.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ChannelSuite } from './suite.ts';

/** Where one address serves many accounts, each request names those that it has news of. */
export function testAccounts<C extends JsonObject>(suite: ChannelSuite<C>): void {
  const { channel, config, sign, accounts: sample } = suite;
  const { accounts } = channel;
  if (!sample || !accounts) return;
  const listed = (body: string) => accounts.in(sign(Buffer.from(body), config));

  describe(`${channel.id}: accounts`, () => {
    test('the account of a connection is the one that its form marks', () => {
      assert.equal(accounts.own(config), accountOf(channel.config, config));
    });

    test('every request with news for a connection names its account', () => {
      for (const [name, { body, events }] of Object.entries(suite.fixtures)) {
        // News of an account above those that people write to belongs to whichever connection is called.
        const ours = events.some(({ type }) => type !== 'ignored' && type !== 'account');
        if (ours) assert.ok(listed(body).includes(accounts.own(config)), name);
      }
    });

    test('a request for several accounts names each of them once', () => {
      assert.deepEqual([...listed(sample.body)].sort(), [...sample.accounts].sort());
      assert.ok(sample.accounts.length > 1 && sample.accounts.includes(accounts.own(config)));
    });

    test('a connection receives its own part and leaves the rest to others', () => {
      const events = channel.receive(sign(Buffer.from(sample.body), config), config).events;
      assert.ok(
        events.some(({ type }) => type !== 'ignored'),
        'its own part',
      );
      const heard = events.flatMap((event) => (event.type === 'ignored' ? [] : [event.id]));
      assert.equal(new Set(heard).size, heard.length, 'nothing twice');
    });

    test('what cannot be read names nobody', () => {
      for (const body of [...suite.foreign, '{"entry":[{"id":7},null,{"id":{}}]}', '\u0000']) {
        for (const account of listed(body)) assert.equal(typeof account, 'string');
      }
    });
  });
}
