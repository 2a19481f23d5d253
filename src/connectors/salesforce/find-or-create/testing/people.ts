import assert from 'node:assert/strict';
import { Failure } from '../../../../base/failure.ts';
import type { JsonObject } from '../../../../base/json.ts';
import type { LinkedRecord } from '../../../connector.ts';
import type { ConnectedOrg } from '../../testing/connected-org.ts';
import { findOrCreate } from '../find-or-create.ts';

/** The phone of the person in these tests. */
export const PHONE = '+393331234567';
/** What a new Lead is made of. */
export const LEAD = { LastName: 'Rossi', FirstName: 'Ada', Company: 'Privato' };
const AGAIN = ['rate_limited', 'unavailable', 'timeout', 'unknown_outcome'];

/** An effect that is performed; it is tried again until it ends. */
export type Effect = { input: JsonObject; key?: string; links?: readonly LinkedRecord[]; tries?: number };

/** Does what a durable host does: repeats what may be repeated, after the wait that was asked for. */
export async function perform(connected: ConnectedOrg, effect: Effect): Promise<JsonObject> {
  let unknownSince: number | undefined;
  for (let number = 1; number <= (effect.tries ?? 20); number++) {
    const attempt = { number, ...(unknownSince === undefined ? {} : { unknownSince }) };
    const io = { ...connected.io(effect.key ?? `key-${PHONE}`, attempt), links: async () => effect.links ?? [] };
    try {
      return await findOrCreate.run(effect.input, io);
    } catch (error) {
      assert.ok(error instanceof Failure, String(error));
      if (!AGAIN.includes(error.code)) throw error;
      if (error.code === 'unknown_outcome') unknownSince ??= connected.clock.now;
      connected.clock.now += error.data.retryAfterMs ?? 1000;
    }
  }
  return assert.fail('it has no end');
}

/** Puts a record into the org as staff would, at the org's time. */
export function plant(connected: ConnectedOrg, object: string, fields: JsonObject): string {
  const { org } = connected;
  const type = org.setup.schema.find(object);
  assert.ok(type);
  const values = fields as Record<string, string | boolean | null>;
  return org.store.insert(type, values, { userId: org.userId, at: org.now() }).id;
}

/** Changes a record as staff would. */
export function change(connected: ConnectedOrg, id: string, fields: Record<string, string | boolean>): void {
  const { org } = connected;
  org.store.update(org.store.find(id)!, fields, { userId: org.userId, at: org.now() });
}

/** Deletes a record, or merges it into its master. */
export function remove(connected: ConnectedOrg, id: string, master?: string): void {
  const { org } = connected;
  const fields: Record<string, string> = master === undefined ? {} : { MasterRecordId: master };
  org.store.remove(org.store.find(id)!, { userId: org.userId, at: org.now() }, fields);
}

/** A link with a record. */
export function linkTo(id: string, object: string): LinkedRecord {
  return { object, record: id, how: 'matched', at: 1 };
}

/** Looks for the person by the phone. */
export const byPhone = (more: JsonObject = {}): JsonObject => ({ match: { phone: PHONE }, fields: LEAD, ...more });
