import { Type } from 'typebox';
import { ROLES, SCOPES } from '../../auth/caller.ts';
import { form, list, Name, oneOf, Time } from '../forms.ts';
import { route } from '../route.ts';

const RoleWord = oneOf(...ROLES);
const ScopeWord = oneOf(...SCOPES);
/** The languages that the pages speak. */
const LanguageWord = oneOf('en', 'it');
const PersonName = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' });
const ById = form({ id: Name });

const Me = Type.Object({
  kind: oneOf('user', 'token'),
  id: Type.String(),
  name: Type.String(),
  email: Type.Optional(Type.String()),
  role: RoleWord,
  scopes: list(ScopeWord, { description: 'What the caller may.' }),
  language: Type.Optional(Type.String({ description: 'The language that the person chose.' })),
});

const Person = Type.Object({
  id: Type.String(),
  name: Type.String(),
  email: Type.String(),
  role: RoleWord,
  createdAt: Time,
  lastSeenAt: Type.Optional(Time),
});

const Invitation = Type.Object({
  id: Type.String(),
  email: Type.String(),
  name: Type.Optional(Type.String()),
  role: RoleWord,
  by: Type.String(),
  createdAt: Time,
  until: Time,
});

/** A one-time link: it is shown once. */
const Link = Type.Object({ url: Type.String(), until: Time });

const token = {
  id: Type.String(),
  name: Type.String(),
  scopes: Type.Array(ScopeWord),
  person: Type.Object({ id: Type.String(), name: Type.String() }),
  createdAt: Time,
  expiresAt: Type.Optional(Time),
  lastUsedAt: Type.Optional(Time),
};

/** Who asks, who else may, and the tokens of programs. */
export const peopleRoutes = {
  'GET /session': route({
    summary: 'Says who asks, and what they may.',
    reply: Me,
    handle: ({ caller }, { signIn }) => signIn.me(caller),
  }),
  'PATCH /session': route({
    summary: 'Changes the own name or language.',
    body: form({ name: Type.Optional(PersonName), language: Type.Optional(LanguageWord) }),
    reply: Me,
    handle: ({ caller, body }, { signIn }) => signIn.changeMe(caller, body),
  }),
  'GET /people': route({
    summary: 'Lists who can sign in, and who was invited.',
    reply: Type.Object({ people: list(Person), invitations: list(Invitation) }),
    handle: (_call, { signIn }) => signIn.people.list(),
  }),
  'POST /people/invitations': route({
    summary: 'Invites somebody: makes a link that is good once, for seven days.',
    about: 'An earlier invitation of the same address ends. Only an owner invites an owner.',
    body: form({
      email: Type.String({ minLength: 3, maxLength: 254 }),
      name: Type.Optional(PersonName),
      role: RoleWord,
    }),
    reply: Link,
    status: 201,
    shownOnce: true,
    handle: ({ caller, body }, { signIn }) => signIn.people.invite(caller, body),
  }),
  'DELETE /people/invitations/:id': route({
    summary: 'Withdraws an invitation.',
    params: ById,
    async handle({ caller, params }, { signIn }) {
      await signIn.people.withdraw(caller, params);
      return undefined;
    },
  }),
  'PATCH /people/:id': route({
    summary: 'Changes the role of a person, from the next request on.',
    about: 'Only an owner makes or changes an owner; the last owner stays.',
    params: ById,
    body: form({ role: RoleWord }),
    reply: Person,
    handle: ({ caller, params, body }, { signIn }) => signIn.people.changeRole(caller, { ...params, ...body }),
  }),
  'DELETE /people/:id': route({
    summary: 'Removes a person, with all sessions and tokens.',
    params: ById,
    async handle({ caller, params }, { signIn, live }) {
      await signIn.people.remove(caller, params);
      live.end(params.id);
      return undefined;
    },
  }),
  'POST /people/:id/reset': route({
    summary: 'Makes a link by which a person sets a new password, once, within a day.',
    params: ById,
    reply: Link,
    status: 201,
    shownOnce: true,
    handle: ({ caller, params }, { signIn }) => signIn.people.resetLink(caller, params),
  }),
  'POST /people/:id/sign-out': route({
    summary: 'Ends all sessions of a person.',
    params: ById,
    async handle({ caller, params }, { signIn, live }) {
      await signIn.people.signOutEverywhere(caller, params);
      live.end(params.id);
      return undefined;
    },
  }),
  'GET /tokens': route({
    summary: 'Lists the own tokens; for who looks after people, everybody’s.',
    reply: Type.Object({ tokens: list(Type.Object(token)) }),
    handle: async ({ caller }, { signIn }) => ({ tokens: await signIn.tokens.list(caller) }),
  }),
  'POST /tokens': route({
    summary: 'Makes a token for a program. It is shown once, and may at most what its maker may.',
    body: form({
      name: PersonName,
      scopes: Type.Array(ScopeWord, { minItems: 1, maxItems: SCOPES.length }),
      expiresAt: Type.Optional(Time),
    }),
    reply: Type.Object({ ...token, token: Type.String() }),
    status: 201,
    shownOnce: true,
    handle: ({ caller, body }, { signIn }) => signIn.tokens.create(caller, body),
  }),
  'DELETE /tokens/:id': route({
    summary: 'Ends a token at once.',
    params: ById,
    async handle({ caller, params }, { signIn, live }) {
      await signIn.tokens.revoke(caller, params);
      live.end(params.id);
      return undefined;
    },
  }),
};
