import { createHmac } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../../../base/json.ts';
import type { HookRequest } from '../../../channel.ts';
import type { ChannelSuite, Refusal } from '../../../contract/suite.ts';

/** The keys of a connection by which Meta's webhooks are known. */
export type GraphKeys = JsonObject & { appSecret: string; verifyToken: string };

/** What a service of Meta's Graph API knows: its connection, and what its webhooks and another service's name as object. */
export type GraphService<C extends GraphKeys> = { config: C; object: string; foreignObject: string };

const HOOK = 'https://bot.example.com/hooks/m1';
const CHALLENGE = '1158201444';

/** The members of a suite that are the same for every service of Meta's Graph API: how webhooks are signed and begun. */
export function graphSuite<C extends GraphKeys>({ config, object, foreignObject }: GraphService<C>) {
  return {
    config,
    otherKeys: {
      ...config,
      appSecret: 'another-app-secret',
      previousAppSecret: 'another-previous-one',
      verifyToken: 'another-verify-token',
    },
    sign,
    foreign: ['', 'null', '[]', '"text"', '{}', `{"object":"${foreignObject}","entry":[]}`, `{"object":"${object}"}`],
    join: (bodies: readonly string[]) =>
      JSON.stringify({
        object,
        entry: bodies.flatMap((body) => (JSON.parse(body) as { entry: JsonValue[] }).entry),
      }),
    handshake: handshakes(config),
  } satisfies Partial<ChannelSuite<C>>;
}

/** An answer of the Graph API that says no. */
export function refused(status: number, error: JsonObject): Refusal['answer'] {
  return { status, json: { error: { type: 'OAuthException', message: 'Something', fbtrace_id: 'T1', ...error } } };
}

/** Refusals that mean the same whatever the service. */
export const COMMON_REFUSALS: Readonly<Record<string, Refusal>> = {
  'an expired token': { answer: refused(401, { code: 190, error_subcode: 463 }), code: 'auth' },
  'a missing permission': { answer: refused(403, { code: 200 }), code: 'denied' },
  'an unknown code': { answer: refused(400, { code: 999_999 }), code: 'invalid' },
};

function sign(body: Uint8Array, { appSecret }: GraphKeys): HookRequest {
  const signature = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
  return { method: 'POST', url: HOOK, query: {}, headers, body };
}

function handshakes({ verifyToken }: GraphKeys) {
  const shake = (mode: string, token: string): HookRequest => {
    const query = { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': CHALLENGE };
    const url = `${HOOK}?${new URLSearchParams(query).toString()}`;
    return { method: 'GET', url, query, headers: {}, body: new Uint8Array() };
  };
  return {
    good: shake('subscribe', verifyToken),
    answer: { status: 200, contentType: 'text/plain', body: CHALLENGE },
    bad: [
      shake('subscribe', 'wrong'),
      shake('subscribe', ''),
      shake('unsubscribe', verifyToken),
      { ...shake('subscribe', verifyToken), method: 'PUT' },
    ],
  };
}
