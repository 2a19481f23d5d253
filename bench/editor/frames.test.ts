import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scriptingPerFrame } from './frames.ts';

const event = (name: string, ts: number, dur?: number, tid = 1) => ({
  name,
  ph: dur === undefined ? 'I' : 'X',
  ts,
  tid,
  pid: 1,
  ...(dur === undefined ? {} : { dur }),
});

test('counts scripting by frames of the main thread, what is inside of other events once', () => {
  const events = [
    event('FunctionCall', 0, 900),
    event('BeginMainThreadFrame', 1000),
    event('EventDispatch', 2000, 3000),
    event('FunctionCall', 2500, 1000),
    event('FunctionCall', 4500, 1500),
    event('Layout', 7000, 5000),
    event('BeginMainThreadFrame', 17_000),
    event('BeginMainThreadFrame', 33_000),
    event('TimerFire', 34_000, 2000),
    event('TimerFire', 35_000, 9000, 2),
  ];
  assert.deepEqual(scriptingPerFrame(events), [4, 2]);
});
