import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import { DEFAULT_API_VERSION, type OrgKind, type SalesforceConfig, type SalesforceIo } from '../config.ts';
import type { TokenAnswer } from './token-request.ts';

/** Which org a session is of, and who is signed in there: as far as the org tells. */
export type OrgIdentity = Pick<SalesforceConfig, 'organizationId' | 'orgName' | 'orgKind' | 'userId' | 'username'>;

const QUERY = 'SELECT Id, Name, OrganizationType, IsSandbox, TrialExpirationDate FROM Organization';
const TIMEOUT_MS = 10_000;

/**
 * Asks an org who it is, with a session that is not stored yet. What it does not tell, because the user may not see it or
 * the answer is lost, is left out: a sign-in never fails over it.
 */
export async function readIdentity(
  io: SalesforceIo,
  session: Pick<TokenAnswer, 'accessToken' | 'instanceUrl'>,
): Promise<OrgIdentity> {
  const version = io.config.apiVersion || DEFAULT_API_VERSION;
  const path = `/services/data/${version}/query?q=${encodeURIComponent(QUERY)}`;
  const [user, found] = await Promise.all([ask(io, session, '/services/oauth2/userinfo'), ask(io, session, path)]);
  const rows = found['records'];
  const [org = {}] = Array.isArray(rows) ? rows.filter(isObject) : [];
  return withoutGaps({
    organizationId: textIn(user['organization_id']) ?? textIn(org['Id']),
    userId: textIn(user['user_id']),
    username: textIn(user['preferred_username']),
    orgName: textIn(org['Name']),
    orgKind: org['Id'] === undefined ? undefined : kindOf(org, session.instanceUrl),
  });
}

async function ask(
  io: SalesforceIo,
  { accessToken, instanceUrl }: Pick<TokenAnswer, 'accessToken' | 'instanceUrl'>,
  path: string,
): Promise<JsonObject> {
  try {
    const response = await io.http({
      method: 'GET',
      url: instanceUrl + path,
      headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
      timeoutMs: TIMEOUT_MS,
    });
    const body: unknown = response.status === 200 ? JSON.parse(response.text()) : undefined;
    return isObject(body) ? body : {};
  } catch (error) {
    if (error instanceof Failure || error instanceof SyntaxError) return {};
    throw error;
  }
}

/** A scratch org says that it is a sandbox, and that it ends. */
function kindOf(org: JsonObject, instanceUrl: string): OrgKind {
  const ends = typeof org['TrialExpirationDate'] === 'string';
  if (org['IsSandbox'] === true) return ends || instanceUrl.includes('.scratch.') ? 'scratch' : 'sandbox';
  if (org['OrganizationType'] === 'Developer Edition') return 'developer';
  return ends ? 'trial' : 'production';
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function withoutGaps(identity: { [Name in keyof OrgIdentity]: OrgIdentity[Name] | undefined }): OrgIdentity {
  return Object.fromEntries(Object.entries(identity).filter(([, value]) => value !== undefined));
}
