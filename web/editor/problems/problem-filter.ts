import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import { fold } from '../canvas/find-steps.ts';

/** Which problems are shown. `channel`: those that are about what channels can carry. */
export const FILTERS = ['all', 'error', 'warning', 'channel'] as const;
export type ProblemFilter = (typeof FILTERS)[number];

/** Problems about what a channel makes of a message. */
const OF_CHANNELS: ReadonlySet<string> = new Set([
  'channel_loss',
  'channel_split',
  'outside_window',
  'rung_never_sent',
  'silent_channel',
]);

/** Says whether a problem is shown; `said` is all that its line says. */
export function fitsFilter(
  { code, severity }: Diagnostic,
  said: string,
  { filter, words }: { filter: ProblemFilter; words: string },
): boolean {
  const isOfKind = filter === 'all' || (filter === 'channel' ? OF_CHANNELS.has(code) : severity === filter);
  return isOfKind && fold(`${said} ${code}`).includes(fold(words.trim()));
}

/** How many of each there are. */
export function countProblems(diagnostics: readonly Diagnostic[]): { errors: number; warnings: number } {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  return { errors, warnings: diagnostics.length - errors };
}
