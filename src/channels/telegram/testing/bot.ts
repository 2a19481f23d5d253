import type { JsonObject, JsonValue } from '../../../base/json.ts';
import type { HttpRequest, HttpResponse } from '../../../net/http.ts';
import { channelIo } from '../../testing/channel-io.ts';
import type { TelegramConfig } from '../config.ts';

/** One call that was made: the API's method, and its parameters however they travelled. */
export type Called = { method: string; parameters: JsonObject; request: HttpRequest };

/** The bot of the tests. */
export const CONFIG: TelegramConfig = { botToken: '7000:token-of-the-tests-AAA', secretToken: 'secret-of-the-tests' };

/** A refusal in the words of the Bot API. */
export function refused(error_code: number, description: string, parameters?: JsonObject): Partial<HttpResponse> {
  const answer = { ok: false, error_code, description, ...(parameters && { parameters }) };
  return { status: error_code, body: Buffer.from(JSON.stringify(answer)) };
}

/** A good answer of the Bot API. */
export function good(result: JsonValue): Partial<HttpResponse> {
  return { status: 200, body: Buffer.from(JSON.stringify({ ok: true, result })) };
}

/** A connection whose every call is answered by `answer`, and a list of what was called. */
export function bot(
  answer: (called: Called, number: number) => Partial<HttpResponse> | Promise<Partial<HttpResponse>>,
  config: TelegramConfig = CONFIG,
) {
  const calls: Called[] = [];
  const io = channelIo<TelegramConfig>({
    config,
    now: () => Date.UTC(2026, 10, 22),
    async http(request) {
      const called = { method: methodOf(request), parameters: parametersOf(request), request };
      const { status = 200, headers = {}, body = new Uint8Array() } = await answer(called, calls.push(called));
      return { status, headers, body, text: () => Buffer.from(body).toString() };
    },
  });
  return { io, calls };
}

function methodOf({ url }: HttpRequest): string {
  return new URL(url).pathname.split('/').at(-1) ?? '';
}

function parametersOf({ url, body }: HttpRequest): JsonObject {
  if (typeof body === 'string') return JSON.parse(body) as JsonObject;
  return Object.fromEntries(new URL(url).searchParams);
}
