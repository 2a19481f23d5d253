import type { TestContext } from 'node:test';
import { id } from '../../src/base/ids.ts';
import { isObject, type JsonValue } from '../../src/base/json.ts';
import { connectors } from '../../src/connectors/index.ts';
import type { ConnectionSeed } from '../../src/engine/connection-book.ts';
import { createPerform, type Perform } from '../../src/engine/perform.ts';
import type { Http, HttpRequest, HttpResponse } from '../../src/net/http.ts';
import { createHttp } from '../../src/net/pool.ts';
import { createRedactor } from '../../src/net/redact.ts';
import { linksOf } from '../../src/inbox/links.ts';
import { DEMO_REFRESH_TOKEN, type Org } from '../../src/simulator/salesforce/org.ts';
import type { SetupDeed } from '../../src/simulator/salesforce/setup/deeds.ts';
import { startOrgServer } from '../../src/simulator/salesforce/server.ts';
import type { EffectRecord } from '../../src/store/records.ts';
import type { FoundRecord } from '../../src/inbox/options.ts';
import { createPhones, type Arrival, type Life } from './life.ts';

/** The name of the connection to the org in flows. */
export const crm = id.connection('salesforce');

const byId = Object.fromEntries(connectors.map((connector) => [connector.id, connector]));

/** Calls the org refuses by a rule of its admin: gives its words where a new Lead breaks it. */
export type AdminRule = (fields: Readonly<Record<string, unknown>>) => string | undefined;

/** An org that the real connector talks to over HTTP, and phones that take every message. */
export type LifeOrg = {
  org: Org;
  arrived: Arrival[];
  seed: ConnectionSeed;
  /** The rule that the admin has set, if there is one. */
  rule: AdminRule | undefined;
  perform(life: Life): Perform;
  recordsOf(effect: EffectRecord): readonly FoundRecord[];
};

/** What an admin has done to the org before; with `shares`, writes that wait together share calls, as in a server. */
export type LifeOrgOptions = { setup?: readonly SetupDeed[]; shares?: boolean };

/** Starts an org that lives by the time of `now` and ends with the test. */
export async function startLifeOrg(
  t: TestContext,
  now: () => number,
  { setup = [], shares = false }: LifeOrgOptions = {},
): Promise<LifeOrg> {
  const server = await startOrgServer({ now, setup });
  const { http, close } = createHttp({ closeGraceMs: 0 });
  t.after(async () => {
    await close();
    await server.close();
  });
  const phones = createPhones();
  const config = {
    loginUrl: server.url,
    grant: 'refresh_token',
    clientId: 'app',
    clientSecret: 'secret-of-app',
    refreshToken: DEMO_REFRESH_TOKEN,
  };
  const life: LifeOrg = {
    org: server.org,
    arrived: phones.arrived,
    seed: { key: crm, kind: 'connector', type: 'salesforce', config, seed: 'one' },
    rule: undefined,
    perform(of) {
      const perform = performWith(of, phones.perform(of), (request) => ruled(request, life.rule) ?? http(request));
      const { groups: _, ...alone } = perform;
      return shares ? perform : alone;
    },
    recordsOf: ({ request, output = {} }) =>
      (request.kind === 'call' &&
        byId['salesforce']?.operations[request.operation]?.records?.(request.input, output)) ||
      [],
  };
  return life;
}

/** Calls go to the org as in a server; messages go to the phones. */
function performWith(life: Life, phones: Perform, http: Http): Perform {
  const { process, store, connections } = life;
  const calls = createPerform({
    store,
    connections,
    channels: {},
    connectors: byId,
    http: (request) => process.busy(http(request)),
    installation: 'life',
    now: process.now,
    log: (text) => void life.log.push(text),
    redactor: createRedactor,
    linksOf: (effect, connection) => linksOf(effect, connection, store),
  });
  const of = ({ request }: EffectRecord): Perform => (request.kind === 'send' ? phones : calls);
  return {
    attempt: (effect, seen) => of(effect).attempt(effect, seen),
    repeatable: (effect) => of(effect).repeatable(effect),
    ...(calls.groups ? { groups: calls.groups } : {}),
  };
}

/** The answer of an org whose rule a new Lead breaks. */
function ruled({ method, url, body }: HttpRequest, rule: AdminRule | undefined): Promise<HttpResponse> | undefined {
  if (!rule || method !== 'PATCH' || !url.includes('/sobjects/Lead/')) return undefined;
  const fields = JSON.parse(String(body)) as JsonValue;
  const message = isObject(fields) ? rule(fields) : undefined;
  if (message === undefined) return undefined;
  const text = JSON.stringify([{ message, errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields: [] }]);
  const headers = { 'content-type': 'application/json;charset=UTF-8' };
  return Promise.resolve({ status: 400, headers, body: new TextEncoder().encode(text), text: () => text });
}
