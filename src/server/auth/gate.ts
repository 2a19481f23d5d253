import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Door } from '../plugins/door.ts';
import type { Caller } from './caller.ts';
import type { SignedIn } from './sessions.ts';
import type { SignIn } from './sign-in.ts';

/** Says who asks. */
export type Gate = {
  /** By a token (`Authorization: Bearer rnd_…`) or else the session's cookie; undefined where neither is good. */
  authenticate(request: FastifyRequest): Promise<Caller | undefined>;
  /** The session of a request, whatever else it carries. */
  sessionOf(request: FastifyRequest): Promise<SignedIn | undefined>;
};

/** Cookies that an answer is still to set: a session that is used goes on for another while. */
const pending = new WeakMap<FastifyRequest, string[]>();

/** Creates the gate and has answers set the cookies that keep sessions alive. */
export function createGate(app: FastifyInstance, { signIn, door }: { signIn: SignIn; door: Door }): Gate {
  app.addHook('onSend', async (request, reply) => {
    const cookies = pending.get(request);
    if (cookies) reply.header('set-cookie', cookies);
  });
  const sessionOf = async (request: FastifyRequest): Promise<SignedIn | undefined> => {
    if (!request.headers.cookie?.includes('rondine.session_token=')) return undefined;
    const sessions = await signIn.sessions(door.isSecure(request));
    const { signedIn, cookies } = await sessions.read(new Headers({ cookie: request.headers.cookie }));
    if (cookies.length > 0) pending.set(request, cookies);
    return signedIn;
  };
  return {
    sessionOf,
    async authenticate(request) {
      const { authorization } = request.headers;
      if (authorization !== undefined) {
        const [, token = ''] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
        return signIn.tokens.callerOf(token);
      }
      const user = (await sessionOf(request))?.user;
      return user && { kind: 'user', id: user.id, name: user.name, role: user.role };
    },
  };
}
