import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { isObject, type JsonObject } from '../../base/json.ts';
import { createHttp } from '../../net/pool.ts';
import { failing, listening } from '../../net/testing/raw-server.ts';
import { recordingHttp, type Reply } from '../../net/testing/recording-http.ts';
import { memoryConnection } from '../testing/memory-connection.ts';
import type { NotifyConfig } from './config.ts';
import type { Notice } from './notice.ts';
import { notify } from './notify.ts';
import { slackMessage } from './slack.ts';

const CONFIG: NotifyConfig = { kind: 'slack', url: 'https://hooks.slack.example.com/services/T1/B1/s3cret' };
const NOTICE: Notice = { subject: 'New lead', text: 'Call back' };

const blocksOf = (notice: Notice) => slackMessage(notice)['blocks'] as unknown as JsonObject[];

function textOf(block: JsonObject | undefined): string {
  const text = block?.['text'];
  assert.ok(isObject(text));
  return String(text['text']);
}

function send(reply: Reply, config = CONFIG) {
  const { http, requests } = recordingHttp(() => reply);
  const io = memoryConnection({ config, http, now: () => 0 }).io('rdKey');
  return { requests, sent: notify.operations['send']!.run(NOTICE, io) };
}

test('a notice becomes a header, its text, its facts and its link', () => {
  assert.deepEqual(
    slackMessage({
      subject: 'Alarm\r\nat  the desk',
      text: 'A < B & C > D',
      fields: { Phone: '+39 06', Empty: ' ', VIP: true, 'A&B': 3 },
      link: 'https://example.com/?a=1&b=2',
      severity: 'alarm',
    }),
    {
      text: '🚨 Alarm at  the desk',
      unfurl_links: false,
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: '🚨 Alarm at  the desk', emoji: false } },
        { type: 'section', text: { type: 'mrkdwn', text: 'A &lt; B &amp; C &gt; D', verbatim: true } },
        {
          type: 'section',
          fields: [
            { type: 'mrkdwn', text: '*Phone*\n+39 06', verbatim: true },
            { type: 'mrkdwn', text: '*VIP*\ntrue', verbatim: true },
            { type: 'mrkdwn', text: '*A&amp;B*\n3', verbatim: true },
          ],
        },
        { type: 'section', text: { type: 'mrkdwn', text: '<https://example.com/?a=1&amp;b=2>', verbatim: true } },
      ],
    },
  );
});

test('what a customer wrote cannot mention anyone or hide an address', () => {
  const json = JSON.stringify(
    slackMessage({
      subject: '<!here>',
      text: '<!channel> <https://evil.example|bank>',
      fields: { '<@U1>': '<!subteam^S1>' },
    }),
  );
  const { blocks, text } = JSON.parse(json) as { blocks: unknown[]; text: string };
  // A header is plain text and shows its characters as they are; everything else is escaped.
  assert.doesNotMatch(JSON.stringify(blocks.slice(1)) + text, /[<>]/);
});

test('what is too long is cut inside the limits of blocks, and no character or entity in two', () => {
  const fields = Object.fromEntries(
    Array.from({ length: 20 }, (_, at) => [`${at}`.padEnd(100, '&'), '🐦'.repeat(2000)]),
  );
  const blocks = blocksOf({ subject: '🐦'.repeat(200), text: '&'.repeat(20_000), fields });
  assert.ok(textOf(blocks[0]).length <= 150);
  assert.ok(textOf(blocks[0]).isWellFormed());
  assert.ok(textOf(blocks[1]).length <= 3000);
  assert.match(textOf(blocks[1]), /^(&amp;)+…$/);
  const lists = blocks.slice(2).map((block) => block['fields'] as unknown as JsonObject[]);
  assert.deepEqual(
    lists.map((list) => list.length),
    [10, 10],
  );
  for (const field of lists.flat()) {
    assert.ok(String(field['text']).length <= 2000);
    assert.ok(String(field['text']).isWellFormed());
  }
});

const REFUSALS: [status: number, body: string, code: string][] = [
  [403, 'invalid_token', 'auth'],
  [404, 'no_service', 'auth'],
  [404, 'no_team', 'auth'],
  [403, 'action_prohibited', 'denied'],
  [404, 'channel_not_found', 'not_found'],
  [410, 'channel_is_archived', 'not_found'],
  [400, 'invalid_payload', 'invalid'],
  [400, 'user_not_found', 'invalid'],
  [404, '<html>', 'not_found'],
  [500, 'rollup_error', 'unknown_outcome'],
  [302, '', 'invalid'],
];

for (const [status, body, code] of REFUSALS) {
  test(`Slack's ${status} ${body} is ${code}`, async () => {
    const failure = await failing(send({ status, body }).sent);
    assert.equal(failure.code, code);
    assert.doesNotMatch(JSON.stringify(failure.data), /s3cret/);
    if (/^[a-z_]+$/.test(body) && status < 500) assert.equal(failure.data.providerCode, body);
  });
}

test('a limit of the rate names the time to wait', async () => {
  const failure = await failing(send({ status: 429, headers: { 'retry-after': '30' }, body: 'rate_limited' }).sent);
  assert.deepEqual([failure.code, failure.data.retryAfterMs], ['rate_limited', 30_000]);
});

test('a connection without an address waits for its repair and asks nobody', async () => {
  const { requests, sent } = send({ status: 200, body: 'ok' }, { kind: 'slack' });
  const failure = await failing(sent);
  assert.deepEqual([failure.code, failure.data.fields, requests.length], ['auth', ['url'], 0]);
});

test('a notice and a check travel over a real connection, and the check shows nothing', async (t) => {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      bodies.push(`${request.headers['content-type']} ${body}`);
      response.writeHead(body === '{}' ? 400 : 200).end(body === '{}' ? 'no_text' : 'ok');
    });
  });
  const url = await listening(server);
  const client = createHttp({ closeGraceMs: 50 });
  t.after(async () => {
    await client.close();
    server.close();
  });
  const io = memoryConnection({ config: { ...CONFIG, url }, http: client.http }).io('rdKey');
  assert.deepEqual(await notify.operations['send']!.run(NOTICE, io), { id: 'rdKey' });
  assert.deepEqual(
    (await notify.check(io)).map(({ ok }) => ok),
    [true],
  );
  assert.equal(bodies[0], `application/json ${JSON.stringify(slackMessage(NOTICE))}`);
  assert.equal(bodies[1], 'application/json {}');
});
