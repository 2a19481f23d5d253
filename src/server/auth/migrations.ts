import { sql, type Kysely } from 'kysely';

/** The two kinds of database, as better-auth and kysely call them. */
export type Dialect = 'sqlite' | 'postgres';

/** The types that differ between the two. */
const TYPES = {
  sqlite: { DATE: 'date', FLAG: 'integer', TIME: 'integer' },
  postgres: { DATE: 'timestamptz', FLAG: 'boolean', TIME: 'bigint' },
} as const;

/**
 * Steps from an empty database to the tables of today; only ever added to. The tables of better-auth are written here
 * rather than made by it, so that a start neither loads it nor lets it change what is kept; a test holds them to what it
 * expects.
 */
const STEPS: readonly string[][] = [
  [
    `create table "user" ("id" text not null primary key, "name" text not null, "email" text not null unique, "emailVerified" FLAG not null, "image" text, "createdAt" DATE not null, "updatedAt" DATE not null, "role" text not null, "language" text)`,
    `create table "session" ("id" text not null primary key, "expiresAt" DATE not null, "token" text not null unique, "createdAt" DATE not null, "updatedAt" DATE not null, "ipAddress" text, "userAgent" text, "userId" text not null references "user" ("id") on delete cascade)`,
    `create index "session_userId_idx" on "session" ("userId")`,
    `create table "account" ("id" text not null primary key, "accountId" text not null, "providerId" text not null, "userId" text not null references "user" ("id") on delete cascade, "accessToken" text, "refreshToken" text, "idToken" text, "accessTokenExpiresAt" DATE, "refreshTokenExpiresAt" DATE, "scope" text, "password" text, "createdAt" DATE not null, "updatedAt" DATE not null)`,
    `create index "account_userId_idx" on "account" ("userId")`,
    `create table "verification" ("id" text not null primary key, "identifier" text not null, "value" text not null, "expiresAt" DATE not null, "createdAt" DATE not null, "updatedAt" DATE not null)`,
    `create index "verification_identifier_idx" on "verification" ("identifier")`,
    `create table "link" ("hash" text not null primary key, "kind" text not null, "email" text, "name" text, "role" text, "userId" text references "user" ("id") on delete cascade, "by" text not null, "createdAt" TIME not null, "expiresAt" TIME not null)`,
    `create table "token" ("id" text not null primary key, "hash" text not null unique, "userId" text not null references "user" ("id") on delete cascade, "name" text not null, "scopes" text not null, "createdAt" TIME not null, "expiresAt" TIME, "lastUsedAt" TIME)`,
    `create index "token_userId_idx" on "token" ("userId")`,
  ],
];

/** The database was written by a later version; the message says what to do. */
export class SignInDatabaseError extends Error {
  override readonly name = 'SignInDatabaseError';
}

/** Brings the tables up to date, each step whole or not at all. Throws `SignInDatabaseError` for a later version's. */
export async function migrateSignIn<T>(db: Kysely<T>, dialect: Dialect): Promise<void> {
  await sql`create table if not exists "version" ("step" integer not null primary key)`.execute(db);
  const { rows } = await sql<{ step: number | null }>`select max("step") as "step" from "version"`.execute(db);
  const done = rows[0]?.step ?? 0;
  if (done > STEPS.length) {
    throw new SignInDatabaseError(
      `The sign-in database was written by a later version of Rondine (step ${done}; this one knows ${STEPS.length}). Start that version, or a later one.`,
    );
  }
  for (const [index, statements] of STEPS.slice(done).entries()) {
    await db.transaction().execute(async (step) => {
      for (const statement of statements) await sql.raw(typed(statement, dialect)).execute(step);
      await sql`insert into "version" ("step") values (${done + index + 1})`.execute(step);
    });
  }
}

function typed(statement: string, dialect: Dialect): string {
  return statement.replace(/\b(DATE|FLAG|TIME)\b/g, (name) => TYPES[dialect][name as 'DATE' | 'FLAG' | 'TIME']);
}
