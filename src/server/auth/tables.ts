import type { ColumnType } from 'kysely';
import type { Role, Scope } from './caller.ts';

/** How the two databases keep a date of better-auth: SQLite as ISO text, PostgreSQL as a timestamp. */
type Stamp = ColumnType<string | Date, string | Date, string | Date>;

/** What the sign-in database keeps. The first four tables are better-auth's, by its names; times of ours are epoch ms. */
export type SignInTables = {
  user: { id: string; name: string; email: string; role: Role; language: string | null; createdAt: Stamp };
  session: { id: string; token: string; userId: string; expiresAt: Stamp; updatedAt: Stamp };
  account: { id: string; userId: string; providerId: string; password: string | null };
  /** Links that do one thing once. */
  link: {
    /** SHA-256 of the link's secret, in hexadecimal. */
    hash: string;
    kind: LinkKind;
    email: string | null;
    name: string | null;
    role: Role | null;
    userId: string | null;
    /** Who made it, in words. */
    by: string;
    createdAt: number;
    expiresAt: number;
  };
  token: {
    id: string;
    /** SHA-256 of the token, in hexadecimal. */
    hash: string;
    userId: string;
    name: string;
    /** Parted by spaces. */
    scopes: string;
    createdAt: number;
    expiresAt: number | null;
    lastUsedAt: number | null;
  };
};

/** What a one-time link is for: the first owner, a person who is invited, a password to set anew. */
export type LinkKind = 'setup' | 'invitation' | 'reset';

/** Scopes as the table keeps them. */
export const scopesText = (scopes: readonly Scope[]): string => scopes.join(' ');
export const readScopes = (text: string): Scope[] => text.split(' ').filter(Boolean) as Scope[];

/** A date of better-auth as epoch milliseconds. */
export const stampAt = (stamp: string | Date): number => new Date(stamp).getTime();
