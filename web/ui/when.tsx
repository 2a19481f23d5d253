import { useSyncExternalStore, type ReactNode } from 'react';
import { useFormat } from './use-format.ts';

const TICK_MS = 15_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** One clock for all relative times of the page. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time now, to about a quarter of a minute; whoever asks is drawn again when it goes on. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** A time relative to now ("2 min ago", "in 3 hr"), the exact one in the viewer's zone on hovering. */
export function When({ at }: { at: number }): ReactNode {
  const format = useFormat();
  const clock = useNow();
  // The page's clock goes in steps: what has just happened is not in the future.
  const time = at > clock && at - clock < TICK_MS ? at : clock;
  return (
    <time dateTime={new Date(at).toISOString()} title={format.exact(at)}>
      {format.relative(at, time)}
    </time>
  );
}
