/** A stretch of time: from its first millisecond up to, not including, `until`. */
export type Span = { from: number; until: number };

const DAY_MS = 86_400_000;

/** What a date literal such as TODAY or LAST_N_DAYS:3 stands for. Days begin at midnight UTC, weeks on Monday. */
export function readDateLiteral(literal: string, now: number): Span | undefined {
  const [name = '', count = '0'] = literal.toUpperCase().split(':');
  const today = Math.floor(now / DAY_MS) * DAY_MS;
  const n = Number(count);
  const days = (from: number, until: number): Span => ({ from: today + from * DAY_MS, until: today + until * DAY_MS });
  const weekday = (new Date(today).getUTCDay() + 6) % 7;
  switch (name) {
    case 'TODAY':
      return days(0, 1);
    case 'YESTERDAY':
      return days(-1, 0);
    case 'TOMORROW':
      return days(1, 2);
    case 'THIS_WEEK':
      return days(-weekday, 7 - weekday);
    case 'LAST_WEEK':
      return days(-weekday - 7, -weekday);
    case 'THIS_MONTH':
      return months(now, 0, 1);
    case 'LAST_MONTH':
      return months(now, -1, 0);
    case 'LAST_90_DAYS':
      return days(-90, 1);
    case 'LAST_N_DAYS':
      return days(-n, 1);
    case 'NEXT_N_DAYS':
      return days(1, n + 1);
    case 'N_DAYS_AGO':
      return days(-n, 1 - n);
    default:
      return undefined;
  }
}

function months(now: number, from: number, until: number): Span {
  const date = new Date(now);
  const start = (offset: number): number => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + offset, 1);
  return { from: start(from), until: start(until) };
}
