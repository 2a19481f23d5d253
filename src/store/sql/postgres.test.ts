import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { MIGRATIONS } from '../migrations/index.ts';
import { testStore } from '../store.contract.ts';
import { ConflictError, type Store } from '../store.ts';
import {
  databaseOf,
  giveDatabase,
  noTestPostgres,
  openStore,
  openTestPostgres,
  type TestPostgres,
} from '../testing/open-test-postgres.ts';
import { keys, put, seen } from '../testing/writes.ts';
import { PostgresError } from './postgres-error.ts';
import { openSession, type Answer } from './postgres-session.ts';
import { openPostgresStore } from './postgres.ts';

describe('on PostgreSQL', { skip: noTestPostgres ?? false }, () => {
  let server: TestPostgres;
  /** A database whose tables are up to date, to be copied: quicker than to make them for each test. */
  let model: string;
  before(async () => {
    server = await openTestPostgres();
    model = await server.newDatabase();
    await withStore(model, async () => undefined);
  });
  after(() => server.close());

  testStore({
    async open(folder) {
      await giveDatabase(server, folder, model);
      return openStore({ folder });
    },
    module: import.meta.resolve('../testing/open-test-postgres.ts'),
  });

  describe('one engine for each database', () => testOneEngine(() => server));
  describe('a lost connection', () => testLostConnection(() => server));
  describe('trouble in words', () => testTrouble(() => server));
});

/** Runs one statement over a connection of its own. */
async function run(url: string, sql: string): Promise<Answer> {
  const session = await openSession(url, 'test');
  try {
    return await session.run(sql);
  } finally {
    await session.close();
  }
}

/** Ends the connections of engines, as a failing network would. */
const cutOff = (url: string): Promise<Answer> =>
  run(url, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'rondine %'");

async function withStore(url: string, work: (store: Store) => Promise<void>): Promise<void> {
  const store = await openPostgresStore({ url });
  try {
    await work(store);
  } finally {
    await store.close();
  }
}

function testOneEngine(server: () => TestPostgres): void {
  test('a second engine is refused with the process of the first, and let in when that has closed', async () => {
    const url = await server().newDatabase();
    await withStore(url, async (store) => {
      await assert.rejects(openPostgresStore({ url }), (error) => {
        assert.ok(error instanceof PostgresError);
        assert.match(
          error.message,
          new RegExp(`is in use by process ${process.pid} on \\S+ \\(its connection is .* \\d+\\)`),
        );
        return true;
      });
      await store.commit(seen('still ours'));
    });
    await withStore(url, async (store) => assert.equal(await store.count('seen'), 1));
  });

  test('an engine that lost its connection while another used the database is refused for good', async () => {
    const url = await server().newDatabase();
    await withStore(url, async (store) => {
      await run(url, 'UPDATE engine SET epoch = epoch + 1');
      await cutOff(url);
      await assert.rejects(
        store.commit(seen('a')).then(() => store.commit(seen('b'))),
        PostgresError,
      );
      await assert.rejects(store.get('seen', 'a'), /has been used by another engine .* Start this one again/);
      await assert.rejects(store.commit(seen('c')), /has been used by another engine/);
    });
    assert.deepEqual((await run(url, 'SELECT * FROM seen')).rows, []);
  });
}

function testLostConnection(server: () => TestPostgres): void {
  test('a server that comes back is used again: calls wait for it', async () => {
    const url = await server().newDatabase();
    await withStore(url, async (store) => {
      await store.commit(seen('before'));
      await server().stop();
      const waiting = [store.list('seen'), store.count('seen'), store.nextDue(0)] as const;
      await server().start();
      const [listed, counted] = await Promise.all(waiting);
      assert.deepEqual([keys(listed), counted], [['before'], 1]);
      await store.commit(seen('after'));
      assert.equal(await store.count('seen'), 2);
    });
  });

  test('a commit that met a lost connection can be asked for again: it is kept once', async () => {
    const url = await server().newDatabase();
    await withStore(url, async (store) => {
      const outcomes = new Set<string>();
      const keep = async (name: string): Promise<void> => {
        for (;;) {
          const refusal = await store.commit([...seen(name), put('lane', 1)]).catch((error: Error) => error);
          if (refusal) outcomes.add(refusal.name);
          if (!refusal || refusal instanceof ConflictError) return;
          assert.ok(refusal instanceof PostgresError, refusal);
          assert.match(refusal.message, /nothing of it was kept|unknown whether it was kept|cannot be used/);
        }
      };
      let kept = 0;
      for (let round = 0; round < 3; round += 1) {
        let cut = false;
        const cutting = cutOff(url).then(() => (cut = true));
        const workers = ['a', 'b', 'c'].map(async (worker) => {
          for (let n = 0; !cut || n < 10; n += 1) {
            await keep(`${round}-${worker}-${n}`);
            kept += 1;
          }
        });
        await Promise.all([cutting, ...workers]);
      }
      assert.equal(await store.count('seen'), kept);
      assert.ok(outcomes.has('PostgresError'));
    });
  });

  test('a connection that is silent for too long is given up', async () => {
    const session = await openSession(await server().newDatabase(), 'test');
    const ended = new Promise<void>((resolve) => session.onEnd(resolve));
    const sleep = { sql: 'SELECT pg_sleep(60)', values: [] };
    const answers = await session.send([sleep, sleep], 50);
    assert.ok(answers.length === 2 && answers.every((answer) => answer instanceof Error));
    await ended;
    await assert.rejects(session.run('SELECT 1'));
    await session.close();
  });

  test('a store whose server has gone closes', async () => {
    const store = await openPostgresStore({ url: await server().newDatabase() });
    await server().stop();
    try {
      const waiting = assert.rejects(store.count('seen'), Error);
      await store.close();
      await waiting;
    } finally {
      await server().start();
    }
  });

  test('a commit is on disk before it resolves, whatever the database is set to', async () => {
    const url = await server().newDatabase();
    await run(url, `ALTER DATABASE ${databaseOf(url)} SET synchronous_commit = 'off'`);
    assert.deepEqual((await run(url, 'SHOW synchronous_commit')).rows, [['on']]);
  });
}

function testTrouble(server: () => TestPostgres): void {
  test('a database that is not there, and a server that is not there, are told apart', async () => {
    const url = await server().newDatabase();
    await assert.rejects(openPostgresStore({ url: url.replace(databaseOf(url), 'nowhere') }), {
      name: 'PostgresError',
      message: /^The PostgreSQL database nowhere at \/\S+ does not exist\. Make it: createdb --encoding=UTF8 nowhere$/,
    });
    await assert.rejects(openPostgresStore({ url: 'postgres://ada:secret@127.0.0.1:1/rondine' }), {
      name: 'PostgresError',
      message: /^The PostgreSQL database rondine at 127\.0\.0\.1:1 cannot be reached\. .*RONDINE_DATABASE_URL/,
    });
  });

  test('a database of another encoding is refused', async () => {
    const url = await server().newDatabase();
    await run(url, "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
    await assert.rejects(openPostgresStore({ url: url.replace(databaseOf(url), 'latin') }), /its encoding is not UTF8/);
  });

  test('tables of a newer release are refused and left alone', async () => {
    const url = await server().newDatabase();
    await withStore(url, async () => undefined);
    await run(url, `INSERT INTO migration VALUES (${MIGRATIONS.length + 1}, 'later', 0)`);
    await assert.rejects(openPostgresStore({ url }), {
      name: 'MigrationError',
      message: /^The PostgreSQL database \w+ at \/\S+ has tables of version \d+; this program knows .*newer release/,
    });
  });

  test('a record that the database cannot hold is refused alone', async () => {
    await withStore(await server().newDatabase(), async (store) => {
      // Keys are indexed, and an index holds some 2700 bytes that cannot be compressed.
      const long = randomBytes(4000).toString('base64');
      const results = await Promise.allSettled(['a', long, 'b'].map((name) => store.commit(seen(name))));
      assert.deepEqual(
        results.map(({ status }) => status),
        ['fulfilled', 'rejected', 'fulfilled'],
      );
      assert.deepEqual(keys(await store.list('seen')), ['a', 'b']);
    });
  });
}
