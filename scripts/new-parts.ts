import { channelFiles } from './new-channel.ts';

/** How a new part is called: `my-channel`, `myChannel`, `MyChannel`, `My channel`. */
export type Names = { id: string; constant: string; type: string; title: string };

/** A kind of part that `npm run new` can begin. */
export type Part = 'channel' | 'connector' | 'step';

type Template = {
  /** The part's own folder stands in it, by the part's id. */
  folder: string;
  /** Files that list such parts; each gets an import and a name. */
  lists: readonly string[];
  /** Text of each file by its path. The code compiles; its tests fail until the part is written. */
  files(names: Names): Record<string, string>;
  /** What to do now. */
  next(id: string): string;
};

const connector = ({ id, constant, type, title }: Names): string => `import { Type, type Static } from 'typebox';
import { Failure } from '../../base/failure.ts';
import { SECRET } from '../../base/schema.ts';
import type { Connector } from '../connector.ts';
import { it } from './texts.it.ts';

const config = Type.Object(
  { token: Type.String({ title: 'Token', description: 'Where to find it.', minLength: 8, ...SECRET }) },
  { additionalProperties: false },
);

/** A ${title} connection's configuration. */
export type ${type}Config = Static<typeof config>;

/** ${title}: one connection is one account. */
export const ${constant}: Connector<${type}Config> = {
  id: '${id}',
  title: '${title}',
  texts: { it },
  config,
  operations: {
    create: {
      title: 'Create a record',
      description: 'Creates one record.',
      input: Type.Object({ name: Type.String({ title: 'Name' }) }, { additionalProperties: false }),
      output: Type.Object({ id: Type.String() }),
      repeat: () => 'unsafe',
      async run() {
        throw new Failure({ code: 'unsupported', message: '${title} cannot create yet.' });
      },
    },
  },
  check: async () => [{ name: 'sign-in', ok: false, message: '${title} cannot be checked yet.' }],
};
`;

const connectorTexts = (): string => `import type { Texts } from '../../base/translate.ts';

/** What this connector says, in Italian, by the English words: \`{name}\` stands for what is filled in. */
export const it: Texts = {
  Token: 'Token',
  'Where to find it.': 'Dove si trova.',
  'Create a record': 'Crea record',
  'Creates one record.': 'Crea un record.',
  Name: 'Nome',
};
`;

const connectorTest = ({
  id,
  constant,
}: Names): string => `import { recordingHttp } from '../../net/testing/recording-http.ts';
import { testConnector } from '../connector.contract.ts';
import { ${constant} } from './${id}.ts';

testConnector({
  connector: ${constant},
  config: { token: 'token-of-the-tests' },
  examples: { create: { name: 'Ada Rossi' } },
  world: () => recordingHttp(() => ({ status: 200, body: {} })).http,
});
`;

const step = ({ constant, type, title }: Names): string => `import { Type, type Static } from 'typebox';
import { field } from '../../flow/field.ts';
import type { StepType } from '../../flow/step-type.ts';

const params = Type.Object(
  { text: field.text({ title: 'Text', description: 'What it is for.', examples: ['Ciao'] }) },
  { additionalProperties: false, default: { text: 'Ciao' } },
);

export type ${type}Params = Static<typeof params>;

/** What the step is for. */
export const ${constant}: StepType<${type}Params> = {
  type: '${constant}',
  title: '${title}',
  description: 'Says in one sentence what it does.',
  params,
  outcomes: () => ['done'],
  troubles: [],
  pauses: false,
  enter: () => ({
    then: 'finish',
    status: 'failed',
    failure: { code: 'unsupported', message: 'The step “${title}” does nothing yet.' },
  }),
};
`;

const stepTest = ({ id, constant }: Names): string => `import { testStep } from '../step.contract.ts';
import { ${constant} } from './${id}.ts';

testStep({
  type: ${constant},
  examples: [{ name: 'leaves when it is done', params: { text: 'Ciao' }, outcome: 'done' }],
});
`;

const readme = (title: string): string => `# ${title}

One connection is one account.

## Get the credentials

Step by step, from the provider's first page to each field of the connection.

## What it can and cannot do

Every figure with the provider's page and the day it was read.
`;

const readmeIt = (title: string): string => `# ${title}

Una connessione è un account.

## Ottenere le credenziali

Passo per passo, dalla prima pagina del fornitore a ogni campo della connessione.
`;

/** What each part is made of. */
export const PARTS: { readonly [Name in Part]: Template } = {
  channel: {
    folder: 'src/channels',
    lists: ['src/channels/index.ts', 'src/simulator/phones.ts'],
    files: channelFiles,
    next: (id) => `Write fixtures from the provider's documentation, then: npm test -- src/channels/${id}
Then its phone: npm test -- src/simulator/${id}
Then its words in Italian (texts.it.ts, README.it.md): npm test -- src/control/in-language src/control/readme`,
  },
  connector: {
    folder: 'src/connectors',
    lists: ['src/connectors/index.ts'],
    files: (names) => ({
      [`src/connectors/${names.id}/${names.id}.ts`]: connector(names),
      [`src/connectors/${names.id}/${names.id}.test.ts`]: connectorTest(names),
      [`src/connectors/${names.id}/texts.it.ts`]: connectorTexts(),
      [`src/connectors/${names.id}/README.md`]: readme(names.title),
      [`src/connectors/${names.id}/README.it.md`]: readmeIt(names.title),
    }),
    next: (id) => `Give each operation its form and its \`repeat\`, then: npm test -- src/connectors/${id}`,
  },
  step: {
    folder: 'src/steps',
    lists: ['src/steps/index.ts'],
    files: (names) => ({
      [`src/steps/${names.id}/${names.id}.ts`]: step(names),
      [`src/steps/${names.id}/${names.id}.test.ts`]: stepTest(names),
    }),
    next: (id) => `Write an example for each exit, then: npm test -- src/steps/${id}`,
  },
};

/** True for the name of a part. */
export function isPart(name: string): name is Part {
  return Object.hasOwn(PARTS, name);
}
