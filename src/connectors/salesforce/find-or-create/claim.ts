import { isObject, type JsonValue } from '../../../base/json.ts';
import type { SalesforceIo } from '../config.ts';
import type { PersonObject } from './input.ts';

/**
 * The note that somebody creates the record of a person, written before it is sent.
 * - `owner`: the effect that sent last, `sentAt` when.
 * - `open`: the outcome of that is not known. Otherwise `record` is what it created.
 * - `key`: what the record carries in the External ID field, whoever of those who share the claim creates it.
 */
export type Claim = {
  owner: string;
  kind: PersonObject;
  key: string;
  at: number;
  sentAt: number;
  open: boolean;
  record?: string;
};

/** How long a claim holds: as long as a lost answer may come back, with a wide margin. */
export const CLAIM_MS = 24 * 60 * 60_000;

/** The newest claim on any of the names that still holds. */
export async function findClaim(io: SalesforceIo, names: readonly string[]): Promise<Claim | undefined> {
  const notes = await Promise.all(names.map(async (name) => readClaims(await io.memory.get(noteOf(name)))[name]));
  return notes
    .filter((claim) => claim !== undefined && holds(claim, io.now()))
    .toSorted((a, b) => (b?.sentAt ?? 0) - (a?.sentAt ?? 0))[0];
}

/** Puts a claim on all the names, or takes it off them; it is on disk when this resolves. */
export async function putClaim(io: SalesforceIo, names: readonly string[], claim: Claim | undefined): Promise<void> {
  for (const name of names) {
    await io.memory.update(noteOf(name), (current) => {
      const now = io.now();
      const others = Object.entries(readClaims(current)).filter(([other, each]) => other !== name && holds(each, now));
      const next = Object.fromEntries(claim ? [...others, [name, claim]] : others);
      return Object.keys(next).length > 0 ? next : undefined;
    });
  }
}

/**
 * Claims share 4096 notes, so that those that are over go with the next one in the same note: nobody needs to look for
 * them, and their number stays bounded.
 */
function noteOf(name: string): string {
  const [first = 0, second = 0] = Buffer.from(name, 'base64url');
  return `claims/${((first << 4) | (second >> 4)).toString(16).padStart(3, '0')}`;
}

function holds({ at, sentAt }: Claim, now: number): boolean {
  return now - Math.max(at, sentAt) < CLAIM_MS;
}

function readClaims(value: JsonValue | undefined): Record<string, Claim> {
  return isObject(value) ? (value as unknown as Record<string, Claim>) : {};
}
