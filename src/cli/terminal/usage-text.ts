import type { DailyUsage } from '../../connectors/connector.ts';
import type { Look } from '../../control/looks.ts';
import { moment } from './time.ts';

/** The daily calls of a system in one line, with the time at which what goes out will begin to wait. */
export function usageText(
  usage: DailyUsage,
  { now, timeZone }: { now: number; timeZone?: string | undefined },
): string {
  const { used, most, reserve, at, perHour, fullAt } = usage;
  const parts = [`${used} of ${most}, ${reserve} of them kept for others (${moment(at, timeZone)})`];
  if (fullAt !== undefined && fullAt <= now) parts.push('the limit is reached, and what goes out waits');
  else if (perHour !== undefined && fullAt !== undefined)
    parts.push(`at ${perHour} an hour the limit is reached at ${moment(fullAt, timeZone)}`);
  else if (perHour !== undefined) parts.push(`${perHour} an hour`);
  return parts.join('; ');
}

/** A look of a flow in one line, with what it takes of the daily calls. */
export function looksText({ flow, poll, every, perDay }: Look, usage: DailyUsage | undefined): string {
  const calls = `${perDay.toLocaleString('en-US')} calls a day`;
  const share = usage && usage.most > 0 ? `, ${((perDay / usage.most) * 100).toFixed(1)} % of ${usage.most}` : '';
  return `${flow} looks for ${poll} every ${every}: ${calls}${share}`;
}
