import type { SecretKey } from '../../store/secrets.ts';
import { SCOPES_OF, type Caller, type Role, type Scope } from './caller.ts';
import type { SignInDatabase, SignInPlace } from './database.ts';
import { createLinks, type GivenLink, type Links } from './links.ts';
import { createPeople, type People } from './people.ts';
import type { SignInParts } from './parts.ts';
import { sessionSecret } from './secrets.ts';
import type { Sessions } from './sessions.ts';
import { createTokens, type Tokens } from './tokens.ts';

/** Who is signed in, as the pages know it. */
export type Me = {
  kind: Caller['kind'];
  id: string;
  name: string;
  email?: string;
  role: Role;
  /** What the caller may. */
  scopes: readonly Scope[];
  /** The language that the person chose. */
  language?: string;
};

/** People, what they may, and how they come in. */
export type SignIn = {
  people: People;
  tokens: Tokens;
  links: Links;
  /** Makes the link by which the first owner comes in, and ends the former one; undefined where there is an owner. */
  setupLink(): Promise<GivenLink | undefined>;
  /** What the pages show of whoever asks. */
  me(caller: Caller): Promise<Me>;
  /** Changes what people choose for themselves. */
  changeMe(caller: Caller, change: { name?: string; language?: string }): Promise<Me>;
  /** Sessions of browsers that come by https, or not. */
  sessions(secure: boolean): Promise<Sessions>;
  /** Ends one session. */
  endSession(id: string): Promise<void>;
  endSessionsOf(person: string): Promise<void>;
  /** Opens the database and brings it up to date. What is asked before opens it by itself. */
  ready(): Promise<void>;
  /** Where browsers reach us: links begin with it. Told once the server listens. */
  reachAt(url: string): void;
  close(): Promise<void>;
};

/** What sign-in stands on. */
export type SignInOptions = SignInPlace & {
  keys: readonly [SecretKey, ...SecretKey[]];
  /** The address that people know, where somebody has said so. */
  url?: string | undefined;
  now?(): number;
};

/** Prepares sign-in. Nothing is opened or loaded until it is asked for: most commands never ask. */
export function createSignIn({ keys, url, now = Date.now, ...place }: SignInOptions): SignIn {
  let reached = url ?? 'http://localhost:3000';
  let opened: Promise<SignInDatabase> | undefined;
  const open = (): Promise<SignInDatabase> => (opened ??= load(place));
  const parts: SignInParts = { open, now, url: () => reached };
  const links = createLinks(parts);
  const people = createPeople(parts, links);
  const sessions = createSessionsBySecurity(open, sessionSecret(keys));
  const me = async (caller: Caller): Promise<Me> => {
    const { kind, id, name, role } = caller;
    if (kind === 'token') {
      const scopes = (caller.scopes ?? []).filter((scope) => SCOPES_OF[role].includes(scope));
      return { kind, id, name, role, scopes };
    }
    const { db } = await open();
    const row = await db
      .selectFrom('user')
      .select(['email', 'name', 'language'])
      .where('id', '=', id)
      .executeTakeFirst();
    const { email, language } = row ?? {};
    return {
      kind,
      id,
      name: row?.name ?? name,
      role,
      scopes: SCOPES_OF[role],
      ...(email === undefined ? {} : { email }),
      ...(language ? { language } : {}),
    };
  };
  return {
    people,
    links,
    tokens: createTokens(parts),
    me,
    sessions,
    async setupLink() {
      if (await people.hasOwner()) return undefined;
      return links.make({ kind: 'setup', by: 'this installation', role: 'owner' });
    },
    async changeMe(caller, { name, language }) {
      const change = {
        ...(name === undefined ? {} : { name: name.trim() }),
        ...(language === undefined ? {} : { language }),
      };
      if (caller.kind === 'user' && Object.keys(change).length > 0) {
        const { db } = await open();
        await db.updateTable('user').set(change).where('id', '=', caller.id).execute();
      }
      return me(caller);
    },
    async endSession(id) {
      const { db } = await open();
      await db.deleteFrom('session').where('id', '=', id).execute();
    },
    async endSessionsOf(person) {
      const { db } = await open();
      await db.deleteFrom('session').where('userId', '=', person).execute();
    },
    ready: async () => void (await open()),
    reachAt: (address) => void (reached = url ?? address),
    close: async () => (await opened)?.close(),
  };
}

async function load(place: SignInPlace): Promise<SignInDatabase> {
  const { openSignInDatabase } = await import('./database.ts');
  return openSignInDatabase(place);
}

/** One of each kind, made when it is first asked for: what is behind them takes a third of a second to load. */
function createSessionsBySecurity(open: SignInParts['open'], secret: string): SignIn['sessions'] {
  const made = new Map<boolean, Promise<Sessions>>();
  return (secure) => {
    const known = made.get(secure);
    if (known) return known;
    const making = Promise.all([import('./sessions.ts'), open()]).then(([{ createSessions }, database]) =>
      createSessions(database, { secret, secure }),
    );
    made.set(secure, making);
    return making;
  };
}
