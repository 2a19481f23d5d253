import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { DeliveryStatus } from '../message/channel-event.ts';
import type { MessageRecord } from '../store/records.ts';
import { laterStatus } from './status.ts';

const news = fc.array(fc.constantFrom<DeliveryStatus>('sent', 'delivered', 'read', 'failed'), { maxLength: 8 });
const after = (list: readonly DeliveryStatus[]): MessageRecord['status'] =>
  list.reduce<MessageRecord['status']>(laterStatus, 'pending');

test('whatever the order in which news comes, and however often, a message ends at the same status', () => {
  fc.assert(
    fc.property(
      news.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }), news)),
      ([list, shuffled]) => assert.equal(after([...shuffled, ...list]), after(list)),
    ),
  );
});

test('a message never goes backwards, and what was read stays read', () => {
  const order: MessageRecord['status'][] = ['pending', 'sent', 'failed', 'delivered', 'read'];
  fc.assert(
    fc.property(news, (list) => {
      let now: MessageRecord['status'] = 'pending';
      for (const each of list) {
        const next = laterStatus(now, each);
        assert.ok(order.indexOf(next) >= order.indexOf(now), `${now} became ${next} by ${each}`);
        now = next;
      }
      if (list.includes('read')) assert.equal(now, 'read');
    }),
  );
});
