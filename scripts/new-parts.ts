/** How a new part is called: `my-channel`, `myChannel`, `MyChannel`, `My channel`. */
export type Names = { id: string; constant: string; type: string; title: string };

/** A kind of part that `npm run new` can begin. */
export type Part = 'channel' | 'connector' | 'step';

type Template = {
  /** Below `src`. */
  folder: string;
  /** Text of each file by name. The code compiles; its test fails until the part is written. */
  files(names: Names): Record<string, string>;
  /** What to do now. */
  next(id: string): string;
};

const channel = ({ id, constant, type, title }: Names): string => `import { Type, type Static } from 'typebox';
import { Failure } from '../../base/failure.ts';
import { SECRET } from '../../base/schema.ts';
import type { Channel } from '../channel.ts';

const config = Type.Object(
  { token: Type.String({ title: 'Token', description: 'Where to find it.', minLength: 8, ...SECRET }) },
  { additionalProperties: false },
);

/** A ${title} connection's configuration. */
export type ${type}Config = Static<typeof config>;

/** ${title}: one connection is one account. */
export const ${constant}: Channel<${type}Config> = {
  id: '${id}',
  title: '${title}',
  config,
  capabilities: {
    source: 'the page of the provider that says so',
    asOf: '2000-01-01',
    text: { max: 1000 },
    location: false,
    contacts: false,
    templates: false,
    reactions: false,
    sendKey: false,
    proof: false,
  },
  verify: () => false,
  receive() {
    throw new Failure({ code: 'invalid', message: '${title} cannot be read yet.' });
  },
  async send() {
    throw new Failure({ code: 'unsupported', message: '${title} cannot send yet.' });
  },
};
`;

const channelTest = ({ id, constant }: Names): string => `import { testChannel } from '../channel.contract.ts';
import { ${constant} } from './${id}.ts';

testChannel({
  channel: ${constant},
  config: { token: 'token-of-the-tests' },
  otherKeys: { token: 'token-of-another' },
  sign: (body) => ({ method: 'POST', url: 'https://bot.example.com/hooks/one', query: {}, headers: {}, body }),
  fixtures: { text: { body: '{}', events: [] } },
  unknown: [],
  foreign: ['not the provider’s'],
  join: (bodies) => bodies.join(''),
  to: [{ kind: 'phone', value: '+393331234567' }],
  accepted: { json: {}, id: 'the id that the provider gave' },
  refusals: {},
  keyIn: () => undefined,
});
`;

const connector = ({ id, constant, type, title }: Names): string => `import { Type, type Static } from 'typebox';
import { Failure } from '../../base/failure.ts';
import { SECRET } from '../../base/schema.ts';
import type { Connector } from '../connector.ts';

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

const readme = (title: string, extra: string): string => `# ${title}

One connection is one account.

## Get the credentials

Step by step, from the provider's first page to each field of the connection.

${extra}## What it can and cannot do

Every figure with the provider's page and the day it was read.
`;

/** What each part is made of. */
export const PARTS: { readonly [Name in Part]: Template } = {
  channel: {
    folder: 'channels',
    files: (names) => ({
      [`${names.id}.ts`]: channel(names),
      [`${names.id}.test.ts`]: channelTest(names),
      'README.md': readme(
        names.title,
        '## Connect the webhook\n\nWhere the provider wants the address, and what to subscribe to.\n\n',
      ),
    }),
    next: (id) => `Write fixtures from the provider's documentation, then: npm test -- src/channels/${id}`,
  },
  connector: {
    folder: 'connectors',
    files: (names) => ({
      [`${names.id}.ts`]: connector(names),
      [`${names.id}.test.ts`]: connectorTest(names),
      'README.md': readme(names.title, ''),
    }),
    next: (id) => `Give each operation its form and its \`repeat\`, then: npm test -- src/connectors/${id}`,
  },
  step: {
    folder: 'steps',
    files: (names) => ({ [`${names.id}.ts`]: step(names), [`${names.id}.test.ts`]: stepTest(names) }),
    next: (id) => `Write an example for each exit, then: npm test -- src/steps/${id}`,
  },
};

/** True for the name of a part. */
export function isPart(name: string): name is Part {
  return Object.hasOwn(PARTS, name);
}
