import { isMap } from 'yaml';
import { FAILURE_CODES, type FailureData } from '../../base/failure.ts';
import { hasOnly, objectOf, oneOf, type Report } from './yaml-nodes.ts';

/** Reads what is refused, and why. */
export function readFailure(value: unknown, report: Report): FailureData | undefined {
  if (!isMap(value)) return void report(value, 'Write what is refused and why: { code: denied, message: Blocked }.');
  const known = ['code', 'message', 'providerCode', 'providerMessage', 'fields', 'retryAfterMs'];
  if (!hasOnly(value, known, report)) return undefined;
  const code = oneOf(value.get('code', true), FAILURE_CODES, report);
  const rest = objectOf(value, report);
  if (!code || !rest) return undefined;
  return { message: 'The transcript says so.', ...rest, code };
}
