import { may, ROLES, type Caller, type Role, type Scope } from '../auth/caller.ts';
import type { RouteName } from './routes/index.ts';

/**
 * Who may call a route: the least role, and the scope that a token has to have. Without a scope everybody of the role
 * may, by a session or by any token.
 */
export type Access = { role: Role; scope?: Scope };

const READ_FLOWS: Access = { role: 'viewer', scope: 'flows:read' };
const READ_RUNS: Access = { role: 'viewer', scope: 'runs:read' };
const PEOPLE: Access = { role: 'admin', scope: 'people:write' };

/** Every route and who may call it. A route without a row does not compile. */
export const ACCESS: Readonly<Record<RouteName, Access>> = {
  'GET /events': { role: 'viewer' },
  'GET /status': READ_RUNS,
  'GET /flows': READ_FLOWS,
  'GET /session': { role: 'viewer' },
  'PATCH /session': { role: 'viewer' },
  'GET /people': { role: 'viewer', scope: 'settings:read' },
  'POST /people/invitations': PEOPLE,
  'DELETE /people/invitations/:id': PEOPLE,
  'PATCH /people/:id': PEOPLE,
  'DELETE /people/:id': PEOPLE,
  'POST /people/:id/reset': PEOPLE,
  'POST /people/:id/sign-out': PEOPLE,
  'GET /tokens': { role: 'viewer' },
  'POST /tokens': { role: 'viewer' },
  'DELETE /tokens/:id': { role: 'viewer' },
};

/** True where a caller may call a route. An agent's role ranks aside: only its scopes count for it. */
export function isAllowed(caller: Caller, { role, scope }: Access): boolean {
  if (scope !== undefined && !may(caller, scope)) return false;
  if (caller.role === 'agent') return role === 'viewer' || role === 'agent';
  return ROLES.indexOf(caller.role) >= ROLES.indexOf(role);
}
