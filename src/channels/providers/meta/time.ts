import type { JsonObject } from '../../../base/json.ts';

/** Below this a number is seconds: as milliseconds it would lie in 1973. */
const FIRST_MS = 100_000_000_000;
const LAST_MS = Date.UTC(2100, 0) - 1;
const FIRST_DAY_MS = Date.UTC(2009, 0, 2);

/** A time stamp of Meta's messaging in epoch milliseconds. Most are milliseconds, some seconds, some texts. */
export function timeAt(object: JsonObject, name: string): number | undefined {
  const value = object[name];
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) return undefined;
  const at = Math.round(number < FIRST_MS ? number * 1000 : number);
  return at >= FIRST_DAY_MS && at <= LAST_MS ? at : undefined;
}
