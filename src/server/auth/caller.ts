/**
 * The roles that a person can have, from the least to the most.
 *
 * - `viewer` reads flows, runs, connections (never their secrets), contacts and settings.
 * - `agent` works in the inbox and nowhere else: reads and writes contacts and their conversations.
 * - `editor` may what viewer and agent may, and changes flows and repairs runs.
 * - `admin` may what an editor may, and changes connections and settings and looks after people below owner.
 * - `owner` may everything; only an owner makes, demotes or removes another one, and the last one stays.
 */
export const ROLES = ['viewer', 'agent', 'editor', 'admin', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** What a token can be limited to, and what a role consists of. */
export const SCOPES = [
  'flows:read',
  'flows:write',
  'runs:read',
  'runs:write',
  'connections:read',
  'connections:write',
  'contacts:read',
  'contacts:write',
  'settings:read',
  'settings:write',
  'people:write',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Who asks, proved: a person by a session, or a token that a person made. */
export type Caller = {
  kind: 'user' | 'token';
  /** Of the person, or of the token. */
  id: string;
  /** For histories: the person's name, or the token's and whose it is. */
  name: string;
  /** The person's role at this moment; a token has that of the person who made it. */
  role: Role;
  /** What a token is limited to; a person has all that the role gives. */
  scopes?: readonly Scope[];
};

const VIEWER: readonly Scope[] = ['flows:read', 'runs:read', 'connections:read', 'contacts:read', 'settings:read'];
const EDITOR: readonly Scope[] = [...VIEWER, 'flows:write', 'runs:write', 'contacts:write'];

/** What each role may. */
export const SCOPES_OF: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: VIEWER,
  agent: ['contacts:read', 'contacts:write'],
  editor: EDITOR,
  admin: SCOPES,
  owner: SCOPES,
};

/** True where the caller's role gives the scope and, for a token, the token has it too. */
export function may(caller: Caller, scope: Scope): boolean {
  return SCOPES_OF[caller.role].includes(scope) && (caller.scopes === undefined || caller.scopes.includes(scope));
}
