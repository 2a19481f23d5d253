import { Failure, type FailureCode } from '../base/failure.ts';
import { isRead, type Http, type HttpRequest, type HttpResponse } from './http.ts';

/** The answer that redirects led to. */
export type Followed = {
  response: HttpResponse;
  /** Where it came from. */
  url: string;
  /**
   * True when a write was answered by a redirect to read something else: it was executed, whatever the answer says,
   * so that no later refusal may be taken for "nothing happened".
   */
  written: boolean;
};

const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** What may travel to an origin that the caller did not name; a key can stand in any other header. */
const HARMLESS = new Set(['accept', 'accept-encoding', 'accept-language', 'content-type', 'user-agent']);

/** Failures that say "not executed": after a write was answered they would be untrue. */
const NOT_EXECUTED: readonly FailureCode[] = ['unavailable', 'timeout', 'rate_limited'];

/**
 * Makes an exchange and follows up to five redirects by the rules of RFC 9110: 303 reads, 301 and 302 turn POST into
 * GET, 307 and 308 repeat the request as it was. Headers beyond the harmless ones stay at the origin they were meant
 * for, and nothing goes from https to http. `timeoutMs` bounds the whole chain. A status for which `isAnswer` is true is
 * not followed.
 */
export async function follow(
  http: Http,
  request: HttpRequest,
  isAnswer: (status: number) => boolean = () => false,
): Promise<Followed> {
  const end = request.timeoutMs === undefined ? Infinity : performance.now() + request.timeoutMs;
  let current = request;
  let written = false;
  try {
    for (let redirects = 0; ; redirects++) {
      const response = await http(withTimeLeft(current, end));
      const location = response.headers['location'];
      const { status } = response;
      if (!REDIRECTS.has(status) || !location || isAnswer(status)) return { response, url: current.url, written };
      const next = redirected(current, status, location);
      written ||= !isRead(current.method) && isRead(next.method);
      if (redirects === MOST_REDIRECTS) throw endless(request);
      current = next;
    }
  } catch (error) {
    throw written ? afterWrite(error) : error;
  }
}

/** A failure as it counts once a write was answered: what would say "not executed" is an unknown outcome. */
export function afterWrite(error: unknown): unknown {
  if (!(error instanceof Failure) || !NOT_EXECUTED.includes(error.code)) return error;
  return new Failure({ ...error.data, code: 'unknown_outcome' }, { cause: error });
}

function withTimeLeft(request: HttpRequest, end: number): HttpRequest {
  if (end === Infinity) return request;
  return { ...request, timeoutMs: Math.max(1, Math.ceil(end - performance.now())) };
}

function redirected(request: HttpRequest, status: number, location: string): HttpRequest {
  const from = new URL(request.url);
  const to = URL.parse(location, from);
  if (!to || (to.protocol !== 'https:' && to.protocol !== 'http:')) {
    throw refused(from, 'somewhere that is no web address');
  }
  if (to.username || to.password) throw refused(from, 'an address with a user name or password');
  if (from.protocol === 'https:' && to.protocol === 'http:') throw refused(from, 'an address without encryption');
  const reads = status === 303 ? request.method !== 'HEAD' : status < 303 && request.method === 'POST';
  const { body, headers = {}, ...rest } = request;
  const kept = Object.entries(headers).filter(
    ([name]) => !(reads && /^content-/i.test(name)) && (from.origin === to.origin || HARMLESS.has(name.toLowerCase())),
  );
  return {
    ...rest,
    url: to.href,
    method: reads ? 'GET' : request.method,
    headers: Object.fromEntries(kept),
    ...(reads || body === undefined ? {} : { body }),
  };
}

function refused(from: URL, where: string): Failure {
  return new Failure({
    code: 'denied',
    message: `${from.origin} redirects to ${where}; it was not followed. Use the address that it leads to.`,
    details: { host: from.host },
  });
}

function endless({ url }: HttpRequest): Failure {
  const { host, origin } = new URL(url);
  return new Failure({
    code: 'invalid',
    message: `${origin} redirects more than ${MOST_REDIRECTS} times. Use the address that it leads to in the end.`,
    details: { host },
  });
}
