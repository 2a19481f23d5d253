import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Door } from '../plugins/door.ts';
import type { SignIn } from './sign-in.ts';

/** A request and where it is answered. */
export type Exchange = { request: FastifyRequest; reply: FastifyReply };

/** Tells better-auth where a request came from; what a client sends under this name never gets there. */
export const ADDRESS_HEADER = 'x-rondine-address';

/** One of better-auth's own requests; `withCookie`: for the session that the browser has. */
type Forwarded = Exchange & { path: string; body?: object; withCookie: boolean };

/**
 * Has better-auth answer one of its own requests, and passes its cookies on. Of the browser's headers it sees only what
 * it needs: the door has looked at the rest.
 */
export async function forward(
  { signIn, door }: { signIn: SignIn; door: Door },
  { path, body = {}, request, reply, withCookie }: Forwarded,
): Promise<{ ok: boolean; answer: unknown }> {
  const origin = door.originOf(request);
  const { cookie, 'user-agent': agent = '' } = request.headers;
  const headers = new Headers({
    'content-type': 'application/json',
    'user-agent': agent.slice(0, 300),
    origin,
    [ADDRESS_HEADER]: door.addressOf(request),
    ...(withCookie && cookie !== undefined ? { cookie } : {}),
  });
  const sessions = await signIn.sessions(door.isSecure(request));
  const response = await sessions.handle(
    new Request(`${origin}/api/auth/${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
  );
  const text = await response.text();
  if (response.status >= 500) throw new Error(`Sign-in failed (${path}, ${response.status}): ${text.slice(0, 300)}`);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) reply.header('set-cookie', cookies);
  return { ok: response.ok, answer: text === '' ? undefined : JSON.parse(text) };
}

/** What is written down about sign-ins. */
export type SignInEvent = { event: string; person?: string; account?: string };

/** Writes a line about a sign-in, with the address that it came from; what did not go well stands out. */
export function tell(request: FastifyRequest, door: Door, { event, ...who }: SignInEvent): void {
  const line = { ...who, address: door.addressOf(request) };
  if (who.account === undefined) request.log.info(line, `sign-in: ${event}`);
  else request.log.warn(line, `sign-in: ${event}`);
}
