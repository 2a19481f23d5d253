import type { ControlParts } from './control.ts';

/** Somebody who can sign in, as commands show them. */
export type PersonFacts = {
  id: string;
  name: string;
  email: string;
  role: string;
  createdAt: number;
  lastSeenAt?: number;
};

/** An invitation that nobody has taken up yet. */
export type InvitationFacts = { email: string; role: string; by: string; until: number };

/** A token for the API, without what makes it one. */
export type ApiTokenFacts = {
  id: string;
  name: string;
  scopes: readonly string[];
  person: { id: string; name: string };
  createdAt: number;
  expiresAt?: number;
  lastUsedAt?: number;
};

/** A link that is shown once and does one thing once. */
export type OnceLink = { url: string; until: number };

/**
 * What may be asked about the people who sign in. Whoever can ask here has the installation in hand and may what an
 * owner may. Everything throws `ControlError`.
 */
export type PeopleDesk = {
  list(): Promise<{ people: readonly PersonFacts[]; invitations: readonly InvitationFacts[] }>;
  setupLink(): Promise<OnceLink>;
  invite(asked: { email: string; role: string; name?: string }): Promise<OnceLink>;
  reset(asked: { email: string }): Promise<OnceLink>;
  changeRole(asked: { email: string; role: string }): Promise<PersonFacts>;
  remove(asked: { email: string }): Promise<void>;
  tokens(): Promise<readonly ApiTokenFacts[]>;
  createToken(asked: {
    email: string;
    name: string;
    scopes: readonly string[];
    days?: number;
  }): Promise<ApiTokenFacts & { token: string }>;
  revokeToken(asked: { id: string }): Promise<void>;
};

/** People who sign in and tokens of programs, for whoever has the installation in hand. */
export function peopleFunctions({ people }: Pick<ControlParts, 'people'>) {
  return {
    'users.list': () => people.list(),
    'users.setupLink': () => people.setupLink(),
    'users.invite': (asked: Parameters<PeopleDesk['invite']>[0]) => people.invite(asked),
    'users.reset': (asked: Parameters<PeopleDesk['reset']>[0]) => people.reset(asked),
    'users.changeRole': (asked: Parameters<PeopleDesk['changeRole']>[0]) => people.changeRole(asked),
    'users.remove': (asked: Parameters<PeopleDesk['remove']>[0]) => people.remove(asked),
    'tokens.list': () => people.tokens(),
    'tokens.create': (asked: Parameters<PeopleDesk['createToken']>[0]) => people.createToken(asked),
    'tokens.revoke': (asked: Parameters<PeopleDesk['revokeToken']>[0]) => people.revokeToken(asked),
  };
}
