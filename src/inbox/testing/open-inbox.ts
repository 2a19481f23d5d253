import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { id, type ContactId } from '../../base/ids.ts';
import type { Scene } from '../../engine/router.ts';
import { createDraft } from '../../store/draft.ts';
import { openStore } from '../../store/sql/sqlite.ts';
import type { ChangeRecord, ContactRecord, ConversationRecord, LaneRecord } from '../../store/records.ts';
import { ConflictError, type Store } from '../../store/store.ts';

/** When the tests' time begins. */
export const AT = Date.UTC(2026, 10, 22, 9);

/** A store in a folder of its own, and lanes that work on it without an engine. */
export type TestInbox = {
  folder: string;
  store: Store;
  /** The time of the next piece of work; each takes a minute. */
  at: number;
  /** What happened in the last piece of work. */
  changes: readonly ChangeRecord[];
  /** Does a piece of work in one commit, as a lane does: anew when another lane came between. */
  apply<T>(work: (scene: Scene) => Promise<T> | T, lane?: string): Promise<T>;
  close(): Promise<void>;
};

/** Opens a fresh store. */
export async function openInbox(): Promise<TestInbox> {
  const folder = await mkdtemp(join(tmpdir(), 'rondine-inbox-'));
  const store = await openStore({ folder });
  let count = 0;
  const inbox: TestInbox = {
    folder,
    store,
    at: AT,
    changes: [],
    async apply(work, lane = 'lane') {
      const at = inbox.at;
      inbox.at += 60_000;
      const cause = `cause ${count++}`;
      for (;;) {
        const draft = createDraft(store);
        const scene: Scene = { lane: await laneOf(store, lane), at, cause, draft, changes: [], effects: [] };
        const result = await work(scene);
        try {
          await store.commit(draft.writes());
        } catch (error) {
          if (error instanceof ConflictError) continue;
          throw error;
        }
        inbox.changes = scene.changes;
        return result;
      }
    },
    async close() {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return inbox;
}

async function laneOf(store: Store, name: string): Promise<LaneRecord> {
  const key = id.lane(name);
  const fresh = { key, contact: null, conversation: null, foreground: null, held: [], at: 0 };
  return (await store.get('lane', key)) ?? fresh;
}

/** A contact with a phone number. */
export function contactOf(key: string, more: Partial<ContactRecord> = {}): ContactRecord {
  return { key: id.contact(key), name: key, addresses: [], createdAt: AT, ...more };
}

/** A conversation with a contact on the lane and connection that tests use. */
export function conversationOf(contact: ContactId, more: Partial<ConversationRecord> = {}): ConversationRecord {
  return {
    key: id.conversation(`v-${contact}`),
    lane: id.lane('lane'),
    contact,
    connection: id.connection('phone'),
    channel: 'test',
    state: 'flow',
    replyTo: [],
    received: 0,
    lastInboundAt: 0,
    createdAt: AT,
    ...more,
  };
}
