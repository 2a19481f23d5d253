import type { DemoMessage, DemoState } from '../../server/routes/demo/demo-state.ts';

/** What was expected at a line of a file, and what came instead. */
export type Gap = { file: string; line: number; expected: string; came: string };

/** What came was not what the transcript says. The message names file, line, both sides, and the conversation so far. */
export class TranscriptMismatch extends Error {
  override readonly name = 'TranscriptMismatch';
  readonly gap: Gap;

  constructor(gap: Gap, state: DemoState | undefined) {
    super(wordsOf(gap, state));
    this.gap = gap;
  }
}

function wordsOf({ file, line, expected, came }: Gap, state: DemoState | undefined): string {
  const said =
    state?.thread.messages.map(
      (message) => `    ${message.from.padEnd(8)}  ${shownMessage(message).replaceAll('\n', `\n${' '.repeat(14)}`)}`,
    ) ?? [];
  return [
    `${file}:${line}: what came is not what the transcript says.`,
    `  expected: ${expected}`,
    `  came:     ${came}`,
    '  the conversation so far:',
    ...(said.length > 0 ? said : ['    nobody has written yet']),
    ...(state ? troublesOf(state).map((trouble) => `  ${trouble}`) : []),
  ].join('\n');
}

/** What else went wrong, which is often the reason. */
function troublesOf({ runs, troubles }: DemoState): string[] {
  const inRuns = runs.flatMap(({ flow, status, moments }) =>
    moments.flatMap((moment) =>
      'trouble' in moment && moment.trouble
        ? [`the run of ${flow} (${status}) met: ${moment.trouble.code}, ${moment.trouble.message}`]
        : [],
    ),
  );
  return [...inRuns, ...troubles.map(({ part, detail }) => `the ${part} does not answer: ${detail}`)];
}

/** A message as one line: its words, and what there is to tap. */
export function shownMessage({ text, choices }: DemoMessage): string {
  return [text, ...choices.map(({ title }) => `[${title}]`)].join(' ');
}
