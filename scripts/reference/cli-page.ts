import { commands } from '../../src/cli/commands/index.ts';
import { fence, page } from './markdown.ts';

/** The page of the command line: the usage of every command. */
export function cliPage(): string {
  return page('Command line', [
    `\`bin/rondine\` looks after an installation: by its server where one runs on the data folder, else on the folder itself;
then nothing is performed, and what is to be done waits for the next start. \`npm run rondine --\` is the same; a link to
\`bin/rondine\` may stand anywhere on \`PATH\`, and the examples write it as \`rondine\`. Exit codes: 0 done, 1 problems found or not done,
2 called wrongly.`,
    ...commands.flatMap(({ name, usage }) => [`## ${name}`, fence('text', usage)]),
  ]);
}
