import { Failure } from '../../base/failure.ts';
import type { HttpResponse } from '../../net/http.ts';
import type { NotifyConfig, NotifyIo } from './config.ts';

const TIMEOUT_MS = 15_000;

/** Posts JSON to the connection's address; any HTTP status resolves. */
export async function post(io: NotifyIo, body: string, headers: Record<string, string> = {}): Promise<HttpResponse> {
  return io.http({
    method: 'POST',
    url: required(io.config, 'url'),
    headers: { 'content-type': 'application/json', ...headers },
    body,
    timeoutMs: TIMEOUT_MS,
    maxBytes: 64 * 1024,
  });
}

/** A field of the connection that its kind cannot do without; `auth` without it, so that notices wait for the repair. */
export function required(config: NotifyConfig, field: 'url' | 'host' | 'from'): string {
  const value = config[field];
  if (value) return value;
  throw new Failure({
    code: 'auth',
    message: `The connection of kind "${config.kind}" has no "${field}". Add it to the connection.`,
    fields: [field],
  });
}

/** True for a web page: what a proxy or a notice of maintenance answers in place of the system that was meant. */
export function isPage(response: HttpResponse): boolean {
  return response.text().trimStart().startsWith('<');
}

/** The failure of an answer that came from something else than what was meant. */
export function strayAnswer(who: string, response: HttpResponse): Failure {
  return new Failure({
    code: 'unavailable',
    message: `What answered with status ${response.status} was not ${who}. Check the address, and proxies on the way.`,
    details: { status: response.status },
  });
}
