/** The database cannot be used, or the connection to it was lost: the message says what happened and what to do. */
export class PostgresError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'PostgresError';
  }
}

/** Where a database lies, in words; the password is no part of it. */
export type PostgresPlace = { host: string; port: number; database?: string | undefined; user?: string | undefined };

/** A place as people read it. */
export function describePlace({ host, port, database }: PostgresPlace): string {
  return `The PostgreSQL database ${database ?? ''} at ${host.startsWith('/') ? host : `${host}:${port}`}`;
}

/** Says in words why a connection could not be made or was refused. */
export function connectionError(place: PostgresPlace, cause: unknown): PostgresError {
  const code = codeOf(cause);
  const reason = cause instanceof Error ? cause.message : String(cause);
  const words = WORDS[code]?.(place) ?? `cannot be used: ${reason || code}. See that it runs and what its log says.`;
  return new PostgresError(`${describePlace(place)} ${words}`, { cause });
}

/** Whether an error means that the connection is gone, rather than that a statement was refused. */
export function isLost(error: unknown): boolean {
  const { severity } = error as { severity?: string };
  return severity === undefined || severity === 'FATAL' || severity === 'PANIC';
}

/** The code of an error: five characters of PostgreSQL's, or one of the operating system's. */
export function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: string; errors?: readonly { code?: string }[] };
  // A host with several addresses fails with one error for each.
  return code ?? errors?.[0]?.code ?? '';
}

const unreachable = (): string =>
  'cannot be reached. See that PostgreSQL runs there and that RONDINE_DATABASE_URL names it.';
const refused = ({ user }: PostgresPlace): string =>
  `does not let in the user ${user ?? ''}. See that user name and password in RONDINE_DATABASE_URL are right.`;

const WORDS: { readonly [code: string]: (place: PostgresPlace) => string } = {
  ECONNREFUSED: unreachable,
  ENOTFOUND: unreachable,
  EHOSTUNREACH: unreachable,
  ETIMEDOUT: unreachable,
  ENOENT: unreachable,
  '28P01': refused,
  '28000': refused,
  '3D000': ({ database }) => `does not exist. Make it: createdb --encoding=UTF8 ${database ?? ''}`,
  '42501': ({ user }) => `does not let the user ${user ?? ''} make tables. Make that user the owner of the database.`,
  '53100': () => 'has no room left on its disk. Free some space.',
  '53300': () => 'has no connection to spare. Rondine needs six: raise max_connections, or close others.',
  '57P03': () => 'is starting up or shutting down. Try again in a moment.',
};
