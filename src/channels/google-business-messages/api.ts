import type { JsonObject } from '../../base/json.ts';
import type { HttpResponse } from '../../net/http.ts';
import type { ChannelIo, OutboundMessage } from '../channel.ts';
import { type GbmConfig, secretsOf } from './config.ts';
import { refusalOf } from './errors.ts';
import { accessTokenOf } from './token.ts';

type Io = ChannelIo<GbmConfig>;

/** One call: its method, its path within the conversation, and what it holds. */
export type ApiCall = { method: 'POST' | 'PATCH'; conversation: string; path: string; body: JsonObject };

/** An id of ours that was used before: what it stands for has arrived. */
const TAKEN_BEFORE = 409;

/**
 * Makes one call and resolves to its answer, which is a success, or 409 where its id was used before. A token that is
 * not accepted is replaced once: nothing has happened then.
 */
export async function callApi(io: Io, call: ApiCall): Promise<HttpResponse> {
  let token = await accessTokenOf(io);
  let response = await exchange(io, call, token);
  if (response.status === 401) {
    token = await accessTokenOf(io, token);
    response = await exchange(io, call, token);
  }
  const { status } = response;
  if ((status >= 200 && status <= 299) || status === TAKEN_BEFORE) return response;
  throw refusalOf(response, { write: true, now: io.now(), secrets: [...secretsOf(io.config), token] });
}

function exchange({ config, http }: Io, { method, conversation, path, body }: ApiCall, token: string) {
  const base = config.apiBase.replace(/\/+$/, '');
  return http({
    method,
    url: `${base}/v1/conversations/${encodeURIComponent(conversation)}${path}`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Who writes, as people see it. */
export function representative({ displayName = 'Rondine' }: GbmConfig, by?: OutboundMessage['by']): JsonObject {
  return { representativeType: by === 'staff' ? 'HUMAN' : 'BOT', displayName };
}
