import { createControlApi } from '../../control/api.ts';
import type { ConnectionLife, ControlParts } from '../../control/control.ts';
import { systemClock } from '../../engine/clock.ts';
import type { World } from '../../server/api/route.ts';
import { createLive } from '../../server/live.ts';
import type { OpenBooks } from './books.ts';
import type { Engine } from './engine.ts';
import { createTestBench } from './test-bench.ts';

/** What the API's handlers work with is made of the open installation; `reach` is known once the server listens. */
export type WorldParts = {
  books: OpenBooks;
  engine: Engine;
  reach: { url: string };
  life: ConnectionLife;
  publicUrl: string | undefined;
};

/** Creates what the API's handlers work with. */
export function createWorld({ books, engine, reach, life, publicUrl }: WorldParts): World {
  const parts: ControlParts = {
    ...books,
    ...engine,
    life,
    bench: createTestBench(),
    get url() {
      return reach.url;
    },
    ...(publicUrl === undefined ? {} : { publicUrl }),
    startedAt: Date.now(),
    now: Date.now,
  };
  const live = createLive({ listen: books.listen, clock: systemClock });
  engine.activity.watch((connection) => live.tell({ topic: 'connections', key: connection }));
  return {
    parts,
    control: createControlApi(parts),
    live,
    signIn: books.signIn,
  };
}
