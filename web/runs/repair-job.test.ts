import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MOST_PREVIEWED, rehearse, shareOf, workOn, type RepairCalls, type RepairJob } from './repair-job.ts';
import type { RepairPreview } from './api-types.ts';

const ACTION = { type: 'retried' } as const;

function page(from: number, count: number, next?: string): RepairPreview {
  const runs = Array.from({ length: count }, (_, index) => ({ run: `r-${from + index}` }));
  const sums = { byFailure: { denied: count }, byStep: { 'lead/create': count }, byVersion: { 'lead@1': count } };
  const whole = { runs, fitting: count - 1, messages: 2, ...sums, searched: count, ...(next ? { next } : {}) };
  return whole as unknown as RepairPreview;
}

describe('what would happen', () => {
  it('is gathered from all pages', async () => {
    const asked: unknown[] = [];
    const preview: RepairCalls['preview'] = async (body) => {
      asked.push(body.page.after);
      return body.page.after === undefined ? page(0, 3, 'n') : page(3, 2);
    };
    const found = await rehearse({ preview }, { filter: { status: 'failed' }, action: ACTION });
    assert.deepEqual(asked, [undefined, 'n']);
    assert.deepEqual([found.runs.length, found.fitting, found.messages, found.more], [5, 3, 4, false]);
    assert.deepEqual([found.byFailure, found.byStep], [{ denied: 5 }, { 'lead/create': 5 }]);
  });

  it('ends after enough runs, and says that there are more', async () => {
    let calls = 0;
    const preview: RepairCalls['preview'] = async () => page(calls++ * 200, 200, 'next');
    const found = await rehearse({ preview }, { filter: {}, action: ACTION });
    assert.deepEqual([found.runs.length, found.more, calls], [MOST_PREVIEWED, true, MOST_PREVIEWED / 200]);
  });
});

describe('the work', () => {
  const begun: RepairJob = {
    filter: {},
    action: ACTION,
    order: 'order-0001',
    expected: 4,
    startedAt: 0,
    state: 'working',
    done: 0,
    repeated: 0,
    unfit: [],
  };

  it('goes on page by page under one order until there is none, and adds up', async () => {
    const orders: unknown[] = [];
    const bulk: RepairCalls['bulk'] = async ({ order, page: { after } }) => {
      orders.push([order, after]);
      const result = { done: 1, repeated: 0, unfit: [{ run: 'r-1', problem: 'It has ended.' }], searched: 2 };
      return after === undefined ? { ...result, next: 'n' } : result;
    };
    const half = await workOn(begun, { bulk });
    assert.deepEqual([half.state, half.next, shareOf(half)], ['working', 'n', 0.5]);
    const whole = await workOn(half, { bulk });
    assert.deepEqual([whole.state, whole.done, whole.unfit.length, whole.next], ['done', 2, 2, undefined]);
    assert.equal(shareOf(whole), 1);
    assert.deepEqual(orders, [
      ['order-0001', undefined],
      ['order-0001', 'n'],
    ]);
  });

  it('never looks further than it is', () => {
    assert.equal(shareOf({ ...begun, expected: 0 }), 0);
    assert.equal(shareOf({ ...begun, done: 9 }), 1);
  });
});
