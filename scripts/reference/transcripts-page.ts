import { PLACEHOLDERS } from '../../src/cli/transcript/expected-text.ts';
import { READERS } from '../../src/cli/transcript/readers.ts';
import { fence, page } from './markdown.ts';
import { LINE_EXAMPLES, type LineExample } from './transcript-examples.ts';

const PLACES: Readonly<Record<LineExample['in'], string>> = {
  head: 'Where it takes place',
  happens: 'What happens',
  expected: 'What is expected',
};

/** The page of transcripts: every kind of line. */
export function transcriptsPage(): string {
  const missing = Object.keys(READERS).find((word) => !LINE_EXAMPLES[word]);
  if (missing) throw new Error(`The line "${missing}" has no example in scripts/reference/transcript-examples.ts.`);
  return page('Transcripts', [
    `A transcript says how a conversation goes and what comes of it. \`rondine flow test DIR\` ([command line](cli.md)) plays
those of a project without any account: \`transcript.yaml\`, \`*.transcript.yaml\`, and what lies in \`transcripts/\`. Each
file is a YAML list of lines; \`---\` stands between two conversations. Every message, record and call that a flow makes
has to be expected, in its order; the clock moves only where a line moves it.`,
    `In expected texts, ${PLACEHOLDERS.map((name) => `\`{${name}}\``).join(', ')} stand for what is not the same each time: name and phone
are the customer's, id and number those of the record above, code is the last one-time code.`,
    ...Object.entries(PLACES).flatMap(([place, title]) => [`## ${title}`, ...linesOf(place)]),
  ]);
}

function linesOf(place: string): string[] {
  return Object.entries(LINE_EXAMPLES)
    .filter(([name, example]) => example.in === place && READERS[name])
    .flatMap(([name, { about, lines }]) => [`### ${name}`, about, fence('yaml', lines)]);
}
