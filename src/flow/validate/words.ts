import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose, type DiagnosticCode } from '../diagnose.ts';
import { patternFaults } from './patterns.ts';

/** What a trigger or a handler looks for in a message. */
export type Words = { keywords?: readonly string[]; pattern?: string };

/** What is wrong with the words that a message must hold. `code` says whose they are. */
export function wordFaults(
  { keywords, pattern }: Words,
  { code, path }: { code: DiagnosticCode; path: Diagnostic['path'] },
): Diagnostic[] {
  const canOccur = !keywords || keywords.some((word) => /[\p{L}\p{N}]/u.test(word));
  return [
    ...(canOccur
      ? []
      : [
          diagnose(code, [...path, 'keywords'], {
            message: 'None of the keywords can occur in a message.',
            fix: 'Write words of letters or digits, or remove the list.',
          }),
        ]),
    ...(pattern === undefined ? [] : patternFaults(pattern, [...path, 'pattern'])),
  ];
}
