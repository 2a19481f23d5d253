import { Failure } from '../../../base/failure.ts';
import { isObject, type JsonValue } from '../../../base/json.ts';
import type { Org } from '../request.ts';
import { readDescribe, type ObjectDescribe } from './object-describe.ts';

/** A describe as it is noted; `format` changes when an older note can no longer be read. */
type Note = { format: number; checkedAt: number; lastModified?: string; describe: ObjectDescribe };

const FORMAT = 1;

/** How old what we know of an object may be where values are suggested. */
export const DAY_MS = 24 * 60 * 60_000;

/** How old it may be where it matters: before publishing, at night, in forms. Many looks at once share a call. */
export const MINUTE_MS = 60_000;

/**
 * What the connected user may see of an object. It is noted with the connection, so that it costs one call ever, and one
 * that answers 304 whenever it is older than `maxAgeMs`; without that, any age is good. Only one look is under way at a
 * time. Undefined where the org's answer cannot be used. Throws a `Failure` where the object cannot be seen.
 */
export async function describeOf(
  org: Org,
  object: string,
  maxAgeMs = Number.POSITIVE_INFINITY,
): Promise<ObjectDescribe | undefined> {
  const { io } = org;
  const name = noteName(object);
  const known = io.local.get(name) as Note | undefined;
  if (known && io.now() - known.checkedAt < maxAgeMs) return known.describe;
  const flight = `${name}/flight`;
  const underWay = io.local.get(flight) as Promise<Note | undefined> | undefined;
  if (underWay) return (await underWay)?.describe;
  const look = renew(org, object, { known, maxAgeMs }).finally(() => io.local.delete(flight));
  io.local.set(flight, look);
  return (await look)?.describe;
}

function noteName(object: string): string {
  return `describe/${object}`;
}

type Renewal = { known: Note | undefined; maxAgeMs: number };

async function renew(org: Org, object: string, { known, maxAgeMs }: Renewal): Promise<Note | undefined> {
  const { io } = org;
  const name = noteName(object);
  const noted = known ?? readNote(await io.memory.get(name));
  if (noted && io.now() - noted.checkedAt < maxAgeMs) {
    io.local.set(name, noted);
    return noted;
  }
  const note = await ask(org, object, noted);
  if (!note) return undefined;
  io.local.set(name, note);
  await io.memory.put(name, note);
  return note;
}

async function ask(org: Org, object: string, noted: Note | undefined): Promise<Note | undefined> {
  const { lastModified } = noted ?? {};
  const answer = await org.call({
    method: 'GET',
    path: `/sobjects/${encodeURIComponent(object)}/describe`,
    action: `describe ${object}`,
    ...(lastModified === undefined ? {} : { headers: { 'if-modified-since': lastModified }, accept: 304 }),
  });
  const checkedAt = org.io.now();
  if (answer.status === 304 && noted) return { ...noted, checkedAt };
  const describe = readDescribe(answer.body);
  if (!describe) return undefined;
  const modified = answer.headers['last-modified'];
  return { format: FORMAT, checkedAt, ...(modified === undefined ? {} : { lastModified: modified }), describe };
}

function readNote(value: JsonValue | undefined): Note | undefined {
  if (!isObject(value) || value['format'] !== FORMAT || !isObject(value['describe'])) return undefined;
  return value as unknown as Note;
}

/** Like `describeOf`; undefined also for an object that the user cannot see: then the org's own word is waited for. */
export async function describeIfSeen(org: Org, object: string): Promise<ObjectDescribe | undefined> {
  try {
    return await describeOf(org, object);
  } catch (error) {
    if (error instanceof Failure && ['not_found', 'denied', 'invalid', 'unsupported'].includes(error.code))
      return undefined;
    throw error;
  }
}
