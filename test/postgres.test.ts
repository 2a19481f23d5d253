import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { noTestPostgres, openTestPostgres } from '../src/store/testing/open-test-postgres.ts';

const DEMO = join(import.meta.dirname, '..', 'src', 'cli', 'demo.ts');

void test('the demo plays on PostgreSQL, up to the record in the org', { skip: noTestPostgres ?? false }, async () => {
  const postgres = await openTestPostgres();
  try {
    const url = await postgres.newDatabase();
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', DEMO, '--once'], {
      env: { ...process.env, RONDINE_DATABASE_URL: url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const code = await new Promise((resolve) => child.once('exit', resolve));
    assert.equal(code, 0, out);
    const record = JSON.parse(out.slice(out.indexOf('\n{'))) as { object: string; id: string };
    assert.equal(record.object, 'Lead');
    assert.match(record.id, /^00Q/);
  } finally {
    await postgres.close();
  }
});
