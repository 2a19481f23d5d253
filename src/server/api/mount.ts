import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Value } from 'typebox/value';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import type { Caller } from '../auth/caller.ts';
import { readIdempotencyKey } from '../idempotency.ts';
import { Problem } from '../problem.ts';
import { ACCESS, isAllowed, type Access } from './access.ts';
import { toProblem } from './problems.ts';
import { readAddress, readBody } from './read-input.ts';
import { createReplay, type Answer, type Replay } from './replay.ts';
import type { Call, Route, World } from './route.ts';
import { apiRoutes, type RouteName } from './routes/index.ts';

/** What the API stands on. */
export type ApiOptions = {
  world: World;
  /** Who asks, by a session or a token; undefined for nobody. */
  authenticate(request: FastifyRequest): Promise<Caller | undefined>;
  /** True in tests: an answer that does not have its form is a fault. */
  checkReplies?: boolean;
};

/** Where the API is. */
export const API_PREFIX = '/api/v1';

const BODY_LIMIT = 1024 * 1024;

/** Serves every route of the table, until the server closes. Register it under `API_PREFIX`. */
export async function mountApi(app: FastifyInstance, options: ApiOptions): Promise<void> {
  const { store, now } = options.world.parts;
  const replay = createReplay({ store, now });
  // Streams would keep the server open.
  app.addHook('preClose', async () => options.world.live.close());
  const callers = new WeakMap<FastifyRequest, Caller>();
  for (const [key, given] of Object.entries(apiRoutes)) {
    const route = given as Route;
    const name = key as RouteName;
    const [method = '', url = ''] = key.split(' ');
    app.route({
      method,
      url,
      exposeHeadRoute: false,
      bodyLimit: route.bodyLimit ?? BODY_LIMIT,
      // Before the body is read: nobody's is.
      async onRequest(request, reply) {
        reply.header('cache-control', 'no-store');
        callers.set(request, await admit(options, ACCESS[name], request));
      },
      async handler(request, reply) {
        const caller = callers.get(request);
        if (!caller) throw new Error(`${name} was reached by nobody.`);
        return serve({ ...options, replay }, { name, route }, { request, reply, caller });
      },
    });
  }
}

type Serving = ApiOptions & { replay: Replay };
type Named = { name: RouteName; route: Route };
type Exchange = { request: FastifyRequest; reply: FastifyReply };

/** What do they ask → do it, once → answer. */
async function serve(
  serving: Serving,
  named: Named,
  { request, reply, caller }: Exchange & { caller: Caller },
): Promise<FastifyReply> {
  const { world, replay } = serving;
  const { route, name } = named;
  const call = read(route, request, caller);
  if (route.stream) return stream(serving, named, { request, reply, call });
  const work = (): Promise<Answer> => perform(serving, route, call);
  try {
    const key = request.method === 'POST' ? readIdempotencyKey(request) : undefined;
    const shownOnce = route.shownOnce ?? false;
    const answer =
      key === undefined
        ? await work()
        : await replay.once({ key, caller, route: name, asked: askedBy(call), shownOnce }, work);
    return send({ request, reply }, answer);
  } catch (thrown) {
    throw toProblem(thrown, world);
  }
}

async function admit({ authenticate }: ApiOptions, access: Access, request: FastifyRequest): Promise<Caller> {
  const caller = await authenticate(request);
  if (!caller)
    throw new Problem('unproven', 'Nobody is signed in here. Sign in, or send a token as "Authorization: Bearer …".', {
      headers: { 'www-authenticate': 'Bearer' },
    });
  if (isAllowed(caller, access)) return caller;
  const { role, scope } = access;
  const needs = scope === undefined ? `the role ${role}` : `the role ${role} and the scope ${scope}`;
  const has = caller.kind === 'token' ? 'This token' : `${caller.name} (${caller.role})`;
  throw new Problem('not-allowed', `${has} may not do this: it needs ${needs}. An administrator can give it.`, {
    more: { needs: { role, ...(scope === undefined ? {} : { scope }) } },
  });
}

function read(route: Route, request: FastifyRequest, caller: Caller): Call {
  return {
    caller,
    params: readAddress(route.params, request.params, 'params'),
    query: readAddress(route.query, request.query, 'query'),
    body: readBody(route.body, request.body),
    ifMatch: route.ifMatch ? readIfMatch(request) : '',
  };
}

function readIfMatch({ headers }: FastifyRequest): string {
  const given = headers['if-match'];
  if (given === undefined)
    throw new Problem(
      'no-revision',
      'Say which state this change is based on: the ETag of the last answer as If-Match.',
    );
  const [, revision] = /^(?:W\/)?"([^"]*)"$/.exec(given) ?? [];
  if (revision !== undefined) return revision;
  throw new Problem('invalid-request', 'If-Match must be one ETag as an answer gave it, such as "7".');
}

function askedBy({ params, query, body }: Call): JsonValue {
  return { params, query, body } as JsonObject;
}

async function perform({ world, checkReplies }: Serving, route: Route, call: Call): Promise<Answer> {
  const given = await route.handle(call, world);
  if (!route.reply) return { status: 204 };
  // As it is read at the other end: without members that are undefined.
  const body = JSON.parse(JSON.stringify(given)) as JsonValue;
  if (checkReplies && !Value.Check(route.reply, body)) {
    const [first] = Value.Errors(route.reply, body);
    throw new Error(`The answer does not have its form at "${first?.instancePath}": ${first?.message}.`);
  }
  return { status: route.status ?? 200, body, ...(route.etag ? { etag: route.etag(given) } : {}) };
}

function send({ request, reply }: Exchange, { status, body, etag }: Answer): FastifyReply {
  if (etag !== undefined) {
    reply.header('etag', `"${etag}"`);
    if (request.method === 'GET') {
      reply.header('cache-control', 'private, no-cache');
      if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
    }
  }
  if (body === undefined) return reply.code(204).send();
  return reply.code(status).type('application/json; charset=utf-8').send(JSON.stringify(body));
}

function isKnown(given: string | undefined, etag: string): boolean {
  return given?.split(',').some((each) => each.trim().replace(/^W\//, '') === `"${etag}"`) ?? false;
}

function stream(
  { authenticate, world }: Serving,
  { name, route }: Named,
  { request, reply, call }: Exchange & { call: Call },
): FastifyReply {
  const given = request.headers['last-event-id'];
  const isWelcome = async (): Promise<boolean> => {
    const caller = await authenticate(request);
    return caller !== undefined && isAllowed(caller, ACCESS[name]);
  };
  // What hooks put on every answer belongs on this one too.
  for (const [header, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(header, value);
  const lastEventId = typeof given === 'string' ? given : undefined;
  route.stream?.({ ...call, response: reply.raw, lastEventId, isWelcome }, world);
  return reply.hijack();
}
