import type { Names } from './new-parts.ts';

/** Every file of a new channel by its path in the project: the channel, its suite, its phone, its line of conformance. */
export function channelFiles(names: Names): Record<string, string> {
  const folder = `src/channels/${names.id}`;
  const phone = `src/simulator/${names.id}`;
  return {
    [`${folder}/${names.id}.ts`]: channel(names),
    [`${folder}/config.ts`]: config(names),
    [`${folder}/capabilities.ts`]: capabilities(names),
    [`${folder}/${names.id}.test.ts`]: suite(names),
    [`${folder}/texts.it.ts`]: texts(names),
    [`${folder}/README.md`]: readme(names),
    [`${folder}/README.it.md`]: readmeIt(names),
    [`${phone}/${names.id}.ts`]: provider(names),
    [`${phone}/${names.id}.test.ts`]: providerSuite(names),
    [`test/conformance/channels/${names.id}.ts`]: conformance(names),
  };
}

const channel = ({ id, constant, type, title }: Names): string => `import { Failure } from '../../base/failure.ts';
import type { Channel } from '../channel.ts';
import { capabilities } from './capabilities.ts';
import { ${constant}Config, type ${type}Config } from './config.ts';
import { it } from './texts.it.ts';

/** ${title}: one connection is one account. */
export const ${constant}: Channel<${type}Config> = {
  id: '${id}',
  title: '${title}',
  texts: { it },
  config: ${constant}Config,
  capabilities,
  verify: () => false,
  receive() {
    throw new Failure({ code: 'invalid', message: '${title} cannot be read yet.' });
  },
  async send() {
    throw new Failure({ code: 'unsupported', message: '${title} cannot send yet.' });
  },
  setup: () => [],
  check: async () => [{ name: 'Token', ok: false, message: '${title} cannot be checked yet.' }],
};
`;

const texts = ({ title }: Names): string => `import type { Texts } from '../../base/translate.ts';
import { it as common } from '../providers/texts.it.ts';

/** What this channel says, in Italian, by the English words: \`{name}\` stands for what is filled in. */
export const it: Texts = {
  ...common,
  Account: 'Account',
  'Where to find it.': 'Dove si trova.',
  '${title} cannot be checked yet.': '${title} non si può ancora verificare.',
};
`;

const config = ({ constant, type, title }: Names): string => `import { type Static, Type } from 'typebox';
import { ACCOUNT, SECRET } from '../../base/schema.ts';

/** Where the provider's API lives unless the connection names another place (a proxy, a simulator). */
export const DEFAULT_API_BASE = 'https://api.example.com';

/** Form of a ${title} connection. */
export const ${constant}Config = Type.Object(
  {
    account: Type.String({ title: 'Account', description: 'Where to find it.', minLength: 1, ...ACCOUNT }),
    token: Type.String({ title: 'Token', description: 'Where to find it.', minLength: 8, ...SECRET }),
    apiBase: Type.Optional(Type.String({ title: 'API address', default: DEFAULT_API_BASE, pattern: '^https?://' })),
  },
  { additionalProperties: false },
);

/** A ${title} connection's configuration. */
export type ${type}Config = Static<typeof ${constant}Config>;
`;

const capabilities = ({ title }: Names): string => `import type { Capabilities } from '../../message/capabilities.ts';

/** What ${title} carries. */
export const capabilities: Capabilities = {
  source: 'the page of the provider that says so',
  asOf: 'the day on which it was read',
  text: { max: 1000 },
  location: false,
  contacts: false,
  templates: false,
  reactions: false,
  statuses: ['sent', 'delivered', 'read', 'failed'],
  sendKey: false,
  proof: false,
};
`;

const suite = ({ id, constant, type }: Names): string => `import assert from 'node:assert/strict';
import { testChannel } from '../channel.contract.ts';
import type { ${type}Config } from './config.ts';
import { ${constant} } from './${id}.ts';

const config: ${type}Config = { account: 'account-1', token: 'token-of-the-tests' };

testChannel({
  channel: ${constant},
  config,
  otherKeys: { ...config, token: 'token-of-another' },
  sign: (body) => ({ method: 'POST', url: 'https://bot.example.com/hooks/one', query: {}, headers: {}, body }),
  fixtures: { text: { body: '{}', events: [] } },
  unknown: [],
  foreign: ['not the provider’s'],
  join: (bodies) => bodies.join(''),
  to: [{ kind: 'phone', value: '+393331234567' }],
  accepted: { json: {}, id: 'the id that the provider gave' },
  refusals: {},
  keyIn: () => undefined,
  limits: () => assert.fail('No limit of the provider is looked at yet.'),
});
`;

const readme = ({ title }: Names): string => `# ${title}

One connection is one account.

## Get the credentials

Step by step, from the provider's first page to each field of the connection.

## Connect the webhook

Where the provider wants the address, and what to subscribe to.

## Good to know

Window, limits, speed, what happens twice, what is not served: every figure with the provider's page.
`;

const readmeIt = ({ title }: Names): string => `# ${title}

Una connessione è un account.

## Ottenere le credenziali

Passo per passo, dalla prima pagina del fornitore a ogni campo della connessione.
`;

const provider = ({ id, constant, title }: Names): string => `import { deedShapes } from '../phone/deed.ts';
import type { Answer, Provider, ProviderKind } from '../phone/provider.ts';
import { parseNumber } from '../phone/customers.ts';
import { commonSettings } from '../phone/settings.ts';

const NOT_YET: Answer = { status: 501, headers: {}, body: 'This provider answers nothing yet.' };

function open(): Provider {
  return {
    accounts: ['account-1'],
    settings: commonSettings({}, []),
    deeds: deedShapes('text'),
    identity: {
      read(text) {
        const number = parseNumber(text);
        return number === undefined ? undefined : { number };
      },
      says: 'a phone number with country code',
    },
    tell: (news) => news.map(({ message }) => ({ body: JSON.stringify({ id: message.id, text: message.text }) })),
    request: ({ body }, url) => ({ method: 'POST', url, headers: { 'content-type': 'application/json' }, body }),
    answer: ({ response }) => void response.writeHead(NOT_YET.status).end(NOT_YET.body),
    refuse: () => NOT_YET,
  };
}

/** ${title} in the list of simulators. */
export const ${constant}: ProviderKind = {
  id: '${id}',
  title: '${title}',
  options: {
    account: { demo: 'account-1', help: 'the account of the business' },
    token: { demo: 'demo-token', help: 'expected with each call' },
  },
  overlay: (url) => ({ apiBase: url }),
  webhook: true,
  person: (serial) => \`39333\${String(serial).padStart(7, '0')}\`,
  open,
};
`;

const providerSuite = ({
  id,
  constant,
}: Names): string => `import { testProvider } from '../phone/provider.contract.ts';
import { ${constant} } from './${id}.ts';

testProvider({
  kind: ${constant},
  signed: () => false,
  text: (to, text) => ({ path: '/messages', headers: { authorization: 'Bearer demo-token' }, body: { to, text } }),
  stranger: (to, text) => ({ path: '/messages', headers: { authorization: 'Bearer wrong' }, body: { to, text } }),
  accepted: ({ status }) => status === 200,
  statuses: {},
});
`;

const conformance = ({
  id,
  constant,
  type,
}: Names): string => `import type { ${type}Config } from '../../../src/channels/${id}/config.ts';
import { ${constant} } from '../../../src/channels/${id}/${id}.ts';
import type { Conformance } from '../recorded.ts';

/** Nobody's recordings yet. */
export const conformance: Conformance<${type}Config> = {
  channel: ${constant},
  folder: '',
  none: 'nobody has recorded its webhooks yet',
  configFor: ({ secret }) => ({ account: 'account-1', token: 'token-of-the-tests', ...secret }),
};
`;
