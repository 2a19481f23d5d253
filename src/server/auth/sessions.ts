import { betterAuth } from 'better-auth';
import { ADDRESS_HEADER } from './exchange.ts';
import type { Role } from './caller.ts';
import type { SignInDatabase } from './database.ts';
import { PASSWORD } from './password.ts';
import { SECURE_COOKIE } from '../plugins/door.ts';

const DAY_S = 86_400;
/** A session lasts this long after it was last used. */
const SESSION_S = 30 * DAY_S;

/** Somebody who is signed in, by the session's cookie. */
export type SignedIn = {
  session: string;
  user: { id: string; name: string; email: string; role: Role; language: string | undefined };
};

/** Sessions by cookie, passwords, and the rows that better-auth writes. */
export type Sessions = {
  /** Answers one of better-auth's own requests. */
  handle(request: Request): Promise<Response>;
  /** Who is signed in, and the cookies to set: a session that is used goes on, one that is not good is taken away. */
  read(headers: Headers): Promise<{ signedIn: SignedIn | undefined; cookies: string[] }>;
  hash(password: string): Promise<string>;
  /** A new person with a password. */
  create(person: { email: string; name: string; role: Role; hash: string }): Promise<{ id: string }>;
  /** Gives a person another password. */
  setPassword(userId: string, hash: string): Promise<void>;
};

/**
 * Sessions on an open database. `secure`: for browsers that come by https; their cookies are then sent by nothing else
 * and bound to this very host.
 */
export function createSessions(
  { db, dialect }: SignInDatabase,
  options: { secret: string; secure: boolean },
): Sessions {
  const auth = betterAuth(optionsOf({ db, dialect }, options));
  return {
    handle: (request) => auth.handler(request),
    async read(headers) {
      const { response, headers: answered } = await auth.api.getSession({ headers, returnHeaders: true });
      const cookies = answered?.getSetCookie() ?? [];
      if (!response) return { signedIn: undefined, cookies };
      const { id, name, email, role, language } = response.user;
      const user = { id, name, email, role: role as Role, language: language ?? undefined };
      return { signedIn: { session: response.session.id, user }, cookies };
    },
    hash: async (password) => (await auth.$context).password.hash(password),
    async create({ email, name, role, hash }) {
      const { internalAdapter } = await auth.$context;
      const { id } = await internalAdapter.createUser(
        { email, name, role, emailVerified: true },
        { method: 'email-password' },
      );
      await internalAdapter.linkAccount({ userId: id, providerId: 'credential', accountId: id, password: hash });
      return { id };
    },
    async setPassword(userId, hash) {
      const { internalAdapter } = await auth.$context;
      const accounts = await internalAdapter.findAccounts(userId);
      if (accounts.some(({ providerId }) => providerId === 'credential')) {
        await internalAdapter.updatePassword(userId, hash);
      } else {
        await internalAdapter.linkAccount({ userId, providerId: 'credential', accountId: userId, password: hash });
      }
    },
  };
}

/** What better-auth is told: who comes in is our decision, and it speaks to nobody. */
export function optionsOf(
  { db, dialect }: Pick<SignInDatabase, 'db' | 'dialect'>,
  { secret, secure }: { secret: string; secure: boolean },
) {
  return {
    database: { db, type: dialect },
    secret,
    baseURL: 'http://sign-in.invalid',
    basePath: '/api/auth',
    // The door lets through only what comes from our own page; this looks once more.
    trustedOrigins: (request?: Request) => (request ? [new URL(request.url).origin] : []),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD.fewest,
      maxPasswordLength: PASSWORD.most,
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        language: { type: 'string', required: false, input: false },
      },
    },
    session: { expiresIn: SESSION_S, updateAge: DAY_S, cookieCache: { enabled: false } },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: secure ? SECURE_COOKIE : 'rondine',
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
  } as const satisfies Parameters<typeof betterAuth>[0];
}
