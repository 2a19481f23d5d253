import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createHttp } from '../../../net/pool.ts';
import type { OAuthClient } from '../../../simulator/salesforce/oauth-client.ts';
import { startOrgServer, type OrgServerOptions } from '../../../simulator/salesforce/server.ts';
import type { SetupDeed } from '../../../simulator/salesforce/setup/deeds.ts';
import { memoryConnection } from '../../testing/memory-connection.ts';
import type { Use } from '../../connector.ts';
import type { SalesforceConfig } from '../config.ts';
import { KEY } from '../testing/pretend-org.ts';
import { checkOrg } from './check.ts';

const OURS = 'https://rondine.acme.it/connect/crm/callback';
const APP: OAuthClient = { id: 'app', secret: 'secret-of-app', callbacks: [OURS] };
const ORG_USER = 'integrazione@rondine-demo.example';

const USES: readonly Use[] = [
  {
    flow: 'lead',
    step: 'save',
    operation: 'create',
    input: {
      object: 'Lead',
      fields: { LastName: { $unknown: {} }, Company: 'Acme', Phone: { $unknown: {} }, LeadSource: 'Web' },
    },
  },
];

type Planted = {
  app?: Partial<OAuthClient>;
  org?: OrgServerOptions;
  setup?: readonly SetupDeed[];
  config?: Partial<SalesforceConfig>;
  uses?: readonly Use[];
  /** Calls of the day that are used up. */
  used?: number;
};

/** What the doctor finds in an org in which this was planted. */
async function lookInto(t: TestContext, { app, org, setup, config, uses = USES, used = 0 }: Planted) {
  const clients = [{ ...APP, ...app }];
  const server = await startOrgServer({ clients, callLog: false, ...org, ...(setup ? { setup } : {}) });
  const { http, close } = createHttp({ closeGraceMs: 0 });
  t.after(async () => {
    await close();
    await server.close();
  });
  server.org.usage.used = used;
  const connection = memoryConnection<SalesforceConfig>({
    config: {
      loginUrl: server.url,
      grant: 'authorization_code',
      clientId: 'app',
      clientSecret: 'secret-of-app',
      refreshToken: '5Aep-demo-refresh',
      ...config,
    },
    http,
  });
  return checkOrg(connection.io(KEY), uses, { redirectUri: OURS });
}

/** Client credentials prove app and policies without a browser. */
const ACTING: Partial<SalesforceConfig> = { grant: 'client_credentials', refreshToken: '' };
const user = (policy: object): OrgServerOptions => ({ users: { [ORG_USER]: policy } });
const KEY_FIELD = { object: 'Lead', field: 'Rondine_Key__c' } as const;

const PLANTED: readonly [what: string, planted: Planted, probe: string, words: RegExp, page: RegExp][] = [
  [
    'an unknown app',
    { config: { ...ACTING, clientId: 'other' } },
    'App',
    /does not know this Consumer Key/,
    /Consumer Key and Secret$/,
  ],
  [
    'an app that propagates still',
    { app: { propagatingUntil: Date.now() + 600_000 } },
    'App',
    /less than 10 minutes ago\?/,
    /Consumer Key and Secret$/,
  ],
  ['a wrong secret', { config: { clientSecret: 'wrong' } }, 'Consumer Secret', /is wrong/, /Consumer Key and Secret$/],
  [
    'another callback URL',
    { app: { callbacks: [`${OURS}/`] } },
    'Callback URL',
    /does not list our callback/,
    /Callback URL$/,
  ],
  ['an app that is not installed', { app: { notInstalled: true } }, 'App', /not installed/, /OAuth Usage$/],
  [
    'a missing scope api',
    { app: { scopes: ['web', 'refresh_token'] }, config: ACTING },
    'Scopes',
    /lacks the scope api/,
    /OAuth Scopes$/,
  ],
  [
    'a missing scope refresh_token',
    { config: { refreshToken: '', accessToken: 'x', instanceUrl: 'http://127.0.0.1:9' } },
    'Scopes',
    /lacks the scope refresh_token/,
    /OAuth Scopes$/,
  ],
  [
    'a flow that is off',
    { app: { flows: ['authorization_code'] } },
    'Flow of the app',
    /does not allow this way/,
    /Flow Enablement$/,
  ],
  [
    'a revoked refresh token',
    { config: { refreshToken: '5Aep-old' } },
    'Refresh token',
    /revoked, has expired/,
    /Refresh Token Policy$/,
  ],
  [
    'an inactive user',
    { org: user({ inactive: true }) },
    'User',
    /deactivated or frozen/,
    /Users > the connected user$/,
  ],
  ['a locked org', { org: { policy: { locked: true } } }, 'Org', /locked or has expired/, /Company Information$/],
  [
    'an org without the API',
    { org: { policy: { apiDisabled: true } } },
    'API access',
    /REST API is off/,
    /API Enabled$/,
  ],
  [
    'a user without the API',
    { org: user({ apiDisabled: true }) },
    'API access',
    /API is off for this user/,
    /API Enabled$/,
  ],
  ['an IP policy of the app', { app: { ipRestricted: true } }, 'IP policy', /keeps this server out/, /IP Relaxation$/],
  [
    'an IP policy of the profile',
    { org: user({ ipRestricted: true }) },
    'IP policy',
    /keeps this server out/,
    /IP Relaxation$/,
  ],
  ['login hours', { org: user({ outsideLoginHours: true }) }, 'Policies of the app', /login hours/, /Login History$/],
  [
    'users that an admin must approve',
    { app: { adminApprovedOnly: true } },
    'Policies of the app',
    /Only users that an admin approved/,
    /Permitted Users$/,
  ],
  ['no Run As user', { app: { runAs: null }, config: ACTING }, 'Run As user', /no user to act as/, /Run As$/],
  [
    'client credentials away from My Domain',
    { org: { policy: { genericHost: true } }, config: ACTING },
    'Host',
    /My Domain only/,
    /My Domain$/,
  ],
  [
    'the shared host with client credentials',
    { config: { ...ACTING, loginUrl: 'https://login.salesforce.com' } },
    'Host',
    /do not work on https:..login.salesforce.com/,
    /My Domain$/,
  ],
  [
    'a hidden field',
    { setup: [{ deed: 'change-field', object: 'Lead', field: 'Phone', access: 'hidden' }] },
    'Lead.Phone',
    /hidden by field-level security/,
    /Phone > Set Field-Level Security$/,
  ],
  [
    'a read-only field',
    { setup: [{ deed: 'change-field', object: 'Lead', field: 'Phone', access: 'read-only' }] },
    'Lead.Phone',
    /Read-only/,
    /Phone > Set Field-Level Security$/,
  ],
  [
    'an object that may not be created',
    { uses: [{ flow: 'f', step: 's', operation: 'delete', input: { object: 'Organization' } }] },
    'Organization',
    /lacks on Organization: Delete/,
    /Object Settings > Organization$/,
  ],
  [
    'an unknown object',
    { uses: [{ flow: 'f', step: 's', operation: 'get', input: { object: 'Order__c' } }] },
    'Order__c',
    /does not exist, or the user may not see it/,
    /Object Settings > Order__c$/,
  ],
  [
    'no External ID field',
    { setup: [{ deed: 'remove-field', ...KEY_FIELD }] },
    'Lead: exactly once',
    /does not exist/,
    /Lead > Fields & Relationships > New$/,
  ],
  [
    'an External ID field that is not unique',
    { setup: [{ deed: 'change-field', ...KEY_FIELD, unique: false }] },
    'Lead: exactly once',
    /not Unique/,
    /Rondine_Key__c/,
  ],
  [
    'a short External ID field',
    { setup: [{ deed: 'change-field', ...KEY_FIELD, length: 40 }] },
    'Lead: exactly once',
    /shorter than the 46/,
    /Rondine_Key__c/,
  ],
  [
    'a value that the picklist refuses',
    { setup: [{ deed: 'change-field', object: 'Lead', field: 'LeadSource', restricted: true, values: ['Telefono'] }] },
    'Lead.LeadSource',
    /does not know "Web"/,
    /LeadSource > Values$/,
  ],
  [
    'calls that are nearly used up',
    { org: { dailyApiRequests: 15_000 }, used: 14_000 },
    'API calls',
    /of 15000 calls are left/,
    /Company Information$/,
  ],
  [
    'a full data storage',
    { setup: [{ deed: 'org', storageFull: true }] },
    'Data storage',
    /0 of 1024 MB/,
    /Storage Usage$/,
  ],
];

for (const [what, planted, probe, words, page] of PLANTED) {
  test(`the doctor finds ${what} and names its page`, async (t) => {
    const bad = (await lookInto(t, planted)).filter(({ ok }) => !ok);
    assert.deepEqual(
      bad.map(({ name }) => name),
      [probe],
    );
    const [found] = bad;
    assert.match(found?.message ?? '', words);
    assert.match(found?.place ?? '', page);
    assert.ok(found?.fix);
    assert.match(found?.translations?.['it']?.place ?? '', /^Impostazioni > /);
  });
}

test('the doctor finds a well made org in order', async (t) => {
  const probes = await lookInto(t, { app: { requirePkce: true, rotate: true } });
  assert.deepEqual(
    probes.filter(({ ok }) => !ok),
    [],
  );
  assert.match(probes.find(({ name }) => name === 'PKCE')?.message ?? '', /insists on it/);
  assert.match(probes.find(({ name }) => name === 'User')?.message ?? '', /Acts as /);
});
