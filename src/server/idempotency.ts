import type { FastifyRequest } from 'fastify';
import { id, type RunId } from '../base/ids.ts';
import { canonicalJson, isObject, type JsonObject } from '../base/json.ts';
import type { WebhookTrigger } from '../flow/trigger.ts';
import { callNote, callNoteKey } from '../inbox/call-note.ts';
import { digest } from '../inbox/digest.ts';
import type { MemoryRecord } from '../store/records.ts';
import type { Store } from '../store/store.ts';
import type { WebhookPlace } from '../inbox/webhook-paths.ts';
import { Problem } from './problem.ts';

/** Longest key, in characters. */
const MAX_KEY = 255;

/** The key that a caller gives a call, so that sending it again does nothing again; undefined where it gives none. */
export function readIdempotencyKey({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && /^[\x20-\x7e]+$/.test(key) && key.length <= MAX_KEY) return key;
  throw new Problem(
    'invalid-request',
    `The Idempotency-Key must be one text of 1 to ${MAX_KEY} plain characters. A random UUID is a good one.`,
  );
}

/** One keyed call: where it is remembered, and what its request was. */
export type KeyedCall = { memory: string; fingerprint: string };

/**
 * Names a call by its key. The same key means another call at another webhook, and to callers who prove themselves in
 * another way.
 */
export function keyedCall(
  key: string,
  { place, trigger, input }: { place: WebhookPlace; trigger: WebhookTrigger; input: JsonObject },
): KeyedCall {
  const { auth } = trigger;
  const caller = auth ? `${auth.kind} ${auth.secret}` : 'anybody';
  const { method, query, body, text } = input;
  return {
    memory: callNoteKey(digest(place.flow.id, trigger.path, caller, key)),
    fingerprint: digest(canonicalJson({ method, query, body, text })),
  };
}

/** What is kept of a keyed call along with its run. */
export function rememberCall({ memory, fingerprint }: KeyedCall, run: RunId, at: number): MemoryRecord {
  return callNote(memory, { run, fingerprint, at });
}

/**
 * The run that an earlier call with the key has started; undefined for the first one. Throws the problem `key-reused`
 * where that call was another.
 */
export async function recallCall(
  { memory, fingerprint }: KeyedCall,
  store: Pick<Store, 'get'>,
): Promise<RunId | undefined> {
  const kept = (await store.get('memory', memory))?.value;
  if (!isObject(kept) || typeof kept['run'] !== 'string') return undefined;
  if (kept['fingerprint'] === fingerprint) return id.run(kept['run']);
  throw new Problem(
    'key-reused',
    'Another request was sent with this Idempotency-Key before. Give each request a key of its own.',
  );
}
