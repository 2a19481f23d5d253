import { Failure } from '../../base/failure.ts';
import type { JsonValue } from '../../base/json.ts';
import type { HttpRequest, HttpResponse } from '../../net/http.ts';
import { askBudget, countCalls } from './batch/budget.ts';
import { DEFAULT_API_VERSION, type SalesforceIo } from './config.ts';
import { parse, readErrors, refusal, unusableBody, type Asked, type OrgError } from './errors.ts';
import { renewSession, storedSession, type Session } from './auth/token.ts';

/** One call to the org. */
export type OrgRequest = {
  method: HttpRequest['method'];
  /** Below `/services/data/vNN.0`, or with `root` below the instance itself. Encoded by the caller. */
  path: string;
  root?: boolean;
  /** JSON as text; anything else with its own content-type. */
  body?: HttpRequest['body'];
  headers?: Record<string, string>;
  /** What the call does, for messages: "create the Lead". */
  action: string;
  /** A further status that is an answer and no failure. */
  accept?: number;
  timeoutMs?: number;
};

/** An answer that was a success or has the accepted status; `body` is its JSON. */
export type OrgAnswer = { status: number; body: JsonValue | undefined };

/** The org as one operation sees it: calls share the session that the first of them may have renewed. */
export type Org = {
  io: SalesforceIo;
  /** Makes one authorised call and throws a `Failure` for every refusal. */
  call(request: OrgRequest): Promise<OrgAnswer & Pick<HttpResponse, 'headers'>>;
  /** Id of the signed-in user, where the sign-in told it; signs in when there is no session yet. */
  userId(): Promise<string | undefined>;
  /** Address of the instance that answered last; known after the first call. */
  instanceUrl(): string;
};

/**
 * Opens the org of a connection.
 * A call that meets an expired session renews it once and is sent once more, never again: two 401 in a row are `auth`.
 */
export function openOrg(io: SalesforceIo): Org {
  let session = storedSession(io.config);
  const version = io.config.apiVersion || DEFAULT_API_VERSION;

  const signedIn = async (): Promise<Session> => (session ??= (await renewSession(io, undefined)).session);

  const exchange = async (request: OrgRequest): Promise<HttpResponse> => {
    askBudget(io);
    const ours = await signedIn();
    const first = await send(io, version, ours, request);
    if (!isExpired(first)) return first;
    const renewed = await renewSession(io, ours.accessToken);
    session = renewed.session;
    const second = await send(io, version, session, request);
    if (isExpired(second)) throw stillRefused(renewed.adopted);
    return second;
  };

  return {
    io,
    userId: async () => (await signedIn()).userId,
    instanceUrl: () => session?.instanceUrl ?? '',
    async call(request) {
      const response = await exchange(request);
      const { status, headers } = response;
      await countCalls(io, headers);
      const asked: Asked = { action: request.action, write: isWrite(request), now: io.now() };
      if (status === request.accept) return { status, headers, body: parse(response) };
      if (status < 200 || status >= 300) throw refusal(response, asked);
      if (status === 204) return { status, headers, body: undefined };
      const body = parse(response);
      if (body === undefined) throw unusableBody(status, asked);
      return { status, headers, body };
    },
  };
}

function isWrite(request: OrgRequest): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD';
}

function send(io: SalesforceIo, version: string, session: Session, request: OrgRequest): Promise<HttpResponse> {
  const headers: Record<string, string> = {
    authorization: `Bearer ${session.accessToken}`,
    accept: 'application/json',
    ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
    ...request.headers,
  };
  const base = request.root ? session.instanceUrl : `${session.instanceUrl}/services/data/${version}`;
  return io.http({
    method: request.method,
    url: base + request.path,
    headers,
    ...(request.body === undefined ? {} : { body: request.body }),
    ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
  });
}

/** True for a refusal that a new access token may cure; throws for the ones that no token cures. */
function isExpired(response: HttpResponse): boolean {
  // Userinfo answers a dead token with 403 and a bare word.
  if (response.status === 403) return /^(Bad|Missing)_OAuth_Token/.test(response.text());
  if (response.status !== 401) return false;
  const error = readErrors(response)[0];
  if (!error) return true;
  const cure = incurable(error);
  if (!cure) return error.errorCode === 'INVALID_SESSION_ID' || error.errorCode === 'INVALID_AUTH_HEADER';
  throw new Failure({
    code: 'denied',
    message: `Salesforce refuses this session: ${cure}`,
    providerCode: error.errorCode,
    providerMessage: error.message,
  });
}

/** Two refusals share their errorCode with an expired session; only the text tells them apart. */
function incurable({ message }: OrgError): string | undefined {
  if (message.includes('not valid for use with the REST API')) {
    return 'its token lacks the scope "api". Add "Manage user data via APIs (api)" to the app and connect again.';
  }
  if (message.includes('not attached to Agent')) {
    return 'the app is not attached to the agent that it acts for. Attach it in Setup, or connect as a user.';
  }
  return undefined;
}

function stillRefused(adopted: boolean): Failure {
  // A token that somebody else fetched may have been old already: the next attempt starts from it and renews it.
  if (adopted) {
    return new Failure({
      code: 'unavailable',
      message: 'Salesforce refused a session that was renewed elsewhere; the next attempt renews it.',
      retryAfterMs: 1000,
    });
  }
  return new Failure({
    code: 'auth',
    message:
      'Salesforce issues a token but refuses it at once. Check the session policies of the app (Setup > External Client App Manager > your app > Policies) and the login hours and IP ranges of the user, then connect again.',
    providerCode: 'INVALID_SESSION_ID',
  });
}
