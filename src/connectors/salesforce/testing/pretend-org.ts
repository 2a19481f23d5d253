import assert from 'node:assert/strict';
import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { HttpRequest } from '../../../net/http.ts';
import { recordingHttp, type Reply } from '../../../net/testing/recording-http.ts';
import { memoryConnection } from '../../testing/memory-connection.ts';
import type { SalesforceConfig } from '../config.ts';

/** A key as effects have it. */
export const KEY = `rd${'Ab3_-'.repeat(8)}Zz09`;
/** An id as records have it. */
export const RECORD_ID = '00Qxx0000000001AAA';

const CONFIG: SalesforceConfig = {
  loginUrl: 'https://acme.my.salesforce.com',
  grant: 'refresh_token',
  clientId: 'client',
  clientSecret: 'client-secret',
  refreshToken: 'refresh-1',
  accessToken: 'access-1',
  instanceUrl: 'https://acme.my.salesforce.com',
  userId: '005xx0000000001AAA',
};

/** What a test of one operation decides. `reply` sees data calls; token calls are answered with `access-2`, `access-3`… */
export type WorldOptions = {
  config?: Partial<SalesforceConfig>;
  reply?: (request: HttpRequest, number: number) => Reply | Promise<Reply>;
  token?: (request: HttpRequest, number: number) => Reply;
  beforeStore?: (next: SalesforceConfig) => void;
};

/** A connection to a pretended org with a clock in the test's hand, and the calls made, told apart by kind. */
export function pretendOrg(options: WorldOptions = {}) {
  const clock = { now: Date.parse('2026-11-22T10:00:00Z') };
  const calls: string[] = [];
  let tokens = 0;
  const recorded = recordingHttp((request, number) => {
    const { pathname, search } = new URL(request.url);
    calls.push(`${request.method} ${pathname.replace('/services/data/v67.0', '')}${decodeURIComponent(search)}`);
    if (pathname !== '/services/oauth2/token')
      return options.reply?.(request, number) ?? { status: 201, body: written() };
    tokens++;
    return options.token?.(request, tokens) ?? tokenReply({ access_token: `access-${tokens + 1}` });
  });
  const connection = memoryConnection<SalesforceConfig>({
    config: { ...CONFIG, ...options.config },
    http: recorded.http,
    now: () => clock.now,
    ...(options.beforeStore ? { beforeStore: options.beforeStore } : {}),
  });
  return { ...connection, clock, calls, requests: recorded.requests };
}

/** The answer to a create. */
export function written(id = RECORD_ID, created = true): JsonObject {
  return { id, success: true, errors: [], created };
}

/** A good answer of the token endpoint. */
export function tokenReply(more: JsonObject = {}): Reply {
  const body = {
    access_token: 'access-2',
    instance_url: 'https://acme.my.salesforce.com',
    id: 'https://login.salesforce.com/id/00Dxx0000000001AAA/005xx0000000001AAA',
    token_type: 'Bearer',
    ...more,
  };
  return { status: 200, body };
}

/** A refusal as the org words it. */
export function refusalReply(status: number, errorCode: string, message = errorCode): Reply {
  return { status, body: [{ errorCode, message, fields: [] }] };
}

/** No answer after the request went out. */
export function lostReply(): Reply {
  return { fails: new Failure({ code: 'unknown_outcome', message: 'Socket closed.' }) };
}

/** The failure that a promise ends with. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const thrown = await promise.then(
    () => assert.fail('it did not fail'),
    (error: unknown) => error,
  );
  assert.ok(thrown instanceof Failure, `not a Failure: ${String(thrown)}`);
  return thrown;
}
