import { channels } from '../../src/channels/index.ts';
import { connectors } from '../../src/connectors/index.ts';
import { fieldTable, jsonFence, page, table, word } from './markdown.ts';
import { PROJECT_EXAMPLE, SECTIONS } from './project-example.ts';

/** The page of project folders: rondine.json and the configuration of every connection. */
export function projectPage(): string {
  return page('Project', [
    `A project is a folder: \`rondine.json\`, the flows in \`flows/*.json\` ([schema](flow-file.schema.json)), and the
[transcripts](transcripts.md) that play them. \`npm start -- --project DIR\` loads it. \`\${NAME}\` in any text of
rondine.json is filled in from the environment. A mistake stops the start, and the message names file, place and cure.`,
    table(
      ['Section', 'What it is for'],
      Object.entries(SECTIONS).map(([name, about]) => [word(name), about]),
    ),
    jsonFence(PROJECT_EXAMPLE),
    `The name of a connection has small letters, digits and hyphens, begins with a letter, and is not \`rondine\`. Names of
calendars, settings and secrets have letters, digits and underscores.`,
    '## Channels',
    ...channels.flatMap(({ id, title, config }) => [
      `### ${id}: ${title}`,
      `How to get what it asks for: [its own page](../../src/channels/${id}/README.md).`,
      fieldTable(config),
    ]),
    '## Connectors',
    ...connectors.flatMap(({ id, title, config }) => [
      `### ${id}: ${title}`,
      `How to get what it asks for: [its own page](../../src/connectors/${id}/README.md).`,
      fieldTable(config),
    ]),
  ]);
}
