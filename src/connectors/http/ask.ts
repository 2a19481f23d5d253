import type { JsonObject } from '../../base/json.ts';
import { decode } from '../../net/decode.ts';
import { afterWrite, follow, type Followed } from '../../net/follow.ts';
import type { HttpRequest } from '../../net/http.ts';
import { createMask } from '../../net/redact.ts';
import { readBody, textOf, type Body } from './body.ts';
import { buildRequest } from './build.ts';
import { limitsOf, refuseBrokenConfig, secretsOf, usesOAuth, type HttpConfig, type HttpIo } from './config.ts';
import { withCredentials } from './credentials.ts';
import { isExpected, type RequestInput } from './input.ts';
import { refusal, stillRefused } from './refusal.ts';
import { freshToken, renewToken } from './token.ts';

/** An answer with a status that the step expects. Secrets of the connection are taken out of it. */
export type Answer = { status: number; headers: Record<string, string>; body: Body; ms: number };

/**
 * Makes one request and gives its answer; throws a `Failure` for every status that the step does not expect.
 * With OAuth2, a request that is refused with 401 is sent once more with a new access token, never again.
 */
export async function ask(io: HttpIo, input: RequestInput): Promise<Answer> {
  refuseBrokenConfig(io.config);
  const request = buildRequest(io, input);
  const startedAt = io.now();
  const { config, followed } = await authorised(io, input, request);
  const { response, url, written } = followed;
  const ms = Math.max(0, io.now() - startedAt);
  const contentType = response.headers['content-type'] ?? '';
  const expected = isExpected(input, response.status);
  const mask = createMask(secretsOf(config));
  const bytes = await decode(response, limitsOf(config).maxBytes).catch((error: unknown) => {
    // What a refusal says matters less than that it refuses.
    if (expected) throw error;
    return new Uint8Array();
  });
  const text = textOf(bytes, contentType);
  const masked = text === undefined ? undefined : mask(text);
  if (!expected) {
    const failure = refusal(response, { config, request, url, text: masked, now: io.now() });
    throw written ? afterWrite(failure) : failure;
  }
  const headers = Object.entries(response.headers).filter(([name]) => !/^set-cookie2?$/.test(name));
  return {
    status: response.status,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, mask(value)])),
    body: readBody(masked, contentType),
    ms,
  };
}

/** The forms that an answer takes in a flow. */
export function presentAnswer({ status, headers, body, ms }: Answer): JsonObject {
  return { status, headers, body: body.value, ms };
}

type Asked = { config: HttpConfig; followed: Followed };

async function authorised(io: HttpIo, input: RequestInput, request: HttpRequest): Promise<Asked> {
  const send = async (config: HttpConfig): Promise<Asked> => ({
    config,
    followed: await follow(io.http, withCredentials(request, config), (status) => isExpected(input, status)),
  });
  if (!usesOAuth(io.config)) return send(io.config);
  const config = await freshToken(io);
  const first = await send(config);
  if (!mayRenew(first, request, input)) return first;
  const renewed = await renewToken(io, config.accessToken);
  const second = await send(renewed.config);
  if (mayRenew(second, request, input)) throw stillRefused(request, renewed.adopted);
  return second;
}

/** A new token helps where the token was sent: not at another origin that a redirect led to. */
function mayRenew({ followed }: Asked, request: HttpRequest, input: RequestInput): boolean {
  const { response, url, written } = followed;
  if (response.status !== 401 || written || isExpected(input, 401)) return false;
  return new URL(url).origin === new URL(request.url).origin;
}
