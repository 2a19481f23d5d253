import { may, ROLES, type Caller, type Role, type Scope } from '../auth/caller.ts';
import type { RouteName } from './routes/index.ts';

/**
 * Who may call a route: the least role, and the scope that a token has to have. Without a scope everybody of the role
 * may, by a session or by any token.
 */
export type Access = { role: Role; scope?: Scope };

const READ_FLOWS: Access = { role: 'viewer', scope: 'flows:read' };
const WRITE_FLOWS: Access = { role: 'editor', scope: 'flows:write' };
const READ_RUNS: Access = { role: 'viewer', scope: 'runs:read' };
const WRITE_RUNS: Access = { role: 'editor', scope: 'runs:write' };
const READ_CONNECTIONS: Access = { role: 'viewer', scope: 'connections:read' };
const WRITE_CONNECTIONS: Access = { role: 'admin', scope: 'connections:write' };
/** Authors ask the systems behind connections while they draw; nothing is changed there. */
const ASK_CONNECTIONS: Access = { role: 'editor', scope: 'connections:read' };
const PEOPLE: Access = { role: 'admin', scope: 'people:write' };

/** Every route and who may call it. A route without a row does not compile. */
export const ACCESS: Readonly<Record<RouteName, Access>> = {
  'GET /events': { role: 'viewer' },
  'GET /status': READ_RUNS,
  'GET /runs': READ_RUNS,
  'GET /runs/:run': READ_RUNS,
  'GET /runs/:run/journal': READ_RUNS,
  'GET /runs/:run/conversation': READ_RUNS,
  'POST /runs/:run/repair': WRITE_RUNS,
  'POST /runs/preview': READ_RUNS,
  'POST /runs/bulk': WRITE_RUNS,
  'GET /parked': READ_RUNS,
  'POST /parked/:effect/settle': WRITE_RUNS,
  'GET /alerts': READ_RUNS,
  'GET /stuck': READ_RUNS,
  'GET /flows': READ_FLOWS,
  'GET /flows/:flow': READ_FLOWS,
  'POST /flows': WRITE_FLOWS,
  'DELETE /flows/:flow': WRITE_FLOWS,
  'POST /flows/:flow/bring-back': WRITE_FLOWS,
  'PUT /flows/:flow/labels': WRITE_FLOWS,
  'POST /flows/:flow/duplicate': WRITE_FLOWS,
  'GET /flows/:flow/counts': READ_FLOWS,
  'POST /flows/:flow/start': { role: 'editor', scope: 'runs:write' },
  'POST /tests': { role: 'editor', scope: 'flows:read' },
  'GET /flows/:flow/tests': READ_FLOWS,
  'POST /flows/:flow/tests': WRITE_FLOWS,
  'DELETE /flows/:flow/tests/:test': WRITE_FLOWS,
  'POST /flows/:flow/tests/run': { role: 'editor', scope: 'flows:read' },
  'GET /flows/:flow/testers': READ_RUNS,
  'POST /flows/:flow/testers': WRITE_FLOWS,
  'PATCH /flows/:flow/testers': WRITE_FLOWS,
  'DELETE /flows/:flow/testers/:tester': WRITE_FLOWS,
  'POST /flows/:flow/test-codes': WRITE_FLOWS,
  'GET /flows/:flow/test-codes/:code/links': WRITE_FLOWS,
  'DELETE /flows/:flow/test-codes/:code': WRITE_FLOWS,
  'GET /flows/:flow/draft': READ_FLOWS,
  'PUT /flows/:flow/draft': WRITE_FLOWS,
  'POST /flows/check': READ_FLOWS,
  'GET /flows/:flow/publish': READ_FLOWS,
  'POST /flows/:flow/publish': WRITE_FLOWS,
  'POST /flows/:flow/unpublish': WRITE_FLOWS,
  'GET /flows/:flow/diff': READ_FLOWS,
  'GET /flows/:flow/versions': READ_FLOWS,
  'GET /flows/:flow/versions/:version': READ_FLOWS,
  'POST /flows/:flow/versions/:version/restore': WRITE_FLOWS,
  'POST /flows/:flow/versions/:version/publish': WRITE_FLOWS,
  'GET /flows/:flow/file': READ_FLOWS,
  'POST /flows/import': WRITE_FLOWS,
  'GET /templates': READ_FLOWS,
  'GET /templates/:template': READ_FLOWS,
  'POST /templates/:template/use': WRITE_FLOWS,
  'GET /catalog': READ_FLOWS,
  'GET /connection-kinds': READ_CONNECTIONS,
  'GET /connection-kinds/:kind': READ_CONNECTIONS,
  'GET /connections': READ_CONNECTIONS,
  'POST /connections': WRITE_CONNECTIONS,
  'GET /connections/:connection': READ_CONNECTIONS,
  'PATCH /connections/:connection': WRITE_CONNECTIONS,
  'DELETE /connections/:connection': WRITE_CONNECTIONS,
  'POST /connections/:connection/bring-back': WRITE_CONNECTIONS,
  'POST /connections/:connection/resume': WRITE_CONNECTIONS,
  'GET /connections/:connection/effects': { role: 'viewer', scope: 'runs:read' },
  'PUT /connections/:connection/shadow': WRITE_CONNECTIONS,
  'GET /connections/:connection/shadow': { role: 'viewer', scope: 'runs:read' },
  'GET /connections/:connection/templates': READ_CONNECTIONS,
  'POST /connections/:connection/templates': ASK_CONNECTIONS,
  'POST /connections/:connection/pretend-message': WRITE_CONNECTIONS,
  'POST /connections/:connection/test-message': WRITE_CONNECTIONS,
  'GET /connections/:connection/webhook': WRITE_CONNECTIONS,
  'POST /connections/:connection/webhook': WRITE_CONNECTIONS,
  'POST /connections/:connection/disconnect': WRITE_CONNECTIONS,
  'POST /connections/:connection/sign-in': WRITE_CONNECTIONS,
  'GET /connections/:connection/sign-in/:id': WRITE_CONNECTIONS,
  'POST /connections/:connection/sign-in/finish': WRITE_CONNECTIONS,
  'POST /connections/:connection/certificate': WRITE_CONNECTIONS,
  'GET /connections/:connection/metadata': READ_CONNECTIONS,
  'POST /connections/:connection/doctor': ASK_CONNECTIONS,
  'GET /connections/:connection/doctor/:id': ASK_CONNECTIONS,
  'POST /connections/:connection/describe': ASK_CONNECTIONS,
  'POST /connections/:connection/suggest': ASK_CONNECTIONS,
  'POST /connections/:connection/propose': ASK_CONNECTIONS,
  'POST /connections/:connection/dry-run': ASK_CONNECTIONS,
  'POST /flows/inspect': ASK_CONNECTIONS,
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
