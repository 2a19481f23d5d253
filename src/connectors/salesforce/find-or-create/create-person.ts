import { hash } from 'node:crypto';
import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import { keyFieldOf } from '../config.ts';
import { checkFields, readWritten } from '../operations/record.ts';
import { writePrepared } from '../operations/write-prepared.ts';
import type { Org } from '../request.ts';
import { CLAIM_MS, findClaim, putClaim, type Claim } from './claim.ts';
import { addressFields, whyOf } from './match.ts';
import {
  apiObject,
  createdAt,
  fateOf,
  followRecord,
  personRecordType,
  type Candidate,
  type Looking,
} from './person-record.ts';
import { isLookedFor, readDuplicates } from './search.ts';

/** How a creation ended: a new record, or one that was there although no search found it. */
export type Creation = { then: 'created'; id: string; fields: JsonObject } | { then: 'found'; candidates: Candidate[] };

/** When to look again after an unknown outcome. The org works on a request for up to 10 minutes. */
const LOOK_AFTER_MS = [5000, 60_000, 11 * 60_000] as const;
const LAST_LOOK_MS = LOOK_AFTER_MS[2];
const LOOK_AGAIN_MS = 2000;
/** How far the org's clock may be behind ours. */
const CLOCK_SKEW_MS = 60_000;
/** Records that may have been made for one match and do not fit it any more. */
const MOST_KEYS = 20;

/** What is created: under which names it is claimed, and with which keys, the first that is free. */
export type Claimed = { names: readonly string[]; keyOf(generation: number): string };

/**
 * The claim of everybody who looks for the same person. The keys follow from the person alone, not from the effect, the
 * run or the installation: even where claims are lost, the org's unique index refuses the second record.
 */
export function claimOfPerson(looking: Looking, names: readonly string[]): Claimed {
  const what = `find or create\n${apiObject(looking.plan.create)}\n${names[0] ?? ''}`;
  return { names, keyOf: (generation) => `rd${hash('sha256', `${what}\n${generation}`, 'base64url')}` };
}

/** The claim of an effect that makes a record of its own, whoever is there. */
export function claimOfEffect({ org }: Looking): Claimed {
  const { key } = org.io;
  return { names: [hash('sha256', `effect\n${key}`, 'base64url')], keyOf: () => key };
}

/**
 * Creates the person whom no search has found. To be called by one at a time for each name.
 * A claim that another attempt left open, of whichever effect, is taken over: with an External ID field the same key goes
 * out again, and the org refuses a second record; without one it is waited until the org must have finished with it.
 */
export async function createPerson(looking: Looking, claimed: Claimed): Promise<Creation> {
  const { org, plan } = looking;
  const { io } = org;
  const known = await findClaim(io, claimed.names);
  const noted = known && (await notedRecord(looking, known));
  if (noted) return noted;
  const keyField = keyFieldOf(io.config, apiObject(plan.create));
  const sameKey = keyField !== '' && known?.kind === plan.create;
  if (known?.open && !sameKey) waitForTheLastLook(org, known);
  const fields = await newFields(looking, keyField);
  const now = io.now();
  const claim: Claim = {
    owner: io.key,
    kind: plan.create,
    key: sameKey ? known.key : claimed.keyOf(0),
    at: known?.at ?? now,
    sentAt: now,
    open: true,
  };
  await putClaim(io, claimed.names, claim);
  try {
    return await insert(looking, { claimed, claim, known, keyField, fields });
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'defect') throw error;
    if (error.code === 'unknown_outcome') throw keyField ? error : lookLater(error);
    // Certainly not executed; what an earlier attempt may have done is as open as before.
    await putClaim(io, claimed.names, known?.open ? known : undefined);
    const existing = duplicatesIn(error);
    const candidates = existing.length > 0 ? await readDuplicates(looking, existing) : [];
    if (candidates.length === 0) throw error;
    return { then: 'found', candidates };
  }
}

/**
 * True for a record that an earlier attempt of this very effect created: it died, or its answer was lost, before that
 * could be noted. It is noted now.
 */
export async function isOwnRecord({ org }: Looking, names: readonly string[], found: Candidate): Promise<boolean> {
  const { io } = org;
  if (io.attempt.number === 1 && io.attempt.unknownSince === undefined) return false;
  const claim = await findClaim(io, names);
  if (claim?.owner !== io.key || claim.kind !== found.kind) return false;
  if (!claim.open) return claim.record === found.id;
  if (createdAt(found.row) < claim.at - CLOCK_SKEW_MS) return false;
  await note(org, names, { ...claim, open: false, record: found.id });
  return true;
}

/** The record that the claim names, if it stands; what became of it only where that is looked for. */
async function notedRecord(looking: Looking, claim: Claim): Promise<Creation | undefined> {
  if (claim.record === undefined) return undefined;
  const { found } = await followRecord(looking, { kind: claim.kind, id: claim.record });
  if (!found || (found.id !== claim.record && !isLookedFor(looking, found.kind, true))) return undefined;
  if (claim.owner === looking.org.io.key) return { then: 'created', id: found.id, fields: found.row };
  return { then: 'found', candidates: [{ ...found, why: ['claim'] }] };
}

type Insertion = { claimed: Claimed; claim: Claim; known: Claim | undefined; keyField: string; fields: JsonObject };

async function insert(looking: Looking, insertion: Insertion): Promise<Creation> {
  const { org } = looking;
  const { claimed, known, keyField, fields } = insertion;
  let { claim } = insertion;
  for (let generation = 0; generation < MOST_KEYS; generation++) {
    try {
      const id = await post(looking, fields, keyField ? { [keyField]: claim.key } : {});
      await note(org, claimed.names, { ...claim, open: false, record: id });
      return { then: 'created', id, fields };
    } catch (error) {
      const holder = keyField ? await holderOfKey(looking, { claim, keyField, error }) : undefined;
      if (!holder) throw error;
      if (holder.then === 'stands') {
        const { id, row } = holder;
        // Whoever sent this key before made the record.
        const owner = claim.key === org.io.key ? claim.owner : (known?.owner ?? '');
        await note(org, claimed.names, { ...claim, owner, open: false, record: id });
        if (owner === org.io.key) return { then: 'created', id, fields };
        return { then: 'found', candidates: [{ kind: claim.kind, id, row, why: ['claim'] }] };
      }
      const key = nextKey(claimed, claim.key);
      if (key === claim.key) throw error;
      claim = { ...claim, key };
      await putClaim(org.io, claimed.names, claim);
    }
  }
  throw new Failure({
    code: 'conflict',
    message: `${MOST_KEYS} records were created for this person before and fit no more. Merge them, or match by something else.`,
  });
}

function nextKey({ keyOf }: Claimed, key: string): string {
  for (let generation = 0; generation < MOST_KEYS; generation++)
    if (keyOf(generation) === key) return keyOf(generation + 1);
  return keyOf(0);
}

async function post({ org, plan }: Looking, fields: JsonObject, key: JsonObject): Promise<string> {
  const { input } = plan;
  const headers: Record<string, string> = {};
  const rule = input.assignmentRule ?? (input.fields['OwnerId'] ? 'none' : 'default');
  if (rule === 'none') headers['sforce-auto-assign'] = 'FALSE';
  else if (rule !== 'default') headers['sforce-auto-assign'] = rule;
  if (input.allowDuplicates) headers['sforce-duplicate-rule-header'] = 'allowSave=true';
  const action = `create the ${plan.create}`;
  const object = apiObject(plan.create);
  const { options = {} } = input;
  return writePrepared(org, { object, fields, options }, async (prepared) => {
    const body = JSON.stringify({ ...prepared, ...key });
    const answer = await org.call({ method: 'POST', path: `/sobjects/${object}`, body, headers, action });
    return readWritten(answer, action).id;
  });
}

type Refused = { claim: Claim; keyField: string; error: unknown };
type Holder = { then: 'stands'; id: string; row: JsonObject } | { then: 'spent' };

/**
 * The record that holds our key already: it stands for the person, or it did long ago and its key is spent.
 * Undefined where the refusal was about something else. Throws where the record is about to appear.
 */
async function holderOfKey(looking: Looking, { claim, keyField, error }: Refused): Promise<Holder | undefined> {
  if (!(error instanceof Failure)) return undefined;
  const { providerCode, providerMessage = '', details } = error.data;
  const taken = providerCode === 'DUPLICATE_VALUE' && providerMessage.includes(keyField);
  if (providerMessage.includes(keyField) && providerCode?.startsWith('INVALID_FIELD'))
    throw missingField(looking, keyField, error);
  if (!taken && providerCode !== 'UNABLE_TO_LOCK_ROW') return undefined;
  const told = taken && typeof details?.['existingId'] === 'string' ? details['existingId'] : undefined;
  const id = told ?? (await findByKey(looking, keyField, claim));
  if (id === undefined && !taken) return undefined;
  const fate = id === undefined ? undefined : await fateOf(looking, claim.kind, id);
  if (id === undefined || fate === undefined) throw lookAgain(error);
  if (fate.then !== 'stands') return { then: 'spent' };
  const { io } = looking.org;
  const fresh = claim.key === io.key || io.now() - createdAt(fate.row) < CLAIM_MS;
  // An old record without any of the person's addresses is somebody else's now.
  if (!fresh && whyOf(looking.match, claim.kind, fate.row).length === 0) return { then: 'spent' };
  return { then: 'stands', id, row: fate.row };
}

async function findByKey({ org }: Looking, keyField: string, claim: Claim): Promise<string | undefined> {
  const { status, body } = await org.call({
    method: 'GET',
    path: `/sobjects/${apiObject(claim.kind)}/${keyField}/${encodeURIComponent(claim.key)}?fields=Id`,
    action: `look for the ${claim.kind} of another attempt`,
    accept: 404,
  });
  return status !== 404 && isObject(body) && typeof body['Id'] === 'string' ? body['Id'] : undefined;
}

async function newFields(looking: Looking, keyField: string): Promise<JsonObject> {
  const { plan, match, org } = looking;
  const given = plan.input.fields;
  checkFields(apiObject(plan.create), given, keyField);
  const fields = { ...given, ...addressFields(match, plan.create, given) };
  if (plan.create !== 'PersonAccount' || fields['RecordTypeId'] !== undefined || fields['RecordType'] !== undefined)
    return fields;
  const type = await personRecordType(org);
  if (type !== undefined) return { ...fields, RecordTypeId: type };
  throw new Failure({
    code: 'unsupported',
    message: 'The org has no active record type for person accounts, so none can be created. Create a Contact instead.',
  });
}

/** The record exists: no error may hide it. */
async function note(org: Org, names: readonly string[], claim: Claim): Promise<void> {
  try {
    await putClaim(org.io, names, claim);
  } catch (error) {
    org.io.log('The record exists, but its claim could not be closed.', { error: String(error) });
  }
}

/** Throws until the org must have finished with whatever was sent under the claim. */
function waitForTheLastLook({ io }: Org, claim: Claim): void {
  const elapsed = io.now() - claim.sentAt;
  if (elapsed >= LAST_LOOK_MS) return;
  const retryAfterMs = (LOOK_AFTER_MS.find((after) => after > elapsed) ?? LAST_LOOK_MS) - elapsed;
  const own = claim.owner === io.key;
  throw new Failure({
    code: own ? 'unknown_outcome' : 'unavailable',
    message: `It is not known yet whether the ${claim.kind} of this person was created: Salesforce gave no answer${own ? '' : ' to another message'}, and the record is not to be found so far.`,
    retryAfterMs,
    ...(own ? {} : { inLine: true as const }),
    details: { since: claim.sentAt },
  });
}

function lookLater(error: Failure): Failure {
  return new Failure({ ...error.data, retryAfterMs: LOOK_AFTER_MS[0] }, { cause: error });
}

function lookAgain(cause: Failure): Failure {
  const message = 'A record with the key of this person is about to appear; the next attempt looks for it.';
  return new Failure({ code: 'unknown_outcome', message, retryAfterMs: LOOK_AGAIN_MS }, { cause });
}

function missingField({ plan }: Looking, field: string, cause: Failure): Failure {
  const object = apiObject(plan.create);
  return new Failure(
    {
      ...cause.data,
      message: `${object} has no field ${field}, or the connected user may not write it. Add the field (Setup > Object Manager > ${object} > Fields & Relationships > New), or leave the External ID field of ${object} empty in the connection.`,
      details: { ...cause.data.details, object, field },
    },
    { cause },
  );
}

function duplicatesIn({ data }: Failure): string[] {
  if (data.providerCode !== 'DUPLICATES_DETECTED') return [];
  const ids = data.details?.['existingIds'];
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}
