import type { JsonObject } from '../../../base/json.ts';
import type { HttpRequest } from '../../../net/http.ts';
import { createMask } from '../../../net/redact.ts';
import type { ChannelIo } from '../../channel.ts';
import { parseObject } from '../reading.ts';
import { refusal, unreadable } from '../refusal.ts';
import { dictionaryOf, errorIn } from './errors.ts';
import { type Platform, secretsOf } from './platform.ts';

/** What a call needs of a connection. */
export type GraphIo = Pick<ChannelIo, 'http' | 'now'>;

/** One call of the Graph API. `write` where a repetition could do harm: a failure may then be of unknown outcome. */
export type GraphCall = { method: 'GET' | 'POST' | 'DELETE'; path: string; json?: JsonObject; write?: boolean };

/**
 * Makes a call with the account's token and gives the object that it answers. Throws a `Failure` classified by Meta's
 * code, also for an error under HTTP 200; no secret of the connection is left in it.
 */
export async function callGraph(io: GraphIo, platform: Platform, call: GraphCall): Promise<JsonObject> {
  const { write = false } = call;
  const response = await io.http(requestOf(platform, call));
  const good = response.status >= 200 && response.status < 300;
  const answer = good ? parseObject(response.text()) : undefined;
  if (answer && !answer['error']) return answer;
  if (good && !answer) throw unreadable(platform.who, response, write);
  const secrets = secretsOf(platform);
  const asked = { write, now: io.now(), secrets };
  throw refusal(response, errorIn(response, createMask(secrets)), dictionaryOf(platform.who), asked);
}

function requestOf({ api, accessToken, proof }: Platform, { method, path, json }: GraphCall): HttpRequest {
  const joint = path.includes('?') ? '&' : '?';
  const url = `${api}/${path}${proof === undefined ? '' : `${joint}appsecret_proof=${proof}`}`;
  const authorization = `Bearer ${accessToken}`;
  if (json === undefined) return { method, url, headers: { authorization } };
  const headers = { authorization, 'content-type': 'application/json' };
  return { method, url, headers, body: JSON.stringify(json) };
}
