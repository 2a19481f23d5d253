import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonValue } from '../../../base/json.ts';
import type { DailyUsage } from '../../connector.ts';
import type { SalesforceConfig, SalesforceIo } from '../config.ts';

/** Share of the day's calls that is left to the org's other programs, in percent, unless the connection says otherwise. */
export const DEFAULT_RESERVE = 10;

const NOTE = 'batch:budget';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** At the limit one call an interval finds out whether the window of 24 hours has freed some. */
const LOOK_MS = 15 * MINUTE_MS;
/** A pace is told from no less than this, and from no more than an hour. */
const LEAST_SPAN_MS = 5 * MINUTE_MS;
const SAMPLE_MS = MINUTE_MS;
const NOTE_EVERY_MS = 5 * MINUTE_MS;

type Sample = { at: number; used: number };
type Budget = Sample & { most: number; samples: Sample[]; notedAt: number };

/**
 * Throws `rate_limited` where the next call would use what is kept for the org's other programs; with the time after
 * which one call may look again. Until the org has told its numbers, every call may go.
 */
export function askBudget({ config, local, now }: Pick<SalesforceIo, 'config' | 'local' | 'now'>): void {
  const budget = local.get(NOTE) as Budget | undefined;
  if (!budget || budget.used < limitOf(budget.most, config)) return;
  const wait = budget.at + LOOK_MS - now();
  if (wait <= 0) return;
  const { used, most } = budget;
  throw new Failure({
    code: 'rate_limited',
    message: `${used} of the ${most} API calls that the org has in 24 hours are used; the last ${reserveOf(config)} % are kept for its other programs. What waits goes on when calls are free again. To keep fewer, lower "dailyReserve" of the connection.`,
    retryAfterMs: wait,
    details: { used, most },
  });
}

/** Takes in what an answer tells of the calls used. Now and then it is noted on disk, for whoever asks in another process. */
export async function countCalls(io: SalesforceIo, headers: Readonly<Record<string, string>>): Promise<void> {
  const told = readUsage(headers['sforce-limit-info']);
  if (!told) return;
  const at = io.now();
  const former = io.local.get(NOTE) as Budget | undefined;
  const budget: Budget = { samples: [], notedAt: -Infinity, ...former, ...told, at };
  const last = budget.samples.at(-1);
  if (!last || at - last.at >= SAMPLE_MS) {
    budget.samples = [...budget.samples.filter((sample) => at - sample.at <= HOUR_MS), { at, used: told.used }];
  }
  const limit = limitOf(told.most, io.config);
  const reached = told.used >= limit && (former?.used ?? 0) < limit;
  const due = reached || at - budget.notedAt >= NOTE_EVERY_MS;
  if (due) budget.notedAt = at;
  io.local.set(NOTE, budget);
  if (!due) return;
  const { used, most } = told;
  try {
    await io.memory.put(NOTE, { used, most, at, perHour: perHourOf(budget) ?? null });
  } catch (error) {
    io.log('How many calls are used could not be noted.', { error: String(error) });
  }
}

/** What is known of the day's calls, and when their limit will be reached at the pace of the last hour. */
export async function usageOf(
  io: Pick<SalesforceIo, 'config' | 'local' | 'memory' | 'now'>,
): Promise<DailyUsage | undefined> {
  const budget = io.local.get(NOTE) as Budget | undefined;
  const known = budget ? { ...budget, perHour: perHourOf(budget) } : readNote(await io.memory.get(NOTE));
  if (!known) return undefined;
  const { used, most, at, perHour } = known;
  const limit = limitOf(most, io.config);
  const usage = { used, most, reserve: most - limit, at, ...(perHour === undefined ? {} : { perHour }) };
  if (used >= limit) return { ...usage, fullAt: at };
  if (perHour === undefined || perHour <= 0) return usage;
  const fullAt = Math.round(at + ((limit - used) / perHour) * HOUR_MS);
  // The window rolls on: what lies beyond a day is no forecast.
  return fullAt - at < 24 * HOUR_MS ? { ...usage, fullAt } : usage;
}

function readUsage(header: string | undefined): { used: number; most: number } | undefined {
  const [, used, most] = /(?:^|[\s,;])api-usage=(\d+)\/(\d+)/.exec(header ?? '') ?? [];
  return used === undefined || Number(most) <= 0 ? undefined : { used: Number(used), most: Number(most) };
}

function perHourOf({ samples, at, used }: Budget): number | undefined {
  const [first] = samples;
  if (!first || at - first.at < LEAST_SPAN_MS) return undefined;
  return Math.max(0, Math.round(((used - first.used) / (at - first.at)) * HOUR_MS));
}

function reserveOf({ dailyReserve }: SalesforceConfig): number {
  return dailyReserve ?? DEFAULT_RESERVE;
}

function limitOf(most: number, config: SalesforceConfig): number {
  return Math.floor((most * (100 - reserveOf(config))) / 100);
}

type Known = Sample & { most: number; perHour: number | undefined };

function readNote(value: JsonValue | undefined): Known | undefined {
  if (!isObject(value)) return undefined;
  const { used, most, at, perHour } = value;
  if (typeof used !== 'number' || typeof most !== 'number' || typeof at !== 'number') return undefined;
  return { used, most, at, perHour: typeof perHour === 'number' ? perHour : undefined };
}
