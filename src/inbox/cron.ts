import { Cron } from 'croner';

/** How many fields a schedule has: minute, hour, day, month, weekday. */
const FIELDS = 5;

/**
 * The first moment after `after` at which a schedule comes, in epoch milliseconds; undefined where it never comes, and
 * for a schedule or a zone that is none.
 *
 * The schedule is read against the clock on the wall. Where that clock jumps ahead, all times that it leaves out come
 * together, once, at the first moment after the jump. Where it is set back, a time that the wall shows twice comes at
 * the first; only a schedule of every hour (`*`) comes in the repeated hour too, so that its pauses stay even.
 */
export function nextTime(cron: string, timeZone: string, after: number): number | undefined {
  const rule = read(cron);
  const from = typeof rule === 'string' ? undefined : zoned(after, timeZone);
  if (typeof rule === 'string' || !from) return undefined;
  const everyHour = fieldsOf(cron)[1] === '*';
  const next = onWall(rule, from, everyHour);
  const setBack = everyHour ? from.getTimeZoneTransition('next') : null;
  if (!setBack || next === undefined || setBack.epochMilliseconds > next) return next;
  // The wall's next time may lie behind the repeated hour; in that hour the schedule comes first.
  const wall = nextOnWall(rule, setBack.toPlainDateTime().subtract({ seconds: 1 }));
  const repeated = wall?.toZonedDateTime(timeZone, { disambiguation: 'later' }).epochMilliseconds;
  return repeated !== undefined && repeated > after ? Math.min(next, repeated) : next;
}

/** What keeps a text from being a schedule, as one sentence for its author; undefined when it is one. */
export function checkCron(text: string): string | undefined {
  const rule = read(text);
  if (typeof rule === 'string') return rule;
  if (rule.nextRun(new Date(Date.UTC(2000, 0, 1)))) return undefined;
  return `No day fits "${text}", so it never comes.`;
}

function fieldsOf(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** A schedule over the clock on the wall, as if that were UTC; or what is wrong with it. */
function read(text: string): Cron | string {
  const fields = fieldsOf(text);
  if (fields.length !== FIELDS) {
    return `"${text}" has ${text.trim() === '' ? 0 : fields.length} fields; a schedule has five: minute, hour, day, month, weekday.`;
  }
  try {
    return new Cron(fields.join(' '), { timezone: 'UTC', mode: '5-part', paused: true });
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/^CronPattern: /, '') : String(error);
    return `"${text}" is no schedule: ${why}`;
  }
}

function zoned(at: number, timeZone: string): Temporal.ZonedDateTime | undefined {
  try {
    return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  } catch {
    return undefined;
  }
}

/** The first time of the wall's clock whose moment is after `from`. */
function onWall(rule: Cron, from: Temporal.ZonedDateTime, everyHour: boolean): number | undefined {
  const after = from.epochMilliseconds;
  let wall = nextOnWall(rule, from.toPlainDateTime());
  for (; wall; wall = nextOnWall(rule, wall)) {
    const at = momentsOf(wall, from.timeZoneId, everyHour).find((moment) => moment > after);
    if (at !== undefined) return at;
  }
  return undefined;
}

function nextOnWall(rule: Cron, wall: Temporal.PlainDateTime): Temporal.PlainDateTime | undefined {
  const next = rule.nextRun(new Date(wall.toZonedDateTime('UTC').epochMilliseconds));
  return next
    ? Temporal.Instant.fromEpochMilliseconds(next.getTime()).toZonedDateTimeISO('UTC').toPlainDateTime()
    : undefined;
}

/** When the wall shows a time: once, or twice where `both` counts, or right after the jump that leaves it out. */
function momentsOf(wall: Temporal.PlainDateTime, timeZone: string, both: boolean): number[] {
  const [first, last] = (['earlier', 'later'] as const).map((disambiguation) =>
    wall.toZonedDateTime(timeZone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  if (first.equals(last)) return [first.epochMilliseconds];
  const isLeftOut = !first.toPlainDateTime().equals(wall);
  if (isLeftOut) return [(first.getTimeZoneTransition('next') ?? last).epochMilliseconds];
  return both ? [first.epochMilliseconds, last.epochMilliseconds] : [first.epochMilliseconds];
}
