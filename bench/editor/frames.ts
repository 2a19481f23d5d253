/** One event of a trace of Chromium: times in microseconds; `tdur` is what of `dur` its thread was running. */
export type TraceEvent = {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  tdur?: number;
  tid: number;
  pid: number;
  args?: { data?: { type?: string } };
};

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
/** With it a page hands a frame over to be drawn. */
const END_OF_FRAME = 'Commit';
const MOVES = new Set(['pointermove', 'mousemove']);

/**
 * Milliseconds of scripting of each frame in which the pointer moved, on the thread that hands over the most frames:
 * everything until it moves again in another one, since what a move asks for may be done a moment later. Time in which
 * another program had the processor does not count, and events inside of others count once.
 */
export function scriptingPerFrame(events: readonly TraceEvent[]): number[] {
  const main = busiest(events.filter(({ name }) => name === END_OF_FRAME));
  const ours = events.filter(({ tid, pid }) => `${pid} ${tid}` === main).sort((a, b) => a.ts - b.ts);
  const spent: number[] = [];
  let isEnded = true;
  let until = -Infinity;
  for (const { name, ph, ts, dur = 0, tdur = dur, args } of ours) {
    isEnded ||= name === END_OF_FRAME;
    if (ph !== 'X' || !SCRIPTING.has(name)) continue;
    if (isEnded && MOVES.has(args?.data?.type ?? '')) {
      spent.push(0);
      isEnded = false;
    }
    if (ts < until || spent.length === 0) continue;
    until = ts + dur;
    spent[spent.length - 1] = (spent.at(-1) ?? 0) + tdur / 1000;
  }
  return spent;
}

function busiest(frames: readonly TraceEvent[]): string {
  const counts = new Map<string, number>();
  for (const { pid, tid } of frames) counts.set(`${pid} ${tid}`, (counts.get(`${pid} ${tid}`) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}
