import { formatPath, type Diagnostic } from '../../base/diagnostic.ts';
import { styled, type Line } from './text.ts';

/** What was found wrong or doubtful in a flow, as lines: where, what, and the cure. */
export function findingLines(findings: readonly Diagnostic[], file?: string): Line[] {
  return findings.flatMap(({ severity, code, path, message, fix }): Line[] => {
    const where = [file, formatPath(path)].filter(Boolean).join(' ');
    return [
      [styled(severity === 'error' ? 'red' : 'yellow', severity), ` ${code}${where ? ` at ${where}` : ''}`],
      ...message.split('\n').map((line) => `  ${line}`),
      [styled('dim', `  fix: ${fix}`)],
    ];
  });
}
