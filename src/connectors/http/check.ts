import { Failure } from '../../base/failure.ts';
import type { ProbeResult } from '../../base/probe.ts';
import { follow } from '../../net/follow.ts';
import type { HttpRequest } from '../../net/http.ts';
import { statusFailure } from '../../net/status.ts';
import { limitsOf, refuseBrokenConfig, usesOAuth, type HttpConfig, type HttpIo } from './config.ts';
import { baseOf } from './address.ts';
import { withCredentials } from './credentials.ts';
import { freshToken } from './token.ts';

/** Looks at a connection from outside: is it complete, can a token be had, does its base URL answer. Changes nothing. */
export async function checkHttp(io: HttpIo): Promise<ProbeResult[]> {
  const complete = await probe('Configuration', () => {
    refuseBrokenConfig(io.config);
    return Promise.resolve('Nothing is missing.');
  });
  if (!complete.ok) return [complete];
  let { config } = io;
  const probes: ProbeResult[] = [];
  if (usesOAuth(config)) {
    const signIn = await probe('Access token', async () => {
      config = await freshToken(io);
      return 'The token URL gives access tokens.';
    });
    if (!signIn.ok) return [signIn];
    probes.push(signIn);
  }
  const { baseUrl } = config;
  if (!baseUrl)
    return [{ ...complete, message: 'Without a base URL there is nothing to try; requests name addresses.' }];
  return [...probes, await probe('Base URL', () => knock(io, config, baseUrl))];
}

/** HEAD where the server knows it, GET where not. Any answer but a refusal of ours or trouble of theirs will do. */
async function knock(io: HttpIo, config: HttpConfig, baseUrl: string): Promise<string> {
  const { origin, host, href } = baseOf(baseUrl);
  const request: HttpRequest = withCredentials(
    { method: 'HEAD', url: href, ...limitsOf(config), guard: { allowPrivate: config.allowPrivate ?? [] } },
    config,
  );
  let { response } = await follow(io.http, request);
  if (response.status === 405 || response.status === 501) {
    ({ response } = await follow(io.http, { ...request, method: 'GET' }));
  }
  const { status } = response;
  if (status === 401 || status === 403 || status === 429 || status >= 500) {
    throw statusFailure(response, { who: host, write: false, now: io.now() });
  }
  return `${origin} answers (status ${status}).`;
}

async function probe(name: string, look: () => Promise<string>): Promise<ProbeResult> {
  try {
    return { name, ok: true, message: await look() };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { name, ok: false, message: error.message, fix: fixFor(error) };
  }
}

function fixFor({ code, data }: Failure): string {
  if (data.details?.['reason'] !== undefined) return 'Add the host with its port to allowPrivate, if it is meant.';
  if (code === 'auth') return 'Correct the credentials in the connection as the message says.';
  if (code === 'denied') return 'Check what these credentials may do there.';
  if (code === 'invalid') return 'Correct the field that the message names.';
  return 'Try again in a moment; if it stays, check the address and the way from this server to it.';
}
