import { Cron } from 'croner';
import { cronFault } from '../../../../src/flow/validate/cron.ts';

/** The next times of a schedule in a zone, in milliseconds; none where it is not written as one. */
export function nextTimes(
  cron: string,
  { timeZone, from, count }: { timeZone: string; from: number; count: number },
): number[] {
  if (cronFault(cron) !== undefined) return [];
  try {
    const schedule = new Cron(cron.trim(), { timezone: timeZone, mode: '5-part', paused: true });
    return schedule.nextRuns(count, new Date(from)).map((each) => each.getTime());
  } catch {
    return [];
  }
}
