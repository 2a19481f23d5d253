/**
 * A problem found in something that a person wrote: a flow, a project file. A value, never thrown.
 * `path` leads to the place inside the document, as a list of member names and positions.
 */
export type Diagnostic = {
  /** Stable, documented name, for example `unknown_step`. */
  code: string;
  /** An `error` keeps a flow from being published; a `warning` is shown and allowed. */
  severity: 'error' | 'warning';
  path: readonly (string | number)[];
  /** What is wrong and why it matters. */
  message: string;
  /** What to do about it. */
  fix: string;
};

/** A path as people write it: `flow.steps.askName.params.retries`. */
export function formatPath(path: Diagnostic['path']): string {
  let text = '';
  for (const part of path) text += typeof part === 'number' ? `[${part}]` : text === '' ? part : `.${part}`;
  return text;
}

/** One diagnostic as lines for a terminal: where, what, and the cure. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const where = formatPath(diagnostic.path);
  return `${diagnostic.severity} ${diagnostic.code}${where ? ` at ${where}` : ''}: ${diagnostic.message}\n  fix: ${diagnostic.fix}`;
}

/** A diagnostic and the file it is about. */
export type FileDiagnostic = { file: string; diagnostic: Diagnostic };
