import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createTexts, translateOf } from '../i18n/i18n.ts';
import type { Translate } from '../i18n/texts.ts';
import { formatDuration } from '../ui/format.ts';
import { standOf, type Standing } from './stand.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const HOUR = 3_600_000;
const run = (more: object = {}): Standing =>
  ({
    status: 'active',
    step: 'ask',
    stepTitle: 'Ask the name',
    wait: { id: 1, for: 'reply', effects: [] },
    ...more,
  }) as unknown as Standing;

describe('where a run stands', () => {
  let say: (run: Standing) => string;
  let tone: (run: Standing) => string;
  before(async () => {
    const i18n = await createTexts('en');
    await i18n.loadNamespaces(['runs']);
    const t: Translate<'runs'> = translateOf(i18n, 'runs');
    const words = { t, duration: (ms: number) => formatDuration(ms, 'en'), now: NOW };
    say = (each) => standOf(each, words).text;
    tone = (each) => standOf(each, words).tone;
  });

  it('is what it waits for, with the time that is left', () => {
    assert.equal(say(run()), 'waiting for a reply');
    const until = (ms: number) => ({ wait: { for: 'reply', until: NOW + ms } });
    assert.equal(say(run(until(2 * HOUR + 1))), 'waiting for a reply, 2 hr left');
    assert.equal(say(run(until(0))), 'waiting for a reply, due now');
    assert.equal(say(run({ wait: { for: 'time', until: NOW + HOUR } })), 'paused, goes on in 1 hr');
    assert.equal(say(run({ wait: { for: 'agent' } })), 'with people');
  });

  it('is the step at work, by its title or else its name', () => {
    assert.equal(say(run({ wait: { for: 'effects' } })), 'at work on Ask the name');
    assert.equal(say(run({ wait: { for: 'effects' }, stepTitle: undefined })), 'at work on ask');
    assert.equal(say(run({ wait: { for: 'effects' }, stepTitle: undefined, step: null })), 'at work on the start');
  });

  it('is how it ended, and of a failed one where and why', () => {
    const failure = (code: string) => run({ status: 'failed', failure: { code, message: 'No rights.' } });
    assert.equal(say(failure('denied')), 'failed at Ask the name: denied');
    assert.equal(say(failure('of_its_own')), 'failed at Ask the name: of_its_own');
    assert.equal(say(run({ status: 'completed' })), 'completed');
    assert.equal(say(run({ status: 'canceled' })), 'cancelled at Ask the name');
    assert.deepEqual([failure('denied'), run({ status: 'completed' }), run({ status: 'canceled' }), run()].map(tone), [
      'bad',
      'good',
      'quiet',
      'busy',
    ]);
  });
});
