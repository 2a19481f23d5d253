import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../base/json.ts';
import { writeHeaders, type CreateInput } from './create-input.ts';
import { proofOf } from './proof.ts';
import { caseNumberIn, readWritten, type Written } from './record.ts';
import type { Org } from '../request.ts';
import { soqlText, soqlTime } from './soql.ts';
import { userIdOf } from '../auth/user.ts';

/**
 * The note of one effect, written before its record is sent.
 * `at` is the time of the first sending, `sentAt` of the last; `open` while the last one's outcome is not known.
 */
type Claim = { at: number; sentAt: number; userId: string; open: boolean };

/** Look-ups after an unknown outcome. The org works on a request for up to 10 minutes, so the last comes after that. */
const LOOK_AFTER_MS = [5000, 60_000, 11 * 60_000] as const;
const LAST_LOOK_MS = LOOK_AFTER_MS[2];

/** How far the org's clock may be behind ours. */
const CLOCK_SKEW_MS = 60_000;

/**
 * Creates a record in an object that has no External ID field.
 * After an unknown outcome it looks for the record by its creator, its time and its phone or mail, at 5 s, 1 min and
 * 11 min, and creates again only when the last look-up is empty. Until then it throws `unknown_outcome` with the time to
 * wait. Without a phone or mail it creates at once: the host repeats such an effect only on a person's word.
 */
export async function createClaimed(org: Org, input: CreateInput): Promise<Written> {
  const { io } = org;
  const proof = proofOf(input.object, input.fields);
  if (proof.length === 0) return post(org, input);

  const name = `claim:${io.key}`;
  const earlier = readClaim(await io.memory.get(name));
  if (earlier?.open) {
    const found = await find(org, input.object, { claim: earlier, proof });
    if (found) return found;
    waitForTheLastLook(org, input.object, earlier);
  }
  const now = io.now();
  const claim: Claim = {
    at: earlier?.at ?? now,
    sentAt: now,
    userId: earlier?.userId ?? (await userIdOf(org)),
    open: true,
  };
  await io.memory.put(name, claim);
  try {
    const written = await post(org, input);
    await remember(org, written.id);
    return written;
  } catch (error) {
    if (!(error instanceof Failure) || error.code === 'defect') throw error;
    if (error.code === 'unknown_outcome') {
      throw new Failure({ ...error.data, retryAfterMs: LOOK_AFTER_MS[0] }, { cause: error });
    }
    // Certainly not executed: the next attempt may send at once.
    await io.memory.put(name, { ...claim, open: false });
    throw error;
  }
}

async function post(org: Org, input: CreateInput): Promise<Written> {
  const action = `create the ${input.object}`;
  const answer = await org.call({
    method: 'POST',
    path: `/sobjects/${input.object}`,
    body: JSON.stringify(input.fields),
    headers: writeHeaders(input),
    action,
  });
  return { ...readWritten(answer, action), created: true };
}

/** Throws until the last look-up is due; `since` counts from the last sending, whose outcome is the open question. */
function waitForTheLastLook(org: Org, object: string, claim: Claim): void {
  const since = Math.max(claim.sentAt, org.io.attempt.unknownSince ?? 0);
  const elapsed = org.io.now() - since;
  if (elapsed >= LAST_LOOK_MS) return;
  const next = LOOK_AFTER_MS.find((after) => after > elapsed) ?? LAST_LOOK_MS;
  throw new Failure({
    code: 'unknown_outcome',
    message: `It is not known yet whether the ${object} was created: Salesforce gave no answer, and the record is not to be found so far.`,
    retryAfterMs: next - elapsed,
    details: { since },
  });
}

type Search = { claim: Claim; proof: readonly [field: string, value: string][] };

async function find(org: Org, object: string, { claim, proof }: Search): Promise<Written | undefined> {
  const filters = [
    `CreatedById = ${soqlText(claim.userId)}`,
    `CreatedDate >= ${soqlTime(claim.at - CLOCK_SKEW_MS)}`,
    ...proof.map(([field, value]) => `${field} = ${soqlText(value)}`),
  ];
  const query =
    `SELECT ${object === 'Case' ? 'Id, CaseNumber' : 'Id'} FROM ${object} ` +
    `WHERE ${filters.join(' AND ')} ORDER BY CreatedDate, Id LIMIT 20`;
  const { body } = await org.call({
    method: 'GET',
    path: `/query?q=${encodeURIComponent(query)}`,
    action: `look for the ${object} of an earlier attempt`,
  });
  for (const row of rowsOf(body)) {
    const id = row['Id'];
    if (typeof id !== 'string') continue;
    const owner = await org.io.memory.get(`record:${id}`);
    // Another effect for the same person created this one.
    if (owner !== undefined && owner !== org.io.key) continue;
    if (owner === undefined) await remember(org, id);
    const number = caseNumberIn(row);
    return { id, created: true, ...(number ? { number } : {}) };
  }
  return undefined;
}

function rowsOf(body: JsonValue | undefined): JsonObject[] {
  const records = isObject(body) ? body['records'] : undefined;
  return Array.isArray(records) ? records.filter(isObject) : [];
}

/** Notes whose record this is, so that no look-up of another effect takes it. The record exists: no error may hide it. */
async function remember(org: Org, id: string): Promise<void> {
  try {
    await org.io.memory.put(`record:${id}`, org.io.key);
  } catch (error) {
    org.io.log('The record exists, but the note about its origin could not be stored.', { id, error: String(error) });
  }
}

function readClaim(value: JsonValue | undefined): Claim | undefined {
  if (!isObject(value)) return undefined;
  const { at, sentAt, userId, open } = value;
  const whole =
    typeof at === 'number' && typeof sentAt === 'number' && typeof userId === 'string' && typeof open === 'boolean';
  return whole ? { at, sentAt, userId, open } : undefined;
}
