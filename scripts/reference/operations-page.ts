import { connectors } from '../../src/connectors/index.ts';
import type { Connector, Operation, Poll } from '../../src/connectors/connector.ts';
import type { OwnOperation } from '../../src/inbox/operations/operation.ts';
import { OWN_CONNECTION } from '../../src/inbox/operations/operation.ts';
import { ownOperations } from '../../src/inbox/operations/own-operations.ts';
import { code, fieldTable, jsonFence, page, table, words } from './markdown.ts';
import { OPERATION_EXAMPLES, REPEAT_CONFIGS } from './operation-examples.ts';

/** Our own operations by name; the reference looks nothing up. */
const OWN = ownOperations({ list: async () => [] });

const REPEATS = {
  safe: 'Doing it again does no harm, so it is repeated after a lost answer.',
  keyed: 'The other system recognises the repetition, so it is repeated after a lost answer.',
  unsafe: 'It might happen twice, so a lost answer parks it for a person.',
} as const;

/** The page of what flows can do: operations of every connector, and of Rondine itself. */
export function operationsPage(): string {
  return page('Operations', [
    `The step [call](steps.md#call-run-operation) does one of these through a connection: its name is the one that
[rondine.json](project.md) gives the connection. What comes back is kept under \`saveAs\`. Where an operation has outcomes,
a step may have an exit for each (\`exits\`).`,
    `[Rondine itself](#rondine-on-the-connection-rondine), ${connectors
      .map(({ id, title }) => `[${title}](#${id}-${title.toLowerCase().replaceAll(' ', '-')})`)
      .join(', ')}.`,
    ...connectors.flatMap(connectorSection),
    '## rondine: on the connection `rondine`',
    `These need no outside and are part of the commit of the step: they happen exactly once, with no retry. The examples
are done one after the other, for a run that talks to Ada.`,
    ...Object.entries(OWN).flatMap(([name, operation]) => ownSection(name, operation)),
  ]);
}

function connectorSection({ id, title, operations, polls = {} }: Connector): string[] {
  return [
    `## ${id}: ${title}`,
    `How to connect: [its own page](../../src/connectors/${id}/README.md).`,
    ...Object.entries(operations).flatMap(([name, operation]) => operationSection(id, name, operation)),
    ...Object.entries(polls).flatMap(([name, poll]) => pollSection(name, poll)),
  ];
}

function operationSection(connector: string, name: string, operation: Operation): string[] {
  const example = OPERATION_EXAMPLES[connector]?.[name];
  if (!example) throw new Error(`${connector}.${name} has no example in scripts/reference/operation-examples.ts.`);
  const { input, output, config, besides } = example;
  const repeat = operation.repeat(input, config ?? REPEAT_CONFIGS[connector] ?? {});
  return [
    `### ${connector}.${name}: ${operation.title}`,
    `${operation.description}${outcomesIn(operation)}`,
    fieldTable(operation.input),
    'It gives:',
    fieldTable(operation.output),
    ...(config ? [`With the connection ${code(config)}:`] : []),
    jsonFence({ connection: connector, operation: name, input }),
    `This gives ${[...(Object.keys(output).length > 0 ? [code(output)] : []), ...(besides ? [besides] : [])].join(', and ')}. ${REPEATS[repeat]}`,
  ];
}

function outcomesIn({ outcomes }: Pick<Operation, 'outcomes'>): string {
  return outcomes ? ` Outcomes: ${words(outcomes)}.` : '';
}

function pollSection(name: string, poll: Poll): string[] {
  return [
    `### Look-up ${name}: ${poll.title}`,
    `${poll.description} For the trigger [connection](triggers.md#connection-connection). It is given:`,
    fieldTable(poll.input),
    'Each thing that it finds starts a run with:',
    fieldTable(poll.item),
  ];
}

function ownSection(name: string, operation: OwnOperation): string[] {
  const { title, description, input, output, examples } = operation;
  return [
    `### ${OWN_CONNECTION}.${name}: ${title}`,
    `${description}${outcomesIn(operation)}`,
    fieldTable(input),
    'It gives:',
    fieldTable(output),
    table(
      ['Given', 'Gives'],
      examples.map((each) => [code(each.input), code(each.output)]),
    ),
    ...(examples[0]
      ? [
          `As a step: \`{ "type": "call", "params": ${JSON.stringify({ connection: OWN_CONNECTION, operation: name, input: examples[0].input })} }\``,
        ]
      : []),
  ];
}
