import { may, ROLES, type Caller, type Role, type Scope } from '../auth/caller.ts';
import type { RouteName } from './routes/index.ts';

/**
 * Who may call a route: the least role, and the scope that a token has to have. Without a scope everybody of the role
 * may, by a session or by any token.
 */
export type Access = { role: Role; scope?: Scope };

const READ_FLOWS: Access = { role: 'viewer', scope: 'flows:read' };
const READ_RUNS: Access = { role: 'viewer', scope: 'runs:read' };

/** Every route and who may call it. A route without a row does not compile. */
export const ACCESS: Readonly<Record<RouteName, Access>> = {
  'GET /events': { role: 'viewer' },
  'GET /status': READ_RUNS,
  'GET /flows': READ_FLOWS,
};

/** True where a caller may call a route. An agent's role ranks aside: only its scopes count for it. */
export function isAllowed(caller: Caller, { role, scope }: Access): boolean {
  if (scope !== undefined && !may(caller, scope)) return false;
  if (caller.role === 'agent') return role === 'viewer' || role === 'agent';
  return ROLES.indexOf(caller.role) >= ROLES.indexOf(role);
}
