import type { Role } from '../../../src/server/auth/caller.ts';
import type { Reply } from '../../api/client.ts';

/** The person who is signed in, and what they may. */
export type Me = Reply<'GET /session'>;

/** Whether this installation has an owner, and who is signed in here. */
export type AuthState = { setUp: boolean; user?: Me };

/** What a one-time link is for, as far as whoever holds it may know. */
export type OneTimeLink = {
  kind: 'setup' | 'invitation' | 'reset';
  until: number;
  by?: string;
  email?: string;
  name?: string;
  role?: Role;
};

/** A refusal of sign-in; `body` is the server's problem (RFC 9457). */
export class AuthError extends Error {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(status: number, body: Readonly<Record<string, unknown>>) {
    super(typeof body['detail'] === 'string' ? body['detail'] : `HTTP ${status}`);
    this.status = status;
    this.body = { status, ...body };
  }
}

/** Calls a route of sign-in, which answers to these pages alone. Throws `AuthError`, or a `TypeError` where no answer came. */
async function ask<T>(path: string, body?: object): Promise<T> {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) };
  const response = await fetch(`/api/auth/${path}`, body ? post : {});
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
  throw new AuthError(response.status, readBody(text));
}

function readBody(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return { detail: text.slice(0, 200) };
  }
}

/** Who is signed in, and whether anybody could. */
export const readState = (): Promise<AuthState> => ask('state');

/** Signs a person in. */
export const signIn = (email: string, password: string): Promise<{ user: Me }> =>
  ask('sign-in/email', { email, password });

/** Ends this browser's session. */
export const signOut = (): Promise<void> => ask('sign-out', {});

/** Ends all sessions of the person, this one too. */
export const signOutEverywhere = (): Promise<void> => ask('sign-out-everywhere', {});

/** Changes the password; all other sessions end. */
export const changePassword = (currentPassword: string, newPassword: string): Promise<{ user: Me }> =>
  ask('change-password', { currentPassword, newPassword });

/** What a one-time link is for; refused when it was used or is too old. */
export const readLink = (token: string): Promise<OneTimeLink> => ask('link', { token });

/** Uses a one-time link and signs its person in. */
export const followLink = (given: {
  token: string;
  password: string;
  name?: string;
  email?: string;
}): Promise<{ user: Me }> => ask('link/use', given);
