import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { first, startReceiver, type Receiver } from './whatsapp/test-kit.ts';

const MAIN = new URL('main.ts', import.meta.url).pathname;
const ADA = '393331234567';

async function start(...args: string[]): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [MAIN, 'whatsapp', '--port', '0', ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const ready = JSON.parse(line.toString()) as { ready: boolean; kind: string; url: string };
  assert.equal(ready.ready, true);
  assert.equal(ready.kind, 'whatsapp-phone');
  return { child, url: ready.url };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const gone = once(child, 'exit');
  child.kill(signal);
  await gone;
}

async function say(url: string, text: string): Promise<unknown> {
  const body = JSON.stringify({ text });
  const response = await fetch(`${url}/_control/customers/${ADA}/messages`, { method: 'POST', body });
  return ((await response.json()) as { id: unknown }).id;
}

test('messages and webhooks that were not answered survive kill -9', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'phone-'));
  const state = join(folder, 'phone.jsonl');
  const deaf: Receiver = await startReceiver(() => 503);
  const business = await startReceiver();
  const before = await start('--state', state, '--webhook', deaf.url, '--set', 'redeliveryMs=[5]');
  t.after(() => before.child.kill('SIGKILL'));
  const ids = [await say(before.url, 'uno'), await say(before.url, 'due')];
  await deaf.until(1);
  await kill(before.child, 'SIGKILL');

  const second = await start('--state', state, '--webhook', business.url);
  t.after(async () => {
    second.child.kill('SIGKILL');
    await deaf.close();
    await business.close();
    rmSync(folder, { recursive: true });
  });
  const hooks = await business.until(2);
  assert.deepEqual(
    hooks.map(({ value }) => first(value, 'messages')['id']),
    ids,
  );
  const thread = await fetch(`${second.url}/_control/customers/${ADA}/messages`);
  const texts = ((await thread.json()) as { text: string }[]).map(({ text }) => text);
  assert.deepEqual(texts, ['uno', 'due']);
  await kill(second.child, 'SIGTERM');
  assert.equal(second.child.exitCode, 0);
});

test('the process ends when its parent lets go of stdin', async (t) => {
  const { child } = await start('--with-parent', '--no-log');
  t.after(() => child.kill('SIGKILL'));
  const gone = once(child, 'exit');
  child.stdin?.end();
  assert.deepEqual(await gone, [0, null]);
});
