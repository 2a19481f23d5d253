import { Failure } from '../../../base/failure.ts';
import type { SalesforceConfig } from '../config.ts';

/** An org as far as it is known. */
export type KnownOrg = { id: string; name?: string; username?: string };

/** True where a sign-in led to another org than the one that the connection is for. */
export function differsFrom(config: SalesforceConfig, { organizationId }: { organizationId?: string }): boolean {
  if (!config.organizationId || !organizationId) return false;
  return shortId(config.organizationId) !== shortId(organizationId);
}

/** Why a sign-in is not taken, with both names. */
export function otherOrg(config: SalesforceConfig, other: KnownOrg): Failure {
  const ours: KnownOrg = {
    id: config.organizationId ?? '',
    ...(config.orgName ? { name: config.orgName } : {}),
    ...(config.username ? { username: config.username } : {}),
  };
  return new Failure({
    code: 'auth',
    message: `This sign-in leads to ${named(other)}, but the connection is for ${named(ours)}. Nothing was changed. Sign in to that org (log out of the other one in the browser first), or, if the connection shall move (a refreshed sandbox is another org too), disconnect it first: "rondine connections disconnect NAME".`,
    details: { organizationId: other.id, expectedOrganizationId: ours.id },
  });
}

function named({ id, name, username }: KnownOrg): string {
  const as = username ? ` as ${username}` : '';
  return name ? `the org "${name}" (${id})${as}` : `the org ${id}${as}`;
}

/** Ids come with 15 or 18 characters; the last three repeat the case of the others. */
function shortId(id: string): string {
  return id.slice(0, 15);
}
