import { Problem } from '../problem.ts';
import type { Call } from './route.ts';

/** The revision that a change is based on, where revisions are counted. */
export function revisionOf({ ifMatch }: Pick<Call, 'ifMatch'>): number {
  if (/^\d{1,15}$/.test(ifMatch)) return Number(ifMatch);
  throw new Problem('invalid-request', 'If-Match must be the ETag of the last answer, such as "7".');
}
