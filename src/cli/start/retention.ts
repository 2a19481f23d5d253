import type { JsonObject } from '../../base/json.ts';
import type { Clock } from '../../engine/clock.ts';
import type { InstallationFacts } from '../../engine/installation-book.ts';
import { retain, type Retention } from '../../inbox/privacy/retain.ts';
import type { Books } from '../../control/books.ts';

/** How often it is looked whether a night has passed. */
const LOOK_MS = 3_600_000;
const DAY_MS = 86_400_000;
const LAST = 'retained-at';

/** What an installation lets go of at a moment; undefined where it keeps everything. */
export function retentionAt(now: number, { retention }: Pick<InstallationFacts, 'retention'>): Retention | undefined {
  const before = (ms: number | undefined, name: string) =>
    ms === undefined ? {} : { [name]: now - Math.max(ms, DAY_MS) };
  const all: Retention = {
    ...before(retention.messagesMs, 'messagesOlderThan'),
    ...before(retention.runsMs, 'runsOlderThan'),
    ...before(retention.mediaMs, 'mediaOlderThan'),
  };
  return Object.keys(all).length > 0 ? all : undefined;
}

/** Lets go of what is older than the installation keeps, once a day, restarts or not. The returned function stops it. */
export function startRetention(
  { store, media, installation }: Pick<Books, 'store' | 'media' | 'installation'>,
  { clock, log }: { clock: Clock; log(message: string, facts: JsonObject): void },
): () => Promise<void> {
  let cancel = (): void => undefined;
  let working: Promise<void> | undefined;
  const work = async (): Promise<void> => {
    const now = clock.now();
    const last = (await store.get('setting', LAST))?.value;
    const retention = retentionAt(now, installation.facts());
    if (!retention || (typeof last === 'number' && now - last < DAY_MS)) return;
    const { deleted } = await retain(retention, { store, media, now: clock.now });
    await store.commit([{ op: 'put', kind: 'setting', record: { key: LAST, value: now } }]);
    if (Object.keys(deleted).length > 0) log('what was older than it has to be is deleted', { ...deleted });
  };
  const look = (): void => {
    working = work()
      .catch((error: unknown) => log('retention failed; the next hour tries again', { message: String(error) }))
      .finally(plan);
  };
  const plan = (): void => void (cancel = clock.after(LOOK_MS, look));
  plan();
  return async () => {
    cancel();
    await working;
    cancel();
  };
}
