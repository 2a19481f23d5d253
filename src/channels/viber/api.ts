import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import { createMask } from '../../net/redact.ts';
import type { ChannelIo } from '../channel.ts';
import { exactNumbers, parseObject, textAt } from '../providers/reading.ts';
import { explain, refusal, unreadable } from '../providers/refusal.ts';
import { apiBaseOf, type ViberConfig } from './config.ts';
import { VIBER } from './errors.ts';

/** The calls of the API that are used; `get_account_info` changes nothing. */
export type Method = 'send_message' | 'set_webhook' | 'get_account_info';

/**
 * Calls the API and resolves to its answer, whose `status` was 0. Numbers too long to be exact are texts in it. Throws
 * the refusal as a `Failure`.
 */
export async function callApi(io: ChannelIo<ViberConfig>, method: Method, body: JsonObject): Promise<JsonObject> {
  const { authToken } = io.config;
  const write = method !== 'get_account_info';
  const response = await io
    .http({
      method: 'POST',
      url: `${apiBaseOf(io.config)}/pa/${method}`,
      headers: { 'content-type': 'application/json', 'x-viber-auth-token': authToken },
      body: JSON.stringify(body),
    })
    .catch((thrown: unknown) => {
      throw write ? thrown : asRead(thrown);
    });
  const answer = parseObject(exactNumbers(response.text()));
  const code = textAt(answer, 'status');
  const text = textAt(answer, 'status_message');
  if (response.status < 200 || response.status > 299) {
    throw refusal(response, { code, text }, VIBER, { write, now: io.now(), secrets: [authToken] });
  }
  if (answer === undefined || code === undefined) throw unreadable(VIBER.who, response, write);
  if (code === '0') return answer;
  const mask = createMask([authToken]);
  throw new Failure(explain({ code: mask(code), text: text && mask(text) }, VIBER));
}

/** A question that travels as a POST changes nothing all the same. */
function asRead(thrown: unknown): unknown {
  if (!(thrown instanceof Failure) || thrown.code !== 'unknown_outcome') return thrown;
  return new Failure({ ...thrown.data, code: 'unavailable' }, { cause: thrown });
}
