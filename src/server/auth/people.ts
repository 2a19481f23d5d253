import { sql } from 'kysely';
import { Problem } from '../problem.ts';
import { may, type Caller, type Role } from './caller.ts';
import type { GivenLink, Links } from './links.ts';
import type { SignInParts } from './parts.ts';
import { stampAt } from './tables.ts';

/** Somebody who can sign in. */
export type Person = { id: string; name: string; email: string; role: Role; createdAt: number; lastSeenAt?: number };

/** Somebody who was asked to come and has not yet. */
export type Invitation = {
  /** What `withdraw` takes; it does not open the link. */
  id: string;
  email: string;
  name?: string;
  role: Role;
  by: string;
  createdAt: number;
  until: number;
};

/** What can be done about people. Every function throws a `Problem` with words for people. */
export type People = {
  list(): Promise<{ people: Person[]; invitations: Invitation[] }>;
  /** A one-time link by which somebody chooses a password and comes in; an earlier one for the address ends. */
  invite(by: Caller, asked: { email: string; name?: string; role: Role }): Promise<GivenLink>;
  withdraw(by: Caller, asked: { id: string }): Promise<void>;
  /** Takes effect with the person's next request. */
  changeRole(by: Caller, asked: { id: string; role: Role }): Promise<Person>;
  /** Ends the person's sessions and tokens too. */
  remove(by: Caller, asked: { id: string }): Promise<void>;
  /** A one-time link by which the person chooses a new password; until then the old one is good. */
  resetLink(by: Caller, asked: { id: string }): Promise<GivenLink>;
  /** Ends all sessions of a person. */
  signOutEverywhere(by: Caller, asked: { id: string }): Promise<void>;
  find(email: string): Promise<Person | undefined>;
  hasOwner(): Promise<boolean>;
};

/** An e-mail address as we keep it; throws for what is none. */
export function readEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (email.length <= 254 && /^[^\s@<>"(),:;\\]+@[^\s@<>"(),:;\\]+\.[^\s@.<>"(),:;\\]+$/.test(email)) return email;
  throw new Problem(
    'invalid-request',
    `"${text.slice(0, 100)}" is not an e-mail address. Write one such as ada@example.com.`,
  );
}

export function createPeople(parts: SignInParts, links: Links): People {
  const { open } = parts;
  const rows = async () => {
    const { db } = await open();
    return db
      .selectFrom('user')
      .leftJoin('session', 'session.userId', 'user.id')
      .select(['user.id', 'user.name', 'user.email', 'user.role', 'user.createdAt'])
      .select((each) => each.fn.max('session.updatedAt').as('seen'))
      .groupBy(['user.id', 'user.name', 'user.email', 'user.role', 'user.createdAt'])
      .orderBy('user.createdAt');
  };
  const one = async (id: string): Promise<Person> => {
    const found = await (await rows()).where('user.id', '=', id).executeTakeFirst();
    if (found) return personOf(found);
    throw new Problem('unknown-person', 'There is no such person. The list of people shows who there is.');
  };
  const find = async (email: string): Promise<Person | undefined> => {
    const found = await (await rows()).where('user.email', '=', email.toLowerCase()).executeTakeFirst();
    return found && personOf(found);
  };
  const oneAtATime = createTurns();
  return {
    find,
    async list() {
      const people = await (await rows()).execute();
      return { people: people.map(personOf), invitations: (await links.invitations()).map(invitationOf) };
    },
    async invite(by, { email: text, name, role }) {
      checkReach(by, role);
      const email = readEmail(text);
      if (await find(email)) {
        throw new Problem('person-exists', `${email} can sign in already. Change the role in the list of people.`);
      }
      return links.make({ kind: 'invitation', by: by.name, email, name, role });
    },
    async withdraw(by, { id }) {
      const invitation = (await links.invitations()).find(({ hash }) => hash === id);
      if (invitation) checkReach(by, invitation.role ?? 'viewer');
      if (!(await links.withdraw(id))) {
        throw new Problem('unknown-person', 'This invitation was taken up, withdrawn or has expired.');
      }
    },
    changeRole: (by, { id, role }) =>
      oneAtATime(async () => {
        const person = await one(id);
        checkReach(by, person.role, role);
        if (role !== 'owner') await checkNotLast(parts, person);
        await (await open()).db.updateTable('user').set({ role }).where('id', '=', id).execute();
        return { ...person, role };
      }),
    remove: (by, { id }) =>
      oneAtATime(async () => {
        const person = await one(id);
        checkReach(by, person.role);
        await checkNotLast(parts, person);
        // Sessions, tokens and links of the person go with it: they refer to it.
        await (await open()).db.deleteFrom('user').where('id', '=', id).execute();
      }),
    async resetLink(by, { id }) {
      const person = await one(id);
      checkReach(by, person.role);
      return links.make({ kind: 'reset', by: by.name, userId: id });
    },
    async signOutEverywhere(by, { id }) {
      const person = await one(id);
      if (by.kind !== 'user' || by.id !== id) checkReach(by, person.role);
      await (await open()).db.deleteFrom('session').where('userId', '=', id).execute();
    },
    hasOwner: async () => (await countOwners(parts)) > 0,
  };
}

type PersonRow = Pick<Person, 'id' | 'name' | 'email' | 'role'> & {
  createdAt: string | Date;
  seen: string | Date | null;
};

function personOf({ createdAt, seen, ...row }: PersonRow): Person {
  return { ...row, createdAt: stampAt(createdAt), ...(seen === null ? {} : { lastSeenAt: stampAt(seen) }) };
}

function invitationOf(link: Awaited<ReturnType<Links['invitations']>>[number]): Invitation {
  const { hash: id, email, name, role, by, createdAt, expiresAt: until } = link;
  return { id, email: email ?? '', ...(name ? { name } : {}), role: role ?? 'viewer', by, createdAt, until };
}

/** Who looks after people does so up to the own role: only owners reach owners. */
function checkReach(by: Caller, ...roles: Role[]): void {
  if (!may(by, 'people:write')) {
    throw new Problem('not-allowed', `Your role (${by.role}) does not look after people. Ask an admin or an owner.`);
  }
  if (roles.includes('owner') && by.role !== 'owner') {
    throw new Problem('not-allowed', 'Only an owner makes, changes or removes an owner. Ask one.');
  }
}

async function countOwners({ open }: SignInParts): Promise<number> {
  const { db } = await open();
  const { owners } = await db
    .selectFrom('user')
    .select(sql<number | string>`count(*)`.as('owners'))
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow();
  return Number(owners);
}

async function checkNotLast(parts: SignInParts, { role, name }: Person): Promise<void> {
  if (role !== 'owner' || (await countOwners(parts)) > 1) return;
  throw new Problem('last-owner', `${name} is the last owner. Make somebody else an owner first.`);
}

/** Lets work begin when what came before has ended: two owners must not demote each other. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
