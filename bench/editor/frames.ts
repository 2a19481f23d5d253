/** One event of a trace of Chromium: times in microseconds. */
export type TraceEvent = { name: string; ph: string; ts: number; dur?: number; tid: number; pid: number };

/** What counts as scripting: code of the page, and what runs because of it. */
const SCRIPTING = new Set([
  'EventDispatch',
  'FunctionCall',
  'EvaluateScript',
  'TimerFire',
  'FireAnimationFrame',
  'RunMicrotasks',
  'MinorGC',
  'MajorGC',
  'V8.GCScavenger',
]);
const FRAME = 'BeginMainThreadFrame';

/**
 * Milliseconds of scripting of each frame in which there was any, on the thread that begins the most frames. Events
 * inside of others count once.
 */
export function scriptingPerFrame(events: readonly TraceEvent[]): number[] {
  const main = busiest(events.filter(({ name }) => name === FRAME));
  const ours = events.filter(({ tid, pid }) => `${pid} ${tid}` === main);
  const frames = ours
    .filter(({ name }) => name === FRAME)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const spent = frames.map(() => 0);
  let until = -Infinity;
  const scripts = ours.filter(({ name, ph, dur }) => SCRIPTING.has(name) && ph === 'X' && dur !== undefined);
  for (const { ts, dur = 0 } of scripts.sort((a, b) => a.ts - b.ts)) {
    const begin = Math.max(ts, until);
    const end = ts + dur;
    if (end <= begin) continue;
    until = end;
    // What happens after a frame began belongs to it; what came before the first is not counted.
    const frame = lastBefore(frames, begin);
    if (frame >= 0) spent[frame] = (spent[frame] ?? 0) + (end - begin) / 1000;
  }
  return spent.filter((ms) => ms > 0);
}

function busiest(frames: readonly TraceEvent[]): string {
  const counts = new Map<string, number>();
  for (const { pid, tid } of frames) counts.set(`${pid} ${tid}`, (counts.get(`${pid} ${tid}`) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

function lastBefore(frames: readonly number[], at: number): number {
  return frames.findLastIndex((begin) => begin <= at);
}
