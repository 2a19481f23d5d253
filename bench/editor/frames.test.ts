import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptingPerFrame, type TraceEvent } from './frames.ts';

const event = (name: string, ts: number, dur?: number, more: Partial<TraceEvent> = {}): TraceEvent => ({
  name,
  ph: dur === undefined ? 'I' : 'X',
  ts,
  tid: 1,
  pid: 1,
  ...(dur === undefined ? {} : { dur }),
  ...more,
});
const moved = (ts: number, dur: number): TraceEvent =>
  event('EventDispatch', ts, dur, { args: { data: { type: 'pointermove' } } });

test('counts scripting from one move to the next frame that has one, what is inside of other events once', () => {
  const events = [
    event('FunctionCall', 0, 900),
    moved(2000, 3000),
    event('FunctionCall', 2500, 1000),
    moved(5000, 1000),
    event('Layout', 7000, 5000),
    event('Commit', 16_000, 500),
    event('FunctionCall', 17_000, 500),
    moved(34_000, 2000),
    event('FireAnimationFrame', 37_000, 9000, { tid: 2 }),
    event('Commit', 49_000, 500),
    event('Commit', 49_000, 500, { tid: 2 }),
  ];
  assert.deepEqual(scriptingPerFrame(events), [4.5, 2]);
});

test('leaves out the time that other programs had', () => {
  const events = [
    moved(17_000, 1000),
    event('FunctionCall', 20_000, 9000, { tdur: 3000 }),
    event('Commit', 33_000, 500),
  ];
  assert.deepEqual(scriptingPerFrame(events), [4]);
});
