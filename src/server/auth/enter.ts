import type { Static } from 'typebox';
import { Problem } from '../problem.ts';
import type { Role } from './caller.ts';
import type { Link } from './links.ts';
import { checkPassword } from './password.ts';
import { readEmail } from './people.ts';
import type { UseLinkBody } from './schemas.ts';
import type { Sessions } from './sessions.ts';
import type { SignIn } from './sign-in.ts';
import type { LinkKind } from './tables.ts';

/** Who came in by a link. */
export type Entered = { kind: LinkKind; id: string; email: string };

/** A link that does nothing any more, or never did: which of them is nobody's business. */
export const deadLink = (): Problem =>
  new Problem(
    'dead-link',
    'This link was used already, has expired, or is not whole. For the first set-up, start the server again or run "rondine users setup-link"; else ask whoever gave it to you for a new one.',
  );

type Means = { signIn: SignIn; sessions(): Promise<Sessions> };

/**
 * Uses up a link: makes its person, or gives its person a new password and ends all sessions. Everything that can be
 * wrong is said before the link is used up; of two at the same time one gets through.
 */
export async function enter(asked: Static<typeof UseLinkBody>, { signIn, sessions }: Means): Promise<Entered> {
  const link = await signIn.links.read(asked.token);
  if (!link) throw deadLink();
  const person = await personOf(link, asked, signIn);
  checkPassword(asked.password, person);
  const { hash, create, setPassword } = await sessions();
  const hashed = await hash(asked.password);
  if (!(await signIn.links.take(asked.token))) throw deadLink();
  const { kind } = link;
  if (kind === 'setup' && (await signIn.people.hasOwner())) throw deadLink();
  const { email } = person;
  if (person.id === undefined) {
    const { id } = await create({ email, name: person.name, role: person.role, hash: hashed });
    return { kind, id, email };
  }
  await setPassword(person.id, hashed);
  await signIn.endSessionsOf(person.id);
  return { kind, id: person.id, email };
}

type Entering = { id?: string; email: string; name: string; role: Role };

async function personOf(link: Link, asked: Static<typeof UseLinkBody>, signIn: SignIn): Promise<Entering> {
  if (link.kind === 'reset') {
    const { people } = await signIn.people.list();
    const person = people.find(({ id }) => id === link.userId);
    if (!person) throw deadLink();
    return person;
  }
  // An invitation is for one address; the first owner says the own one.
  const email = readEmail(link.email ?? asked.email ?? '');
  const name = (asked.name ?? link.name ?? '').trim();
  if (name === '') throw new Problem('unfit', 'Say your name: it stands beside what you change.');
  if (await signIn.people.find(email)) {
    throw new Problem(
      'person-exists',
      `${email} can sign in already. Sign in, or ask for a link to set a new password.`,
    );
  }
  return { email, name, role: link.role ?? 'viewer' };
}
