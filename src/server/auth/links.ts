import type { Role } from './caller.ts';
import type { SignInParts } from './parts.ts';
import { hashSecret, newSecret } from './secrets.ts';
import type { LinkKind, SignInTables } from './tables.ts';

const HOUR_MS = 3_600_000;

/** How long a link of each kind is good. */
export const LINK_MS: Readonly<Record<LinkKind, number>> = {
  setup: 24 * HOUR_MS,
  invitation: 7 * 24 * HOUR_MS,
  reset: 24 * HOUR_MS,
};

/** The page of each kind. */
const PAGE: Readonly<Record<LinkKind, string>> = { setup: 'setup', invitation: 'invite', reset: 'reset' };

/** A link as whoever made it gets it: it is shown once. */
export type GivenLink = { url: string; until: number };

/** What a link does, as its row has it. */
export type Link = SignInTables['link'];

/** Whom a link is for. */
export type LinkOrder = {
  kind: LinkKind;
  /** Who makes it, in words. */
  by: string;
  email?: string;
  name?: string | undefined;
  role?: Role;
  userId?: string;
};

/** Makes and takes one-time links. Of each only a hash is kept. */
export type Links = {
  /** A new link; those of the same kind for the same person are no longer good. */
  make(order: LinkOrder): Promise<GivenLink>;
  /** What a link does; undefined for one that is used, expired or not ours. */
  read(secret: string): Promise<Link | undefined>;
  /** The same, and the link is used up: of two at the same time one gets it. */
  take(secret: string): Promise<Link | undefined>;
  /** Invitations that nobody has taken up and that are still good. */
  invitations(): Promise<Link[]>;
  /** Withdraws an invitation by its hash; false where there is none. */
  withdraw(hash: string): Promise<boolean>;
};

export function createLinks({ open, now, url }: SignInParts): Links {
  return {
    async make({ kind, by, email, name, role, userId }) {
      const { db } = await open();
      const secret = newSecret();
      const createdAt = now();
      const expiresAt = createdAt + LINK_MS[kind];
      let former = db.deleteFrom('link').where('kind', '=', kind);
      if (email !== undefined) former = former.where('email', '=', email);
      if (userId !== undefined) former = former.where('userId', '=', userId);
      await former.execute();
      await db.deleteFrom('link').where('expiresAt', '<=', createdAt).execute();
      const row = { email: email ?? null, name: name ?? null, role: role ?? null, userId: userId ?? null };
      await db
        .insertInto('link')
        .values({ ...row, hash: hashSecret(secret), kind, by, createdAt, expiresAt })
        .execute();
      return { url: `${url()}/${PAGE[kind]}?token=${secret}`, until: expiresAt };
    },
    async read(secret) {
      const { db } = await open();
      return db
        .selectFrom('link')
        .selectAll()
        .where('hash', '=', hashSecret(secret))
        .where('expiresAt', '>', now())
        .executeTakeFirst();
    },
    async take(secret) {
      const { db } = await open();
      return db
        .deleteFrom('link')
        .where('hash', '=', hashSecret(secret))
        .where('expiresAt', '>', now())
        .returningAll()
        .executeTakeFirst();
    },
    async invitations() {
      const { db } = await open();
      return db
        .selectFrom('link')
        .selectAll()
        .where('kind', '=', 'invitation')
        .where('expiresAt', '>', now())
        .orderBy('createdAt')
        .execute();
    },
    async withdraw(hash) {
      const { db } = await open();
      const found = await db
        .deleteFrom('link')
        .where('hash', '=', hash)
        .where('kind', '=', 'invitation')
        .returning('hash')
        .executeTakeFirst();
      return found !== undefined;
    },
  };
}
