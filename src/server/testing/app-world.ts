import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { systemClock } from '../../engine/clock.ts';
import { openStore } from '../../store/sql/sqlite.ts';
import type { World } from '../api/route.ts';
import type { Role, Scope } from '../auth/caller.ts';
import { createSignIn, type SignIn } from '../auth/sign-in.ts';
import type { DoorOptions } from '../plugins/door.ts';
import { createRunLinks } from '../run-links.ts';
import { createServer } from '../server.ts';

/** A browser, as far as sign-in is concerned: it keeps cookies, and says where its page stands. */
export type Browser = {
  /** `POST /api/auth/link`; a body is sent as JSON. */
  call(named: string, body?: unknown, headers?: Record<string, string>): Promise<Called>;
  cookies: Map<string, string>;
};

export type Called = {
  status: number;
  json: { readonly [name: string]: unknown };
  text: string;
  headers: Readonly<Record<string, string>>;
  /** As they were set. */
  setCookies: readonly string[];
};

/** The whole server over a real sign-in database, with a clock moved by hand for links and tokens. */
export type AppWorld = {
  app: FastifyInstance;
  signIn: SignIn;
  folder: string;
  /** What the log was told. */
  log: string[];
  clock: { at: number };
  browser(origin?: string): Browser;
  /** Makes the first owner; the browser is then signed in. */
  owner(browser?: Browser): Promise<Browser>;
  /** Invites somebody of a role, who comes in at once. */
  person(owner: Browser, role: Role, email?: string): Promise<Browser>;
  /** Makes a token as whoever is signed in there. */
  token(browser: Browser, scopes: readonly Scope[], more?: object): Promise<{ token: string; id: string }>;
};

export const PASSWORD = 'four swallows over Rome';
export const OWNER = 'ada@example.com';

const PAGE =
  '<!doctype html><html><head><title>App</title></head><body><script type="module" src="/assets/app-1.js"></script></body></html>';

/** Serves the app for a test. */
export async function openApp(
  t: Pick<TestContext, 'after'>,
  { databaseUrl, ...door }: Partial<DoorOptions> & { databaseUrl?: string } = {},
): Promise<AppWorld> {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-app-'));
  const webRoot = join(folder, 'web');
  mkdirSync(join(webRoot, 'assets'), { recursive: true });
  writeFileSync(join(webRoot, 'index.html'), PAGE);
  writeFileSync(join(webRoot, 'assets', 'app-1.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'nobody reads this');
  const clock = { at: Date.now() };
  const publicUrl = door.publicUrl;
  const signIn = createSignIn({
    folder,
    databaseUrl,
    keys: [{ id: 'test', bytes: Buffer.alloc(32, 7) }],
    url: publicUrl,
    now: () => clock.at,
  });
  const store = await openStore({ folder });
  const log: string[] = [];
  const app = await createServer({
    ...(await stubs(folder)),
    api: {
      world: {
        parts: { store, now: Date.now },
        live: { end: () => undefined, close: () => undefined },
        signIn,
      } as unknown as World,
    },
    webRoot,
    signIn,
    door: { publicUrl: undefined, hosts: [], proxies: [], ...door },
    log: pino({ level: 'info' }, { write: (line: string) => void log.push(line) }),
  });
  t.after(async () => {
    await app.close();
    await signIn.close();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const browser = (origin = publicUrl ?? 'http://localhost:3000'): Browser => createBrowser(app, origin);
  const linkOf = async (call: Promise<Called>): Promise<string> =>
    new URL(String((await call).json['url'])).searchParams.get('token') ?? '';
  return {
    app,
    signIn,
    folder,
    log,
    clock,
    browser,
    async owner(own = browser()) {
      const link = await signIn.setupLink();
      const token = new URL(link?.url ?? '').searchParams.get('token');
      const { status, text } = await own.call('POST /api/auth/link/use', {
        token,
        name: 'Ada',
        email: OWNER,
        password: PASSWORD,
      });
      if (status !== 200) throw new Error(text);
      return own;
    },
    async person(owner, role, email = `${role}@example.com`) {
      const token = await linkOf(owner.call('POST /api/v1/people/invitations', { email, role }));
      const own = browser();
      const { status, text } = await own.call('POST /api/auth/link/use', { token, name: role, password: PASSWORD });
      if (status !== 200) throw new Error(text);
      return own;
    },
    async token(own, scopes, more = {}) {
      const { status, json, text } = await own.call('POST /api/v1/tokens', { name: 'a program', scopes, ...more });
      if (status !== 201) throw new Error(text);
      return json as { token: string; id: string };
    },
  };
}

/** What the server asks of parts that have nothing to do with sign-in. */
async function stubs(folder: string) {
  const nothing = { get: async () => undefined, list: async () => [] };
  const connections = { get: () => undefined, all: () => [] };
  return {
    hooks: {
      connections,
      channels: {},
      take: () => Promise.reject(new Error('Nothing is taken.')),
      publicUrl: undefined,
      now: Date.now,
    },
    calls: {
      host: { accept: async () => 'accepted' as const, watch: () => () => undefined },
      store: nothing,
      flows: { current: () => [] },
      clock: systemClock,
      links: createRunLinks([(text: string) => text]),
      recipient: () => undefined,
      secret: () => undefined,
      publicUrl: undefined,
    },
    media: {
      store: { stat: async () => undefined, open: () => Promise.reject(new Error(`There are no files in ${folder}.`)) },
      links: { read: () => ({ state: 'forged' as const }) },
      now: Date.now,
    },
    connect: { finish: () => Promise.reject(new Error('Nobody signs in here.')) },
    demo: undefined,
  };
}

function createBrowser(app: FastifyInstance, origin: string): Browser {
  const cookies = new Map<string, string>();
  return {
    cookies,
    async call(named, body, headers = {}) {
      const [method = '', url = ''] = named.split(' ');
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await app.inject({
        method: method as 'GET',
        url,
        headers: {
          host: new URL(origin).host,
          ...(method === 'GET' ? {} : { origin }),
          ...(cookie === '' ? {} : { cookie }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
      });
      const setCookies = [response.headers['set-cookie'] ?? []].flat();
      for (const line of setCookies) keep(cookies, line);
      const isJson = String(response.headers['content-type']).includes('json');
      return {
        status: response.statusCode,
        json: isJson && response.body !== '' ? (JSON.parse(response.body) as Called['json']) : {},
        text: response.body,
        headers: response.headers as Record<string, string>,
        setCookies,
      };
    },
  };
}

function keep(cookies: Map<string, string>, line: string): void {
  const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (/max-age=0/i.test(line)) cookies.delete(name);
  else cookies.set(name, value);
}
