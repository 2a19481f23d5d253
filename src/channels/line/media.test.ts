import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpResponse } from '../../net/http.ts';
import { channelIo } from '../testing/channel-io.ts';
import type { LineConfig } from './config.ts';
import { line } from './line.ts';

const CONFIG: LineConfig = { channelSecret: 'secret-of-the-tests', accessToken: 'token-of-the-tests' };
const FILM = Buffer.from('a film');

/** Fetches a film that LINE prepares: `contents` are the answers to asking for it, `status` how far it says to be. */
async function fetchFilm(contents: number[], status: string) {
  const asked: string[] = [];
  const io = channelIo<LineConfig>({
    config: CONFIG,
    async http({ url }): Promise<HttpResponse> {
      asked.push(new URL(url).pathname);
      const isState = url.endsWith('/transcoding');
      const code = isState ? 200 : (contents.shift() ?? 202);
      const body = isState ? Buffer.from(JSON.stringify({ status })) : code === 200 ? FILM : Buffer.alloc(0);
      return { status: code, headers: {}, body, text: () => body.toString() };
    },
  });
  const file = { id: '77', mime: 'video/mp4' };
  const fetched = line.download?.(file, { ...io, maxBytes: 1000 }) ?? assert.fail();
  return { fetched: await fetched, asked };
}

test('a film that has just been prepared is fetched', async () => {
  const { fetched, asked } = await fetchFilm([202, 200], 'succeeded');
  assert.deepEqual(fetched, { bytes: FILM, mime: 'video/mp4' });
  const content = '/v2/bot/message/77/content';
  assert.deepEqual(asked, [content, `${content}/transcoding`, content]);
});

test('a film that is being prepared is to be asked for again', async () => {
  for (const status of ['processing', 'succeeded']) {
    await assert.rejects(fetchFilm([202, 202], status), { code: 'unavailable', message: /still preparing/ });
  }
});

test('a film that cannot be prepared is gone', async () => {
  await assert.rejects(fetchFilm([202], 'failed'), { code: 'not_found' });
});
