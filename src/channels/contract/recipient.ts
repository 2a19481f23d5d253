import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import type { ChannelSuite, RecipientSamples } from './suite.ts';

/** What is an address on no channel. */
const NOWHERE = ['', ' ', '\n', '{{ input.phone }}', '[object Object]', 'x'.repeat(10_000), '+'.repeat(500)];

/** Whom we write to first is the person who answers. */
export function testRecipient<C extends JsonObject>(suite: ChannelSuite<C>): void {
  const { channel, recipient: samples } = suite;
  describe(`${channel.id}: recipient`, () => {
    test('the suite has samples of addresses where the channel reads them', () => {
      assert.equal(samples !== undefined, channel.recipient !== undefined);
    });
    if (samples) testAddresses(suite, samples);
  });
}

function testAddresses<C extends JsonObject>({ channel, config, sign }: ChannelSuite<C>, samples: RecipientSamples) {
  for (const { address, country, sender } of samples.good) {
    test(`"${address}"${country ? ` in ${country}` : ''} is ${sender.key}`, () => {
      assert.deepEqual(channel.recipient?.(address, config, country), sender);
      assert.deepEqual(channel.recipient?.(`  ${address} `, config, country), sender);
      if (country) assert.equal(channel.recipient?.(address, config), undefined, 'nobody without the country');
    });
  }

  test('a message of theirs has the same key and the same addresses', () => {
    const { events } = channel.receive(sign(Buffer.from(samples.message), config), config);
    const [written] = events.flatMap((event) => (event.type === 'message' ? [event.sender] : []));
    const [first] = samples.good;
    assert.equal(written?.key, first?.sender.key);
    assert.deepEqual(written?.addresses, first?.sender.addresses);
  });

  for (const address of [...NOWHERE, ...samples.bad]) {
    test(`"${address.slice(0, 30).trim()}" is nobody`, () => {
      assert.equal(channel.recipient?.(address, config, 'IT'), undefined);
    });
  }
}
