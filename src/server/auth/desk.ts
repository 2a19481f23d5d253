import { ControlError, type ControlErrorCode } from '../../control/control.ts';
import type { PeopleDesk } from '../../control/people.ts';
import { Problem } from '../problem.ts';
import { ROLES, SCOPES, type Caller, type Role, type Scope } from './caller.ts';
import type { Person } from './people.ts';
import type { SignIn } from './sign-in.ts';

const DAY_MS = 86_400_000;

/** Whoever has the data folder may what an owner may. */
const HAND: Caller = { kind: 'user', id: '', name: 'the command line', role: 'owner' };

/** Sign-in for the command line. */
export function createDesk({ people, tokens, setupLink }: SignIn, now: () => number): PeopleDesk {
  const theOne = async (email: string): Promise<Person> => {
    const found = await people.find(email);
    if (found) return found;
    throw new ControlError('unknown', `Nobody signs in as "${email}". rondine users list shows who there is.`);
  };
  return {
    list: () => people.list(),
    async setupLink() {
      const link = await setupLink();
      if (link) return link;
      throw new ControlError(
        'refused',
        'There is an owner already. For another person: rondine users invite EMAIL; for a forgotten password: rondine users reset EMAIL.',
      );
    },
    invite: ({ email, role, name }) =>
      inWords(async () =>
        people.invite(HAND, { email, role: readRole(role), ...(name === undefined ? {} : { name }) }),
      ),
    reset: ({ email }) => inWords(async () => people.resetLink(HAND, await theOne(email))),
    changeRole: ({ email, role }) =>
      inWords(async () => people.changeRole(HAND, { id: (await theOne(email)).id, role: readRole(role) })),
    remove: ({ email }) => inWords(async () => people.remove(HAND, await theOne(email))),
    tokens: () => tokens.list(HAND),
    createToken: ({ email, name, scopes, days }) =>
      inWords(async () => {
        const person = await theOne(email);
        const by: Caller = { kind: 'user', id: person.id, name: person.name, role: person.role };
        const expiry = days === undefined ? {} : { expiresAt: now() + days * DAY_MS };
        return tokens.create(by, { name, scopes: scopes.map(readScope), ...expiry });
      }),
    revokeToken: ({ id }) => inWords(() => tokens.revoke(HAND, { id })),
  };
}

function readRole(text: string): Role {
  const role = ROLES.find((each) => each === text);
  if (role) return role;
  throw new ControlError('invalid', `"${text}" is no role. There are ${ROLES.join(', ')}.`);
}

function readScope(text: string): Scope {
  const scope = SCOPES.find((each) => each === text);
  if (scope) return scope;
  throw new ControlError('invalid', `"${text}" is no scope. There are ${SCOPES.join(', ')}.`);
}

/** What the server would answer over HTTP, as commands say it. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const code: ControlErrorCode = error.body.status === 404 ? 'unknown' : 'refused';
    throw new ControlError(code, error.message);
  }
}
