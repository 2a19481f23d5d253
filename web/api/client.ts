import type { Diagnostic } from '../../src/base/diagnostic.ts';
import type { ApiRoutes } from '../../src/server/api/routes/index.ts';

/** Method and path of a route. */
export type RouteName = keyof ApiRoutes;
type Types<Name extends RouteName> = NonNullable<ApiRoutes[Name]['types']>;

/** What a route answers. */
export type Reply<Name extends RouteName> = Types<Name>['reply'];

/** A member that has to be given, may be given, or cannot be. */
type Member<Key extends string, Value> = [Value] extends [undefined]
  ? { readonly [K in Key]?: undefined }
  : object extends Value
    ? { readonly [K in Key]?: Value }
    : { readonly [K in Key]: Value };

/** What a route is given: exactly what its schemas ask for. */
export type Input<Name extends RouteName> = Member<'params', Types<Name>['params']> &
  Member<'query', Types<Name>['query']> &
  Member<'body', Types<Name>['body']>;

/** What is said besides. */
export type Options = {
  /** The ETag of the state that a change is based on. */
  ifMatch?: string;
  signal?: AbortSignal;
  /** Names a POST, so that sending it again does nothing again; made anew for each call unless given. */
  idempotencyKey?: string;
};

/** Nothing has to be given where every member may be left out. */
type Arguments<Name extends RouteName> =
  object extends Input<Name> ? [input?: Input<Name> & Options] : [input: Input<Name> & Options];

/** The newer state that a stale change met. */
export type Newer = { by: string; changedAt: number; revision: number } & Record<string, unknown>;

/** Something was not done; `detail` says why and what to do, in words. */
export class ApiProblem extends Error {
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** The word that programs compare: the end of `urn:rondine:problem:…`; `offline` where no answer came. */
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly findings: readonly Diagnostic[];
  /** Of a stale change: what is there now, and who made it. */
  readonly newer: Newer | undefined;
  /** All that the problem says. */
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
    super(text('detail') || text('title'));
    this.name = 'ApiProblem';
    this.status = status;
    this.type = text('type').replace('urn:rondine:problem:', '');
    this.title = text('title');
    this.detail = text('detail');
    this.findings = Array.isArray(body['findings']) ? (body['findings'] as Diagnostic[]) : [];
    this.newer = body['newer'] as Newer | undefined;
    this.body = body;
  }

  /** True where no answer came: the server is away, or this machine is offline. What was asked may be asked again. */
  get isOffline(): boolean {
    return this.status === 0;
  }
}

/** How a client reaches the server. */
export type ClientOptions = {
  fetch(url: string, init: RequestInit): Promise<Response>;
  /** A new random name. */
  newKey(): string;
  /** Called where nobody is signed in any more. */
  signedOut(): void;
};

/** An answer with the ETag of what it shows. */
export type Tagged<T> = { body: T; etag: string | undefined };

/** Calls routes, typed by the table of routes. Throws `ApiProblem`. */
export type Client = {
  <Name extends RouteName>(name: Name, ...given: Arguments<Name>): Promise<Reply<Name>>;
  /** The answer and its ETag. */
  tagged<Name extends RouteName>(name: Name, ...given: Arguments<Name>): Promise<Tagged<Reply<Name>>>;
};

/** What stands behind a name in an address. */
type Asked = string | number | boolean | undefined;

type Loose = Options & {
  params?: Readonly<Record<string, unknown>>;
  query?: Readonly<Record<string, Asked | readonly Asked[]>>;
  body?: unknown;
};

/** Makes a client. */
export function createClient(options: ClientOptions): Client {
  const tagged = async (name: RouteName, given: Loose = {}): Promise<Tagged<unknown>> => {
    const [method = '', path = ''] = name.split(' ');
    const response = await reach(options, urlOf(path, given), initOf(method, given, options));
    const body = await readBody(response);
    if (response.ok) return { body, etag: response.headers.get('etag') ?? undefined };
    const problem = new ApiProblem(response.status, (body ?? {}) as Record<string, unknown>);
    if (response.status === 401) options.signedOut();
    throw problem;
  };
  const call = async (name: RouteName, given?: Loose): Promise<unknown> => (await tagged(name, given)).body;
  return Object.assign(call, { tagged }) as unknown as Client;
}

/** The address of a route with what is given. */
export function urlOf(path: string, { params = {}, query = {} }: Pick<Loose, 'params' | 'query'>): string {
  const filled = path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const each of [value].flat()) if (each !== undefined) search.append(name, String(each));
  const text = search.toString();
  return `/api/v1${filled}${text === '' ? '' : `?${text}`}`;
}

function initOf(method: string, given: Loose, { newKey }: ClientOptions): RequestInit {
  const { body, ifMatch, idempotencyKey, signal } = given;
  return {
    method,
    credentials: 'same-origin',
    // An ETag here names a revision for If-Match; what else an answer says can change without it.
    cache: 'no-store',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...(method === 'POST' ? { 'idempotency-key': idempotencyKey ?? newKey() } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  };
}

async function reach(options: ClientOptions, url: string, init: RequestInit): Promise<Response> {
  try {
    return await options.fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiProblem(0, { type: 'offline', title: 'Offline', detail: 'No answer came from the server.' });
  }
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { title: response.statusText, detail: `The server answered ${response.status} without saying why.` };
  }
}

/** Told on `window` where nobody is signed in any more: the shell asks for a sign-in, and nothing is lost. */
export const SIGNED_OUT = 'rondine:signed-out';

/** The client of the pages. */
export const api: Client = createClient({
  fetch: (url, init) => fetch(url, init),
  newKey: () => crypto.randomUUID(),
  // The window, by the name that it has in every program: tests read this file too.
  signedOut: () => void (globalThis as unknown as EventTarget).dispatchEvent(new Event(SIGNED_OUT)),
});
