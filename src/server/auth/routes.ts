import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Static, TSchema } from 'typebox';
import { readBody } from '../api/read-input.ts';
import { keepDoor, type Door } from '../plugins/door.ts';
import { Problem } from '../problem.ts';
import type { Caller } from './caller.ts';
import type { Gate } from './gate.ts';
import { deadLink, enter } from './enter.ts';
import { checkPassword } from './password.ts';
import { LinkBody, PasswordBody, SignInBody, UseLinkBody } from './schemas.ts';
import { forward, tell, type Exchange } from './exchange.ts';
import type { SignIn } from './sign-in.ts';
import { createSlow } from './slow.ts';

/** What the routes of sign-in stand on. */
export type SignInRoutes = { signIn: SignIn; gate: Gate; door: Door; now(): number };

/** Bodies here are a few words. */
const BODY_LIMIT = 16 * 1024;

/**
 * The routes under `/api/auth`: who is signed in, in and out, one-time links. Register it under that prefix; they answer
 * to our own page alone.
 */
export async function signInRoutes(app: FastifyInstance, parts: SignInRoutes): Promise<void> {
  const { signIn, gate, door } = parts;
  keepDoor(app, door);
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
  const slow = createSlow(parts);
  const post = <S extends TSchema>(url: string, schema: S | undefined, handler: Handler<Static<S>>): void => {
    app.route({
      method: 'POST',
      url,
      bodyLimit: BODY_LIMIT,
      handler: (request, reply) => handler(readBody(schema, request.body) as Static<S>, request, reply),
    });
  };
  app.get('/state', async (request) => {
    const caller = await gate.authenticate(request);
    const user = caller && (await signIn.me(caller));
    return { setUp: user !== undefined || (await signIn.people.hasOwner()), ...(user ? { user } : {}) };
  });
  post('/sign-in/email', SignInBody, (body, request, reply) =>
    slow({ request, account: body.email }, () => comeIn(parts, { ...body, request, reply })),
  );
  post('/sign-out', undefined, async (_body, request, reply) => {
    await forward(parts, { path: 'sign-out', request, reply, withCookie: true });
    return reply.code(204).send();
  });
  post('/sign-out-everywhere', undefined, async (_body, request, reply) => {
    const caller = await theUser(parts, request);
    await signIn.people.signOutEverywhere(caller, caller);
    await forward(parts, { path: 'sign-out', request, reply, withCookie: true });
    tell(request, door, { event: 'signed out everywhere', person: caller.id });
    return reply.code(204).send();
  });
  post('/change-password', PasswordBody, async (body, request, reply) => {
    const caller = await theUser(parts, request);
    return slow({ request, account: caller.id }, () => changePassword(parts, { ...body, caller, request, reply }));
  });
  post('/link', LinkBody, async ({ token }, request) => slow({ request }, () => describeLink(signIn, token)));
  post('/link/use', UseLinkBody, async (body, request, reply) => {
    const entered = await slow({ request }, () =>
      enter(body, { signIn, sessions: () => signIn.sessions(door.isSecure(request)) }),
    );
    tell(request, door, { event: `came in by a link (${entered.kind})`, person: entered.id });
    return comeIn(parts, { email: entered.email, password: body.password, request, reply });
  });
}

type Handler<Body> = (body: Body, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

async function theUser({ gate }: SignInRoutes, request: FastifyRequest): Promise<Caller> {
  const user = (await gate.sessionOf(request))?.user;
  if (user) return { kind: 'user', id: user.id, name: user.name, role: user.role };
  throw new Problem('unproven', 'Nobody is signed in here. Sign in first.');
}

/** Signs a person in; whatever session the browser had before ends. */
async function comeIn(
  parts: SignInRoutes,
  { email, password, request, reply }: Exchange & { email: string; password: string },
) {
  const { signIn, gate, door } = parts;
  const before = await gate.sessionOf(request);
  const path = 'sign-in/email';
  const body = { email: email.trim(), password };
  const { ok, answer } = await forward(parts, { path, body, request, reply, withCookie: false });
  if (!ok) {
    tell(request, door, { event: 'sign-in refused', account: email.slice(0, 254) });
    throw new Problem(
      'wrong-sign-in',
      'E-mail address or password is not right. Correct it, or ask an admin for a link to set a new password.',
    );
  }
  if (before) await signIn.endSession(before.session);
  const { id, name, role } = (answer as { user: Caller }).user;
  tell(request, door, { event: 'signed in', person: id });
  return { user: await signIn.me({ kind: 'user', id, name, role }) };
}

type Change = Exchange & { caller: Caller; currentPassword: string; newPassword: string };

async function changePassword(parts: SignInRoutes, { caller, request, reply, ...passwords }: Change) {
  const { signIn, door } = parts;
  const me = await signIn.me(caller);
  checkPassword(passwords.newPassword, { name: me.name, email: me.email ?? '' });
  const body = { ...passwords, revokeOtherSessions: true };
  const { ok } = await forward(parts, { path: 'change-password', body, request, reply, withCookie: true });
  if (!ok) {
    tell(request, door, { event: 'change of password refused', person: caller.id });
    throw new Problem(
      'wrong-sign-in',
      'The current password is not right. Correct it, or ask an admin for a link to set a new one.',
    );
  }
  tell(request, door, { event: 'password changed', person: caller.id });
  return { user: me };
}

async function describeLink(signIn: SignIn, token: string) {
  const link = await signIn.links.read(token);
  if (!link) throw deadLink();
  const { kind, email, name, role, by, expiresAt: until } = link;
  // The first owner is asked by nobody.
  return {
    kind,
    until,
    ...(kind === 'setup' ? {} : { by }),
    ...(email ? { email } : {}),
    ...(name ? { name } : {}),
    ...(role ? { role } : {}),
  };
}
