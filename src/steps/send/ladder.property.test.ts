import assert from 'node:assert/strict';
import fc from 'fast-check';
import { id } from '../../base/ids.ts';
import { advance } from '../../flow/advance.ts';
import type { Effect, Run, RunEvent } from '../../flow/run.ts';
import { types } from '../../flow/testing/arbitrary-flow.contract.ts';
import { holdsAlways } from '../../flow/testing/fuzz.contract.ts';
import { flowOf, fresh } from '../../flow/testing/small-flow.contract.ts';

const channels = { wa: types.channels['example']!, texts: types.channels['texts']! };
const context = { contact: { id: 'c', addresses: [] }, channels: { texts: 'texts' } };
const RUNGS = 4;

/** What a provider does with the message of one rung, and when. */
const fate = fc.record({
  answer: fc.constantFrom('taken', 'refused', 'silent'),
  answerAfterMs: fc.nat(900_000),
  news: fc.constantFrom('delivered', 'read', 'failed', 'none'),
  newsAfterMs: fc.nat(1_500_000),
});

const story = fc.record({
  fates: fc.array(fate, { minLength: RUNGS, maxLength: RUNGS }),
  elsewhere: fc.array(fc.boolean(), { minLength: RUNGS - 1, maxLength: RUNGS - 1 }),
  waitFor: fc.constantFrom('sent', 'delivered', 'read'),
});

type Fate = (typeof story extends fc.Arbitrary<infer Story> ? Story : never)['fates'][number];

/** What is still to happen, soonest first; what a rung's provider does is planned when its message goes out. */
type Planned = { at: number; event: (run: Run, at: number) => RunEvent };

holdsAlways('a rung is sent once at most, in order, and after a delivery that is known nothing more goes out', story, {
  cases: 300,
  holds({ fates, elsewhere, waitFor }) {
    const rungs = elsewhere.map((other, at) => ({ text: `${at + 1}`, ...(other ? { connection: 'texts' } : {}) }));
    const exits = ['sent', 'delivered', 'read', 'undelivered', 'failed'];
    const flow = flowOf({
      first: {
        type: 'send',
        params: { text: '0', rungs, waitFor, saveAs: 'told' },
        next: Object.fromEntries(exits.map((exit) => [exit, 'end'])),
      },
      end: { type: 'end' },
    });
    const planned: Planned[] = [];
    const sent: number[] = [];
    const arrived = new Map<number, number>();
    let run: Run = fresh;
    const take = (event: RunEvent) => {
      const before = run;
      const advanced = advance(flow, run, event, { ...types, channels });
      run = advanced.run;
      for (const effect of advanced.effects) {
        const rung = rungOf(effect);
        assert.ok(rung > (sent.at(-1) ?? -1), 'rungs go up, none twice');
        assert.ok(
          [...arrived.values()].every((at) => at > event.at),
          'nothing goes out after a known delivery',
        );
        sent.push(rung);
        plan(effect, event.at, fates[rung]!, planned);
      }
      if (event.type === 'receipt' && run !== before && (event.status === 'delivered' || event.status === 'read'))
        arrived.set(Number(event.effect.split('#')[1]), event.at);
    };
    take({ type: 'started', at: fresh.changedAt, context });
    for (let turns = 0; run.status === 'active' && turns < 100; turns++) {
      planned.sort((left, right) => left.at - right.at);
      const next = planned[0];
      const due = run.wait.until ?? Infinity;
      if (next && next.at <= due) {
        planned.shift();
        take(next.event(run, Math.max(next.at, run.changedAt)));
      } else if (due < Infinity) take({ type: 'elapsed', wait: run.wait.id, at: due, context });
      else break;
    }
    assert.equal(run.status, 'completed', `${JSON.stringify(run.wait)} ${run.failure?.message}`);
    const { late, tried } = run.vars['told'] as { late: number; tried: { status: string }[] };
    const delivered = tried.filter(({ status }) => status === 'delivered' || status === 'read').length;
    assert.ok(delivered <= late + 1, 'of two that arrived one was late');
  },
});

function rungOf(effect: Effect): number {
  assert.equal(effect.kind, 'send');
  return (effect.kind === 'send' && effect.rung) || 0;
}

function plan(
  { id: effect }: Effect,
  at: number,
  { answer, answerAfterMs, news, newsAfterMs }: Fate,
  planned: Planned[],
) {
  const answered = answer === 'silent' ? at + 3_600_000 : at + answerAfterMs;
  planned.push({
    at: answered,
    event: (_run, now) =>
      answer === 'taken'
        ? { type: 'done', effect, output: {}, at: now, context }
        : { type: 'failed', effect, failure: { code: 'denied', message: 'No.' }, at: now, context },
  });
  if (answer !== 'taken' || news === 'none') return;
  planned.push({
    at: answered + newsAfterMs,
    event: (run, now) => ({
      type: 'receipt',
      effect: id.effect(run.id, Number(effect.split('#')[1])),
      status: news,
      at: now,
      context,
    }),
  });
}
