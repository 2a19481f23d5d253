import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test, type TestContext } from 'node:test';
import { getMigrations } from 'better-auth/db/migration';
import { sql } from 'kysely';
import { noTestPostgres, openTestPostgres, type TestPostgres } from '../../store/testing/open-test-postgres.ts';
import { openApp, OWNER, PASSWORD } from '../testing/app-world.ts';
import { openSignInDatabase, type SignInDatabase, type SignInPlace } from './database.ts';
import { SignInDatabaseError } from './migrations.ts';
import { optionsOf } from './sessions.ts';

function newFolder(t: Pick<TestContext, 'after'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-sign-in-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** What both databases promise; `place` gives a new one. */
function testDatabase(place: (t: TestContext) => Promise<SignInPlace>): void {
  const open = async (t: TestContext): Promise<SignInDatabase> => {
    const database = await openSignInDatabase(await place(t));
    t.after(() => database.close());
    return database;
  };

  test('the tables are those that better-auth expects: it would change nothing', async (t) => {
    const database = await open(t);
    const options = optionsOf(database, { secret: 'x'.repeat(43), secure: false });
    const { toBeCreated, toBeAdded } = await getMigrations(options);
    assert.deepEqual([toBeCreated, toBeAdded], [[], []]);
  });

  test('opening it again changes nothing, and what a later version wrote is not touched', async (t) => {
    const where = await place(t);
    const first = await openSignInDatabase(where);
    await sql`insert into "version" ("step") values (99)`.execute(first.db);
    await first.close();
    await assert.rejects(openSignInDatabase(where), (error) => {
      assert.ok(error instanceof SignInDatabaseError);
      assert.match(error.message, /later version of Rondine \(step 99/);
      return true;
    });
  });

  test('sessions, tokens and links of a person go with the person', async (t) => {
    const { databaseUrl } = await place(t);
    const world = await openApp(t, databaseUrl === undefined ? {} : { databaseUrl });
    const owner = await world.owner();
    const editor = await world.person(owner, 'editor');
    const { token } = await world.token(editor, ['flows:read']);
    const me = (await editor.call('GET /api/v1/session')).json;
    assert.deepEqual([me['role'], me['email']], ['editor', 'editor@example.com']);
    const reset = await owner.call(`POST /api/v1/people/${String(me['id'])}/reset`);
    const { people } = (await owner.call('GET /api/v1/people')).json as {
      people: { createdAt: number; lastSeenAt: number }[];
    };
    for (const { createdAt, lastSeenAt } of people) assert.ok(Math.abs(createdAt - lastSeenAt) < 60_000);
    assert.equal((await owner.call(`DELETE /api/v1/people/${String(me['id'])}`)).status, 204);
    const link = new URL(String(reset.json['url'])).searchParams.get('token');
    assert.equal((await world.browser().call('POST /api/auth/link', { token: link })).status, 410);
    assert.equal(await world.signIn.tokens.callerOf(token), undefined);
    assert.equal((await editor.call('GET /api/v1/session')).status, 401);
    const phone = world.browser();
    assert.equal((await phone.call('POST /api/auth/sign-in/email', { email: OWNER, password: PASSWORD })).status, 200);
    assert.equal((await phone.call('PATCH /api/v1/session', { language: 'it' })).json['language'], 'it');
    assert.equal((await phone.call('POST /api/auth/sign-out-everywhere')).status, 204);
    assert.equal((await owner.call('GET /api/v1/session')).status, 401);
  });
}

describe('in a file', () => {
  testDatabase(async (t) => ({ folder: newFolder(t) }));

  test('the file is for its user alone, from its first moment', async (t) => {
    const folder = newFolder(t);
    const former = process.umask(0);
    const database = await openSignInDatabase({ folder });
    process.umask(former);
    for (const name of ['sign-in.db', 'sign-in.db-wal'])
      assert.equal(statSync(join(folder, name)).mode & 0o777, 0o600, name);
    await database.close();
  });
});

describe('in PostgreSQL', { skip: noTestPostgres }, () => {
  let server: TestPostgres;
  before(async () => void (server = await openTestPostgres()));
  after(() => server.close());
  testDatabase(async (t) => ({ folder: newFolder(t), databaseUrl: await server.newDatabase() }));

  test('everything is in a schema of its own', async (t) => {
    const database = await openSignInDatabase({ folder: newFolder(t), databaseUrl: await server.newDatabase() });
    t.after(() => database.close());
    const { rows } = await sql<{ schema: string }>`
      select distinct table_schema as "schema" from information_schema.tables
      where table_schema not in ('pg_catalog', 'information_schema')`.execute(database.db);
    assert.deepEqual(rows, [{ schema: 'rondine_auth' }]);
  });
});
