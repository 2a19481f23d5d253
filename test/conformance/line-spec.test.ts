import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, test } from 'node:test';
import type { MessageEvent } from '../../src/message/channel-event.ts';
import { SAMPLES } from '../../src/channels/contract/samples.ts';
import { line } from '../../src/channels/line/line.ts';
import { channelIo } from '../../src/channels/testing/channel-io.ts';
import { fit } from '../../src/message/fit.ts';
import type { HttpRequest } from '../../src/net/http.ts';
import { line as lineSpec } from './specs/providers.ts';
import { SPECS } from './specs/spec.ts';

const skip = existsSync(SPECS) ? false : `no specifications at ${SPECS}`;
const ADA = 'U206d25c2ea6bd87c17655609a1c37cb8';
const NOW = Date.UTC(2026, 10, 22);

/** A connection whose every call is answered well, and what was asked. */
function world() {
  const requests: HttpRequest[] = [];
  const webhook = { endpoint: 'https://bot.example.com/hooks/1', active: true, success: true };
  const body = Buffer.from(JSON.stringify({ sentMessages: [{ id: '1' }], ...webhook }));
  const io = channelIo({
    config: { channelSecret: 'secret-of-the-tests', accessToken: 'token-of-the-tests' },
    now: () => NOW,
    http(request) {
      requests.push(request);
      return Promise.resolve({ status: 200, headers: {}, body, text: () => body.toString() });
    },
  });
  return { io, requests };
}

describe('LINE’s API beyond pushes', { skip }, () => {
  const check = skip ? () => [] : lineSpec();
  const assertValid = (requests: readonly HttpRequest[]): void => {
    assert.ok(requests.length > 0);
    for (const request of requests) assert.deepEqual(check(request), [], `${request.url} ${String(request.body)}`);
  };

  test('a reply that quotes is a valid call, whatever it holds', async () => {
    for (const sample of Object.values(SAMPLES)) {
      for (const content of fit(sample, line.capabilities).parts) {
        const { io, requests } = world();
        const channelContext = { reply: { token: 't', at: NOW }, quote: { id: '9', token: 'q' } };
        const to = [{ kind: 'user', value: ADA }] as const;
        await line.send({ to, content, key: 'k', replyTo: '9', channelContext }, io);
        assert.ok(requests.every(({ url }) => url.endsWith('/reply')));
        assertValid(requests);
      }
    }
  });

  test('connecting, acknowledging and checking are valid calls', async () => {
    const { io, requests } = world();
    const message: MessageEvent = {
      type: 'message',
      id: '9',
      at: NOW,
      sender: { key: ADA, addresses: [{ kind: 'user', value: ADA }] },
      content: { kind: 'text', text: 'x' },
      channelContext: { read: 'r' },
    };
    await line.connect?.({ url: 'https://bot.example.com/hooks/1' }, io);
    await line.acknowledge?.(message, io);
    await line.check?.(io);
    assert.equal(requests.length, 10);
    // The specification is read for what is sent; questions hold nothing.
    assertValid(requests.filter(({ body }) => body !== undefined));
  });
});
