import type { TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { startOrgServer, type OrgServer, type OrgServerOptions } from './server.ts';
import { DEMO_REFRESH_TOKEN } from './org.ts';

/** What a call over HTTP came back with; `body` is parsed where it is JSON. */
export type Reply = { status: number; headers: Headers; text: string; body: unknown };

/** An org for one test with a signed-in client. */
export type TestOrg = OrgServer & {
  /** Calls a path below the server with the client's token; a body that is not text is sent as JSON. */
  call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Reply>;
  /** Asks the token endpoint. */
  token: (form: Record<string, string>, headers?: Record<string, string>) => Promise<Reply>;
  /** Signs in and uses the new session from now on. */
  signIn: () => Promise<void>;
};

/** Starts an org that ends with the test and signs in. */
export async function startTestOrg(context: TestContext, options: OrgServerOptions = {}): Promise<TestOrg> {
  const server = await startOrgServer(options);
  context.after(server.close);
  let accessToken = '';
  const token: TestOrg['token'] = async (form, headers = {}) => {
    const body = new URLSearchParams(form);
    return read(await fetch(`${server.url}/services/oauth2/token`, { method: 'POST', body, headers }));
  };
  const org: TestOrg = {
    ...server,
    call: async (method, path, body, headers = {}) => {
      const sent = { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json', ...headers };
      const init: RequestInit = { method, headers: sent };
      if (body !== undefined) init.body = typeof body === 'string' ? body : JSON.stringify(body);
      return read(await fetch(server.url + path, init));
    },
    token,
    signIn: async () => {
      const refreshToken = options.refreshTokens?.[0] ?? DEMO_REFRESH_TOKEN;
      const client = options.clients?.[0] ?? { id: 'app', secret: 'secret' };
      const credentials = { client_id: client.id, client_secret: client.secret ?? '' };
      const reply = await token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...credentials });
      accessToken = (reply.body as { access_token: string }).access_token;
    },
  };
  await org.signIn();
  return org;
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
}

/** The first error of a refused data call. */
export function errorOf(reply: Reply): { errorCode: string; message: string; fields?: string[] } {
  const [error] = reply.body as { errorCode: string; message: string; fields?: string[] }[];
  if (!error) throw new Error(`No error in ${reply.text}`);
  return error;
}

/** Waits until a condition holds, five seconds at most. */
export async function until(condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + 5000;
  while (!condition()) {
    if (performance.now() > giveUpAt) throw new Error(`Not so after five seconds: ${condition.toString()}`);
    await setImmediate();
  }
}
