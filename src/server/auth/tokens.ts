import { randomUUID } from 'node:crypto';
import { Problem } from '../problem.ts';
import { may, SCOPES_OF, type Caller, type Role, type Scope } from './caller.ts';
import type { SignInParts } from './parts.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { readScopes, scopesText } from './tables.ts';

/** A token as lists show it; the token itself is shown once, when it is made. */
export type TokenFacts = {
  id: string;
  name: string;
  scopes: Scope[];
  /** Whose it is: it may never more than that person. */
  person: { id: string; name: string };
  createdAt: number;
  expiresAt?: number;
  lastUsedAt?: number;
};

/** What can be done about tokens for the API. Functions throw a `Problem` with words for people. */
export type Tokens = {
  /** The caller's own; with `people:write`, everybody's. */
  list(by: Caller): Promise<TokenFacts[]>;
  /** Makes a token for the person who asks, with no scope that the person lacks. Only people make tokens. */
  create(by: Caller, asked: { name: string; scopes: readonly Scope[]; expiresAt?: number }): Promise<NewToken>;
  /** Ends a token at once. */
  revoke(by: Caller, asked: { id: string }): Promise<void>;
  /** Whom a token stands for; undefined where it is not good. */
  callerOf(token: string): Promise<Caller | undefined>;
};

/** A token that was just made, with the text that is never shown again. */
export type NewToken = TokenFacts & { token: string };

/** What tokens begin with, so that people and scanners know them. */
const PREFIX = 'rnd_';
const SHAPE = /^rnd_[\w-]{43}$/;
const LONGEST_NAME = 100;
/** How exactly the last use is known: not every call writes. */
const USE_STEP_MS = 60_000;

type Row = {
  id: string;
  name: string;
  scopes: string;
  createdAt: number;
  expiresAt: number | null;
  lastUsedAt: number | null;
  userId: string;
  person: string;
  role: Role;
};

export function createTokens({ open, now }: SignInParts): Tokens {
  const rows = async () => {
    const { db } = await open();
    return db
      .selectFrom('token')
      .innerJoin('user', 'user.id', 'token.userId')
      .select(['token.id', 'token.name', 'scopes', 'token.createdAt', 'expiresAt', 'lastUsedAt', 'userId'])
      .select(['user.name as person', 'user.role']);
  };
  const tokens: Tokens = {
    async list(by) {
      const all = await (await rows()).orderBy('token.createdAt').execute();
      return all.filter(({ userId }) => may(by, 'people:write') || isOwn(by, userId)).map(factsOf);
    },
    async create(by, { name, scopes, expiresAt }) {
      checkNew(by, { name, scopes, expiresAt }, now());
      const token = `${PREFIX}${newSecret()}`;
      const row = { id: randomUUID(), name: name.trim(), scopes: scopesText([...new Set(scopes)]), userId: by.id };
      const times = { createdAt: now(), expiresAt: expiresAt ?? null, lastUsedAt: null };
      const { db } = await open();
      await db
        .insertInto('token')
        .values({ ...row, ...times, hash: hashSecret(token) })
        .execute();
      return { ...factsOf({ ...row, ...times, person: by.name, role: by.role }), token };
    },
    async revoke(by, { id }) {
      const found = await (await rows()).where('token.id', '=', id).executeTakeFirst();
      if (!found || !(isOwn(by, found.userId) || may(by, 'people:write'))) {
        throw new Problem('unknown-api-token', 'There is no such token. It may have been revoked already.');
      }
      if (found.role === 'owner' && by.role !== 'owner') {
        throw new Problem('not-allowed', 'Only an owner revokes the token of an owner. Ask one.');
      }
      const { db } = await open();
      await db.deleteFrom('token').where('id', '=', id).execute();
    },
    async callerOf(token) {
      if (!SHAPE.test(token)) return undefined;
      const at = now();
      const found = await (await rows()).where('hash', '=', hashSecret(token)).executeTakeFirst();
      if (!found || (found.expiresAt !== null && found.expiresAt <= at)) return undefined;
      if (at - (found.lastUsedAt ?? 0) > USE_STEP_MS) {
        const { db } = await open();
        await db.updateTable('token').set({ lastUsedAt: at }).where('id', '=', found.id).execute();
      }
      const name = `${found.name} (${found.person})`;
      return { kind: 'token', id: found.id, name, role: found.role, scopes: readScopes(found.scopes) };
    },
  };
  return tokens;
}

const isOwn = (by: Caller, userId: string): boolean => by.kind === 'user' && by.id === userId;

type Asked = { name: string; scopes: readonly Scope[]; expiresAt: number | undefined };

function checkNew(by: Caller, { name, scopes, expiresAt }: Asked, at: number): void {
  if (by.kind !== 'user') {
    throw new Problem('not-allowed', 'A token cannot make another one. Sign in and make it in the settings.');
  }
  if (name.trim() === '' || name.length > LONGEST_NAME) {
    throw new Problem(
      'invalid-request',
      `Give the token a name of at most ${LONGEST_NAME} characters, after what uses it.`,
    );
  }
  const missing = scopes.filter((scope) => !SCOPES_OF[by.role].includes(scope));
  if (missing.length > 0) {
    throw new Problem('not-allowed', `Your role (${by.role}) does not have ${missing.join(', ')}: leave that out.`);
  }
  if (scopes.length === 0) throw new Problem('invalid-request', 'A token without scopes may nothing. Choose some.');
  if (expiresAt !== undefined && expiresAt <= at) {
    throw new Problem('invalid-request', 'The token would have expired already. Choose a later day.');
  }
}

function factsOf({ person, userId, scopes, expiresAt, lastUsedAt, id, name, createdAt }: Row): TokenFacts {
  return {
    id,
    name,
    scopes: readScopes(scopes),
    person: { id: userId, name: person },
    createdAt,
    ...(expiresAt === null ? {} : { expiresAt }),
    ...(lastUsedAt === null ? {} : { lastUsedAt }),
  };
}
