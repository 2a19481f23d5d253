import type { OnceLink } from '../../control/people.ts';
import type { Io } from '../command.ts';
import type { Line } from './text.ts';
import { moment } from './time.ts';

/** A link that does one thing once, and what to do with it. */
export function linkLines({ url, until }: OnceLink, what: string, { timeZone }: Pick<Io, 'timeZone'>): Line[] {
  return [`${what}, until ${moment(until, timeZone)}. It is shown once, and works once:`, '', `  ${url}`];
}
