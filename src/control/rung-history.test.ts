import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { EffectRecord } from '../store/records.ts';
import type { HistoryEvent } from './run-history.ts';
import { rungsOf } from './rung-history.ts';

const run = id.run('r1');
const MINUTE = 60_000;

/** The message of a rung, counted from 0. */
function sent(rung: number, at: number, more: Partial<EffectRecord> = {}): EffectRecord {
  const to = rung === 0 ? {} : { to: { connection: 'sms' } };
  const request = { kind: 'send', content: { kind: 'text', text: 'Domani alle 10' }, rung, ...to } as const;
  const facts = { lane: id.lane('l1'), connection: id.connection('phone'), attempts: 1, nextAt: at } as const;
  return { key: id.effect(run, rung), run, request, at, endedAt: at, state: 'done', ...facts, ...more };
}

function receipt(rung: number, at: number, about: JsonObject): HistoryEvent {
  return { number: 1, at, type: 'receipt', step: null, about: { effect: id.effect(run, rung), ...about } };
}

test('silence leads on when the time is over, and the last rung ends the ladder', () => {
  const events = [receipt(1, 11 * MINUTE, { status: 'delivered' })];
  assert.deepEqual(rungsOf({ effects: [sent(0, 0), sent(1, 10 * MINUTE)] }, events), [
    { rung: 1, at: 0, status: 'sent', movedOn: { at: 10 * MINUTE, why: 'no word in time' } },
    { rung: 2, connection: 'sms', at: 10 * MINUTE, status: 'delivered' },
  ]);
});

test('a refusal leads on at once and says why; a late delivery is told of the rung that it was for', () => {
  const failure = { code: 'window_closed', message: 'The window is closed.' } as const;
  const refused = sent(0, 0, { state: 'failed', failure, endedAt: 5 });
  assert.deepEqual(rungsOf({ effects: [refused, sent(1, 5)] }, [])?.[0], {
    rung: 1,
    at: 0,
    status: 'refused',
    reason: 'The window is closed.',
    movedOn: { at: 5, why: 'refused' },
  });
  const late = rungsOf({ effects: [sent(0, 0), sent(1, 5)] }, [receipt(0, 9, { status: 'delivered' })]);
  assert.deepEqual(late?.[0], { rung: 1, at: 0, status: 'delivered', movedOn: { at: 5, why: 'no word in time' } });
});

test('a message that could not be delivered leads on, with the reason; a rung that had nothing to send is named', () => {
  const failure = { code: 'denied', message: 'The phone is off.' };
  const rungs = rungsOf({ effects: [sent(0, 0), sent(2, 7)] }, [receipt(0, 7, { status: 'failed', failure })]);
  assert.deepEqual(rungs, [
    { rung: 1, at: 0, status: 'failed', reason: 'The phone is off.', movedOn: { at: 7, why: 'not delivered' } },
    { rung: 2, status: 'skipped' },
    { rung: 3, connection: 'sms', at: 7, status: 'sent' },
  ]);
});

test('a message that is under way is pending, and a plain send is no ladder', () => {
  assert.equal(rungsOf({ effects: [sent(0, 0, { state: 'pending' })] }, [])?.[0]?.status, 'pending');
  const { rung: _none, ...request } = sent(0, 0).request as Extract<EffectRecord['request'], { kind: 'send' }>;
  assert.equal(rungsOf({ effects: [sent(0, 0, { request })] }, []), undefined);
});
