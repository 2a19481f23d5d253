import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonValue } from '../../../base/json.ts';
import { userIdOf } from '../auth/user.ts';
import type { Org } from '../request.ts';
import { soqlText, soqlTime } from './soql.ts';

/**
 * The note of one thing that an effect makes, written before it is sent.
 * `at` is the time of the first sending, `sentAt` of the last; `open` while the last one's outcome is not known.
 */
export type Claim = { at: number; sentAt: number; userId: string; open: boolean };

/** A thing to be made once in an object whose records carry no key of ours. */
export type Once<T extends { id: string }> = {
  /** Tells the things of one effect apart; unset where it makes one only. */
  part?: string;
  /** For messages: "the Lead". */
  what: string;
  send(): Promise<T>;
  /** Finds what an earlier attempt has made; it asks `isOurs` before it takes a record. */
  look(claim: Claim): Promise<T | undefined>;
};

/** Look-ups after an unknown outcome. The org works on a request for up to 10 minutes, so the last comes after that. */
const LOOK_AFTER_MS = [5000, 60_000, 11 * 60_000] as const;
const LAST_LOOK_MS = LOOK_AFTER_MS[2];

/** How far the org's clock may be behind ours. */
const CLOCK_SKEW_MS = 60_000;

/**
 * Makes a thing exactly once where the org knows no key for it: a claim is on disk before it is sent. After an unknown
 * outcome it is looked for at 5 s, 1 min and 11 min, and sent again only when the last look finds nothing; until then
 * this throws `unknown_outcome` with the time to wait.
 */
export async function makeOnce<T extends { id: string }>(org: Org, once: Once<T>): Promise<T> {
  const { io } = org;
  const name = `claim:${ownerOf(org, once.part)}`;
  const earlier = readClaim(await io.memory.get(name));
  if (earlier?.open) {
    const found = await once.look(earlier);
    if (found) return found;
    waitForTheLastLook(org, once.what, earlier);
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
    const made = await once.send();
    await remember(org, made.id, once.part);
    return made;
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

/** Conditions that hold for what this connection has made since a claim. */
export function sinceClaim({ userId, at }: Claim): string[] {
  return [`CreatedById = ${soqlText(userId)}`, `CreatedDate >= ${soqlTime(at - CLOCK_SKEW_MS)}`];
}

/** True for a record that no other effect has made; from then on it is this one's. */
export async function isOurs(org: Org, id: string, part?: string): Promise<boolean> {
  const owner = await org.io.memory.get(`record:${id}`);
  if (owner !== undefined) return owner === ownerOf(org, part);
  await remember(org, id, part);
  return true;
}

/** Throws until the last look-up is due; `since` counts from the last sending, whose outcome is the open question. */
function waitForTheLastLook(org: Org, what: string, claim: Claim): void {
  const since = Math.max(claim.sentAt, org.io.attempt.unknownSince ?? 0);
  const elapsed = org.io.now() - since;
  if (elapsed >= LAST_LOOK_MS) return;
  const next = LOOK_AFTER_MS.find((after) => after > elapsed) ?? LAST_LOOK_MS;
  throw new Failure({
    code: 'unknown_outcome',
    message: `It is not known yet whether ${what} was created: Salesforce gave no answer, and the record is not to be found so far.`,
    retryAfterMs: next - elapsed,
    details: { since },
  });
}

/** Notes whose record this is, so that no look-up of another effect takes it. The record exists: no error may hide it. */
async function remember(org: Org, id: string, part: string | undefined): Promise<void> {
  try {
    await org.io.memory.put(`record:${id}`, ownerOf(org, part));
  } catch (error) {
    org.io.log('The record exists, but the note about its origin could not be stored.', { id, error: String(error) });
  }
}

function ownerOf({ io }: Org, part: string | undefined): string {
  return part === undefined ? io.key : `${io.key}/${part}`;
}

function readClaim(value: JsonValue | undefined): Claim | undefined {
  if (!isObject(value)) return undefined;
  const { at, sentAt, userId, open } = value;
  const whole =
    typeof at === 'number' && typeof sentAt === 'number' && typeof userId === 'string' && typeof open === 'boolean';
  return whole ? { at, sentAt, userId, open } : undefined;
}
