import type { Clock } from '../clock.ts';

/** One timer that rings at the earliest of the times asked for. */
export type Alarm = {
  /** Rings at this time, unless it rings earlier. */
  at(time: number): void;
  cancel(): void;
};

/** Creates an alarm that is not set. */
export function createAlarm(clock: Clock, ring: () => void): Alarm {
  let planned: { time: number; cancel: () => void } | undefined;
  const set = (time: number): void => {
    if (planned && planned.time <= time) return;
    planned?.cancel();
    const fire = (): void => {
      planned = undefined;
      // Clocks wake after an hour at the latest.
      if (time > clock.now()) set(time);
      else ring();
    };
    planned = { time, cancel: clock.after(Math.max(0, time - clock.now()), fire) };
  };
  return {
    at: set,
    cancel() {
      planned?.cancel();
      planned = undefined;
    },
  };
}
