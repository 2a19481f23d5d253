import assert from 'node:assert/strict';
import { Failure } from '../../base/failure.ts';
import type { ChannelEvent } from '../../message/channel-event.ts';

/** Times outside of these are no milliseconds of our days. */
export const EARLIEST = Date.UTC(2009, 0);
export const LATEST = Date.UTC(2100, 0);

/** True for the one refusal that a body may meet: a `Failure` that says what is wrong. */
export function isInvalid(thrown: unknown): boolean {
  if (thrown instanceof assert.AssertionError) throw thrown;
  return thrown instanceof Failure && thrown.code === 'invalid' && thrown.message.length > 10;
}

/** Fails where an event lacks what every event has: an id, whole milliseconds, people who can be answered, known words. */
export function assertWellFormed(event: ChannelEvent): void {
  if (event.type === 'ignored') return;
  assert.equal(typeof event.id, 'string');
  assert.notEqual(event.id, '');
  assert.ok(Number.isSafeInteger(event.at), `${event.at} is a whole number`);
  JSON.stringify(event);
  assertKnownWords(event);
  if (event.type === 'account') return;
  const people = event.type === 'identity' ? [event.previous, event.current] : [senderIn(event)];
  for (const person of people) {
    if (!person) continue;
    assert.equal(typeof person.key, 'string');
    assert.notEqual(person.key, '');
    assert.ok(person.addresses.length > 0);
    for (const { kind, value } of person.addresses) assert.match(value, kind === 'phone' ? /^\+\d+$/ : /./su);
  }
}

const STATUSES = ['sent', 'delivered', 'read', 'failed'];
const PURPOSES = ['service', 'marketing', 'authentication', 'all'];

function assertKnownWords(event: ChannelEvent): void {
  switch (event.type) {
    case 'status':
      assert.ok(STATUSES.includes(event.status), event.status);
      assert.equal(event.failure !== undefined, event.status === 'failed', 'a failure, and only it, says why');
      break;
    case 'receipt':
      assert.ok(['delivered', 'read'].includes(event.status), event.status);
      assert.ok(Number.isSafeInteger(event.upTo), `${event.upTo} is a whole number`);
      break;
    case 'preference':
      assert.ok(PURPOSES.includes(event.purpose), event.purpose);
      assert.equal(typeof event.allowed, 'boolean');
      assert.notEqual(event.how, '', 'how somebody allowed or forbade is the proof');
      break;
    case 'account':
      assert.ok(ABOUT.includes(event.about), event.about);
      assert.notEqual(event.what, '', 'what happened is told');
      break;
    default:
  }
}

const ABOUT = ['templates', 'number', 'account'];

function senderIn(event: Exclude<ChannelEvent, { type: 'identity' | 'account' | 'ignored' }>) {
  return event.type === 'message' || event.type === 'preference' ? event.sender : event.recipient;
}
