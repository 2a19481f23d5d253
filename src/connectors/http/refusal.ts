import { Failure, type FailureCode } from '../../base/failure.ts';
import { isRead, type HttpRequest, type HttpResponse } from '../../net/http.ts';
import { createRedactor } from '../../net/redact.ts';
import { statusFailure } from '../../net/status.ts';
import { hasCredentials, secretsOf, type HttpConfig } from './config.ts';

/** What was asked, and what is known of the answer. */
export type Refused = {
  config: HttpConfig;
  request: HttpRequest;
  /** Where the answer came from: another address than the request's after redirects. */
  url: string;
  /** The answer's text; undefined when it is none. */
  text: string | undefined;
  now: number;
};

const LONGEST_EXCERPT = 300;

/**
 * The failure that an unexpected status means. The rules are those of `statusFailure`; only a 401 is `auth` where the
 * connection's own credentials were refused, and `denied` elsewhere: no repair of the connection would help.
 */
export function refusal(response: HttpResponse, refused: Refused): Failure {
  const { config, request, now } = refused;
  const { host, origin } = new URL(refused.url);
  const { data } = statusFailure(response, { who: host, write: !isRead(request.method), now });
  const own = hasCredentials(config) && origin === new URL(request.url).origin;
  const code = codeOf(response.status, { own, usual: data.code });
  const excerpt = excerptOf(response, refused);
  return new Failure({
    ...data,
    code,
    message: `${data.message}${excerpt ? ` It says: ${excerpt}` : ''}${cure(response.status, code)}`,
    ...(excerpt ? { providerMessage: excerpt } : {}),
    details: { ...data.details, host },
  });
}

function codeOf(status: number, { own, usual }: { own: boolean; usual: FailureCode }): FailureCode {
  // Done over there, although not as the step wants it: a repeat would do it twice.
  if (status < 300) return 'invalid';
  return status === 401 && !own ? 'denied' : usual;
}

/** Two answers of 401 in a row: with a token that we fetched ourselves, or with one that somebody else did. */
export function stillRefused({ url }: HttpRequest, adopted: boolean): Failure {
  const { host } = new URL(url);
  // A token that somebody else fetched may have been old already: the next attempt starts from it and renews it.
  if (adopted) {
    const message = `${host} refused an access token that was renewed elsewhere; the next attempt renews it.`;
    return new Failure({ code: 'unavailable', message, retryAfterMs: 1000, details: { status: 401, host } });
  }
  return new Failure({
    code: 'auth',
    message: `${host} refuses an access token that was issued just now. Check scope, audience and what the client may do there.`,
    details: { status: 401, host },
  });
}

function cure(status: number, code: FailureCode): string {
  if (status !== 401) return '';
  return code === 'auth'
    ? ' It refuses the credentials of the connection: enter them anew.'
    : ' It wants credentials: use a connection that has some.';
}

function excerptOf({ headers }: HttpResponse, { config, text = '' }: Refused): string {
  if (/html/i.test(headers['content-type'] ?? '') || /^\s*<(?:!doctype|html)/i.test(text)) return '';
  // Cut first where it is long: the patterns of the redactor need not read a whole megabyte.
  const said = createRedactor(secretsOf(config)).text(text.slice(0, 4 * LONGEST_EXCERPT));
  const line = said.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_EXCERPT ? `${line.slice(0, LONGEST_EXCERPT)}…` : line;
}
