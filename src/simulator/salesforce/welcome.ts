import type { OrgServer } from './server.ts';
import { DEMO_REFRESH_TOKEN } from './org.ts';
import type { MainOptions } from './main-options.ts';

const WORDS = {
  en: {
    page: 'Records and calls',
    connect: 'To connect the org:',
    login: 'Login URL',
    key: 'Consumer Key',
    secret: 'Consumer Secret',
    token: 'Refresh token',
    any: '(any is accepted)',
    cli: 'With the Salesforce CLI:',
    end: 'Ctrl+C ends it.',
  },
  it: {
    page: 'Record e chiamate',
    connect: 'Per collegare l’organizzazione:',
    login: 'URL di accesso',
    key: 'Consumer Key',
    secret: 'Consumer Secret',
    token: 'Refresh token',
    any: '(va bene qualsiasi)',
    cli: 'Con la CLI di Salesforce:',
    end: 'Ctrl+C per terminare.',
  },
} as const;

/** What a person needs to use a started org: where it is, what to paste into a connection, commands of `sf` that work. */
export function welcomeText({ url, org }: OrgServer, options: MainOptions): string {
  const words = WORDS[org.language];
  const [client] = options.clients ?? [];
  const any = client ? '' : ` ${words.any}`;
  const name = String(org.store.find(org.organizationId)?.fields['Name'] ?? '');
  const lines: [string, string][] = [
    [words.login, url],
    [words.key, (client?.id ?? 'demo') + any],
    [words.secret, client ? (client.secret ?? '') : `demo${any}`],
    [words.token, options.refreshTokens?.[0] ?? DEMO_REFRESH_TOKEN],
  ];
  const width = Math.max(...lines.map(([label]) => label.length)) + 2;
  const commands = [
    `SF_ACCESS_TOKEN='${org.sessions.open()}' sf org login access-token --instance-url ${url} --no-prompt --alias demo`,
    `sf org login web --instance-url ${url} --alias demo`,
    'sf data create record --target-org demo --sobject Lead --values "LastName=Rossi Company=Prova"',
    'sf data query --target-org demo --query "SELECT Id, Name, Company FROM Lead"',
  ];
  return [
    `${name} (${org.organizationId})`,
    `${words.page}: ${url}/`,
    '',
    words.connect,
    ...lines.map(([label, value]) => `  ${label.padEnd(width)}${value}`),
    '',
    words.cli,
    ...commands.map((command) => `  ${command}`),
    '',
    words.end,
    '',
  ].join('\n');
}
