import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import type { MediaRef } from '../../message/content.ts';
import { channelIo } from '../../channels/testing/channel-io.ts';
import { createMediaLinks } from '../../store/media/media-link.ts';
import { openMediaStore } from '../../store/media/media-store.ts';
import { parseKey } from '../../store/secrets.ts';
import { createFileCabinet } from './files.ts';

const file: MediaRef = { id: 'ab'.repeat(32), mime: 'image/jpeg' };

function open(t: TestContext, reach: { url: string; open: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-files-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const links = createMediaLinks([parseKey(randomBytes(32).toString('base64'), 'test')]);
  const channels = Object.values(createFileCabinet({ media: openMediaStore(folder), links }, reach).channels);
  const asked: string[] = [];
  const http = (request: { body?: unknown }): Promise<never> => {
    asked.push(typeof request.body === 'string' ? request.body : 'upload');
    return Promise.reject(new Error('nobody answers'));
  };
  const io = channelIo({
    config: { botToken: '7000:token' },
    http,
    open: async () => ({ bytes: 1, stream: () => assert.fail('it is not read') }),
  });
  const send = (uploads: boolean) =>
    channels
      .find((channel) => (channel.uploads ?? false) === uploads)
      ?.send({ to: [{ kind: 'user', value: '7' }], content: { kind: 'media', media: 'image', file }, key: 'k' }, io);
  return { send, asked };
}

test('where nobody reaches the server a channel that uploads is given the file, others say what to set', async (t) => {
  const { send, asked } = open(t, { url: '', open: false });
  await assert.rejects(send(true) ?? assert.fail(), { message: 'nobody answers' });
  assert.deepEqual(asked, ['upload']);
  assert.throws(() => send(false), { code: 'invalid', message: /Set RONDINE_PUBLIC_URL/ });
});

test('where the server is reached the file goes by its link', async (t) => {
  const { send, asked } = open(t, { url: 'https://flows.example.com', open: true });
  await assert.rejects(send(true) ?? assert.fail(), { message: 'nobody answers' });
  assert.match(asked[0] ?? '', /https:\/\/flows\.example\.com\/media\/abab/);
});
