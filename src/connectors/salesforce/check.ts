import { Failure, type FailureCode } from '../../base/failure.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { ProbeResult } from '../../base/probe.ts';
import { DEFAULT_API_VERSION, keyFieldOf, type SalesforceConfig, type SalesforceIo } from './config.ts';
import { guarantee } from './operations/guarantee.ts';
import { openOrg, type Org } from './request.ts';

/** Objects that conversations become; a connection may name more by giving them a field of their own. */
const USUAL_OBJECTS = ['Lead', 'Case', 'Contact'];

/** Trouble on the way that says nothing about the sign-in. */
const PASSING: readonly FailureCode[] = ['unavailable', 'timeout', 'unknown_outcome'];

/** Looks at the connection from outside: sign-in, API access, and for each object its External ID field. */
export async function checkOrg(io: SalesforceIo): Promise<ProbeResult[]> {
  const org = openOrg(io);
  const access = await probeAccess(org);
  if (!access.every((probe) => probe.ok)) return access;
  const objects = new Set([...USUAL_OBJECTS, ...Object.keys(io.config.externalIdFields ?? {})]);
  const probes = await Promise.all([...objects].map((object) => probeObject(org, object)));
  return [...access, ...probes];
}

/** One call proves the sign-in and the API permission; which of the two fails tells the code. */
async function probeAccess(org: Org): Promise<ProbeResult[]> {
  try {
    await org.call({ method: 'GET', path: '', action: 'list its API resources' });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (PASSING.includes(error.code)) return [failedProbe('Way to the org', error)];
    if (error.code === 'auth' || org.instanceUrl() === '') return [failedProbe('Sign-in', error)];
    return [signInProbe(org), failedProbe('API access', error)];
  }
  const version = org.io.config.apiVersion || DEFAULT_API_VERSION;
  return [signInProbe(org), { name: 'API access', ok: true, message: `The REST API ${version} answers.` }];
}

function signInProbe(org: Org): ProbeResult {
  return { name: 'Sign-in', ok: true, message: `Signed in to ${org.instanceUrl()}.` };
}

async function probeObject(org: Org, object: string): Promise<ProbeResult> {
  const name = `Object ${object}`;
  let describe: unknown;
  try {
    const path = `/sobjects/${encodeURIComponent(object)}/describe`;
    describe = (await org.call({ method: 'GET', path, action: `describe ${object}` })).body;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return failedProbe(name, error);
  }
  const { config } = org.io;
  const keyField = keyFieldOf(config, object);
  if (!keyField) return { name, ok: true, message: guarantee(config, object) };
  const trouble = keyFieldTrouble(fieldOf(describe, keyField));
  if (!trouble) return { name, ok: true, message: guarantee(config, object) };
  return { name, ok: false, message: `${object}.${keyField} ${trouble}`, fix: fieldFix(config, object, keyField) };
}

function fieldOf(describe: unknown, keyField: string): JsonObject | undefined {
  const fields = isObject(describe) ? describe['fields'] : undefined;
  if (!Array.isArray(fields)) return undefined;
  return fields.filter(isObject).find((field) => field['name'] === keyField);
}

function keyFieldTrouble(field: JsonObject | undefined): string | undefined {
  if (!field) return 'does not exist, or the connected user may not see it.';
  if (field['externalId'] !== true) return 'is not marked as External ID.';
  if (field['unique'] !== true) return 'is not Unique: two records could get the same key.';
  if (field['createable'] === false) return 'is read-only for the connected user.';
  if (typeof field['length'] === 'number' && field['length'] < 46) return 'is shorter than the 46 characters of a key.';
  return undefined;
}

function fieldFix(config: SalesforceConfig, object: string, keyField: string): string {
  const without = guarantee({ ...config, externalIdFields: { [object]: '' } }, object);
  return `Setup > Object Manager > ${object} > Fields & Relationships > New > Text (64), Unique (case sensitive), External ID, name ${keyField.replace(/__c$/, '')}, visible and editable for the connected user. Or leave the field of ${object} empty: ${without}`;
}

function failedProbe(name: string, error: Failure): ProbeResult {
  return { name, ok: false, message: error.message, fix: fixFor(error) };
}

function fixFor(error: Failure): string {
  if (error.code === 'auth') return 'Correct the connection as the message says and connect again.';
  if (error.code === 'denied') return 'Give the connected user the permission that the message names.';
  if (error.code === 'not_found') return 'Check the API version and that the connected user may see the object.';
  return 'Try again in a moment; if it stays, check status.salesforce.com and the way from this server to the org.';
}
