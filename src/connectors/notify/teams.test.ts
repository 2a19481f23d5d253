import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failing } from '../../net/testing/raw-server.ts';
import { recordingHttp, type Reply } from '../../net/testing/recording-http.ts';
import { memoryConnection } from '../testing/memory-connection.ts';
import type { NotifyConfig } from './config.ts';
import type { Notice } from './notice.ts';
import { notify } from './notify.ts';
import { teamsMessage } from './teams.ts';

const CONFIG: NotifyConfig = { kind: 'teams', url: 'https://flows.example.com/workflows/1?sig=s3cret' };
const NOTICE: Notice = { subject: 'New lead', text: 'Call back' };

function send(reply: Reply) {
  const { http, requests } = recordingHttp(() => reply);
  const io = memoryConnection({ config: CONFIG, http, now: () => 0 }).io('rdKey');
  return { requests, sent: notify.operations['send']!.run(NOTICE, io) };
}

test('a notice becomes an adaptive card of plain runs', () => {
  const link = 'https://acme.example.com/lead/1';
  const notice: Notice = { ...NOTICE, fields: { Phone: '[bank](https://evil.example)' }, link, severity: 'alarm' };
  const run = (text: string, weight = 'default') => ({ type: 'TextRun', text, weight });
  assert.deepEqual(JSON.parse(teamsMessage(notice)), {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          msteams: { width: 'Full' },
          body: [
            {
              type: 'Container',
              style: 'attention',
              bleed: true,
              items: [{ type: 'RichTextBlock', inlines: [{ ...run('🚨 New lead', 'bolder'), size: 'medium' }] }],
            },
            { type: 'RichTextBlock', inlines: [run('Call back')] },
            {
              type: 'RichTextBlock',
              inlines: [run('Phone: ', 'bolder'), run('[bank](https://evil.example)')],
              spacing: 'small',
            },
          ],
          actions: [{ type: 'Action.OpenUrl', title: 'acme.example.com', url: link }],
        },
      },
    ],
  });
});

test('a notice of any size fits, and keeps as much as it can', () => {
  const fields = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [`${at}`.padEnd(100, '漢'), '漢'.repeat(5000)]),
  );
  const largest = teamsMessage({
    subject: '漢'.repeat(500),
    text: '"'.repeat(20_000),
    fields,
    link: `https://example.com/${'a'.repeat(1980)}`,
  });
  assert.ok(Buffer.byteLength(largest) <= 24_000, `${Buffer.byteLength(largest)} bytes`);
  const text = 'x'.repeat(9000);
  assert.ok(teamsMessage({ subject: 's', text }).includes(text));
});

const REFUSALS: [reply: Reply, code: string][] = [
  [{ status: 401, body: { error: { code: 'DirectApiAuthorizationRequired' } } }, 'auth'],
  [{ status: 404, body: '' }, 'auth'],
  [{ status: 400, body: '' }, 'invalid'],
  [{ status: 413, body: '' }, 'invalid'],
  [{ status: 502, body: '' }, 'unknown_outcome'],
  [{ status: 429, body: '' }, 'rate_limited'],
  [
    {
      status: 200,
      body: 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId x',
    },
    'rate_limited',
  ],
  [
    {
      status: 200,
      body: 'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 413 with ContextId x',
    },
    'invalid',
  ],
  [{ status: 200, body: '<html>' }, 'unavailable'],
];

for (const [reply, code] of REFUSALS) {
  test(`Teams' answer ${JSON.stringify(reply).slice(0, 160)} is ${code}`, async () => {
    const failure = await failing(send(reply).sent);
    assert.equal(failure.code, code);
    assert.doesNotMatch(JSON.stringify(failure.data), /s3cret/);
  });
}

for (const reply of [
  { status: 202, body: '' },
  { status: 200, body: '1' },
  { status: 200, body: {} },
]) {
  test(`Teams' answer ${JSON.stringify(reply)} is a yes`, async () => {
    const { requests, sent } = send(reply);
    assert.deepEqual(await sent, { id: 'rdKey' });
    assert.equal(requests[0]?.body, teamsMessage(NOTICE));
  });
}

test('a check posts a message without a card', async () => {
  const { http, requests } = recordingHttp(() => ({ status: 202 }));
  await notify.check(memoryConnection({ config: CONFIG, http }).io('rdKey'));
  assert.deepEqual(
    requests.map(({ body }) => body),
    ['{"type":"message","attachments":[]}'],
  );
});
