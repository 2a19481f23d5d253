import { isObject, canonicalJson, type JsonObject, type JsonValue } from '../../base/json.ts';
import { digest } from '../../inbox/digest.ts';
import type { Store } from '../../store/store.ts';
import type { Caller } from '../auth/caller.ts';
import { Problem } from '../problem.ts';

/** What a request with a key is answered; without a body where there is none. */
export type Answer = { status: number; body?: JsonValue; etag?: string };

/** A keyed request: whose, which route, and what was asked. */
export type Keyed = { key: string; caller: Caller; route: string; asked: JsonValue; shownOnce: boolean };

/** Sees to it that the same request, sent again with its key, does nothing again. */
export type Replay = {
  /**
   * Does the work once per key and caller within a day; the same request again is given the first answer. Throws the
   * problems `key-reused` for another request with the key, `under-way` while the first is being done, and `done-already`
   * where the answer was shown once and is not kept. What failed is not kept: it may be tried again.
   */
  once(request: Keyed, work: () => Promise<Answer>): Promise<Answer>;
};

const DAY_MS = 86_400_000;
/** No connection has a name that begins like this, so that no adapter's notes are met. */
const PREFIX = ':api/';
const SWEEP_MS = 3_600_000;

/** Keeps answers in a store. */
export function createReplay({ store, now }: { store: Pick<Store, 'get' | 'list' | 'commit'>; now(): number }): Replay {
  const underWay = new Set<string>();
  let sweptAt = -Infinity;

  const sweep = async (): Promise<void> => {
    if (now() - sweptAt < SWEEP_MS) return;
    sweptAt = now();
    for (let after = PREFIX; ;) {
      const page = await store.list('memory', { after, before: ':api0', limit: 500 });
      const old = page.filter(({ value }) => !isObject(value) || Number(value['at']) <= now() - DAY_MS);
      if (old.length > 0) await store.commit(old.map(({ key }) => ({ op: 'delete', kind: 'memory', key })));
      if (page.length < 500) return;
      after = page.at(-1)?.key ?? after;
    }
  };

  const recall = async (memory: string, fingerprint: string): Promise<Answer | undefined> => {
    const kept = (await store.get('memory', memory))?.value;
    if (!isObject(kept) || Number(kept['at']) <= now() - DAY_MS) return undefined;
    if (kept['fingerprint'] !== fingerprint)
      throw new Problem(
        'key-reused',
        'Another request was sent with this Idempotency-Key before. Give each request a key of its own.',
      );
    if (!isObject(kept['answer']))
      throw new Problem('done-already', 'This was done before, and what it was answered is shown only once.');
    return kept['answer'] as unknown as Answer;
  };

  return {
    async once({ key, caller, route, asked, shownOnce }, work) {
      const memory = `${PREFIX}${digest(caller.kind, caller.id, key)}`;
      const fingerprint = digest(route, canonicalJson(asked));
      if (underWay.has(memory))
        throw new Problem('under-way', 'The same request is being done at this moment. Ask again in a second.', {
          headers: { 'retry-after': '1' },
        });
      underWay.add(memory);
      try {
        const known = await recall(memory, fingerprint);
        if (known) return known;
        const answer = await work();
        const value: JsonObject = {
          fingerprint,
          at: now(),
          ...(shownOnce ? {} : { answer }),
        };
        await sweep();
        await store.commit([{ op: 'put', kind: 'memory', record: { key: memory, value } }]);
        return answer;
      } finally {
        underWay.delete(memory);
      }
    },
  };
}
