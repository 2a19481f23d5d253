import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import type { JsonObject } from '../../src/base/json.ts';
import type { Channel, HookRequest } from '../../src/channels/channel.ts';
import { channelIo } from '../../src/channels/testing/channel-io.ts';
import { channels } from '../../src/channels/index.ts';

/** Webhooks recorded by others, outside of this repository; the tests are skipped where they are missing. */
const FOLDER = path.resolve(import.meta.dirname, '../../../shared/fixtures');
const absent = existsSync(FOLDER) ? false : `no recorded webhooks at ${FOLDER}`;

type Recorded = {
  kind: string;
  request?: { method?: string; url?: string; headers?: Record<string, string>; body?: string };
  response?: { status: number; body: string };
  secret?: JsonObject;
  expect?: { valid?: boolean };
};

const table: string[][] = [];

describe('recorded webhooks', { skip: absent }, () => {
  for (const channel of absent ? [] : channels) {
    const folder = path.join(FOLDER, channel.id);
    const files = existsSync(folder) ? readdirSync(folder).sort() : [];
    // Recorded requests to the provider are oracles of the channel's own conformance test.
    for (const file of files.filter((name) => !name.startsWith('send.'))) {
      test(`${channel.id}/${file}`, async () => {
        const recorded = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Recorded;
        const result = await tryOne(channel, recorded, file);
        table.push([channel.id, file, result]);
      });
    }
  }

  after(() => console.log(table.map((row) => row.join('\t')).join('\n')));
});

async function tryOne(channel: Channel, recorded: Recorded, file: string): Promise<string> {
  if (recorded.response) return tryResponse(channel, recorded.response);
  if (!recorded.request?.body) return 'not a webhook';
  const request = toHook(recorded.request);
  const config = configFor(recorded);
  const results: string[] = [];
  if (recorded.secret && recorded.expect?.valid !== undefined) {
    const verified = await channel.verify(request, config);
    assert.equal(verified, recorded.expect.valid);
    results.push(verified ? 'verifies' : 'is refused as expected');
  } else {
    assert.equal(await channel.verify(request, config), false, 'without a signature nothing verifies');
  }
  const { events } = channel.receive(request, config);
  assert.ok(events.length > 0);
  if (/^(inbound|status|echo|standby)\./.test(file))
    assertUnderstood(
      file,
      events.map(({ type }) => type),
    );
  for (const event of events) results.push(event.type === 'ignored' ? `ignored: ${event.why}` : describeEvent(event));
  return results.join('; ');
}

/** A recording of a conversation has to become more than `ignored`, unless it is about a group or lacks an old id. */
function assertUnderstood(file: string, types: readonly string[]): void {
  if (/group|user-changed-user-id/.test(file)) return;
  assert.ok(!types.includes('ignored'), `${file} holds ${types.join(', ')}`);
}

async function tryResponse(channel: Channel, { status, body }: { status: number; body: string }): Promise<string> {
  const http = () => Promise.resolve({ status, headers: {}, body: Buffer.from(body), text: () => body });
  const io = channelIo({ config: configFor({ kind: '' }), http, now: () => 0 });
  const message = {
    to: [{ kind: 'phone', value: '+16505551234' }],
    content: { kind: 'text', text: 'Ciao' },
    key: 'k',
  } as const;
  const { id } = await channel.send(message, io);
  assert.ok(body.includes(id));
  return `sent as ${id}`;
}

function toHook({
  method = 'POST',
  url = 'https://bot.example.com/hook',
  headers = {},
  body = '',
}: NonNullable<Recorded['request']>): HookRequest {
  const query = URL.canParse(url) ? Object.fromEntries(new URL(url).searchParams) : {};
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { method, url, query, headers: lower, body: Buffer.from(body) };
}

/** A recording's own keys; the number is the one that it is addressed to, since connections take only their own. */
function configFor({ request, secret }: Recorded): JsonObject {
  const number = /"phone_number_id":"([^"]+)"/.exec(request?.body ?? '')?.[1] ?? '1';
  const keys = { appSecret: 'app-secret', verifyToken: 'verify-token', accessToken: 'access-token' };
  return { phoneNumberId: number, ...keys, ...secret };
}

function describeEvent(event: Exclude<ReturnType<Channel['receive']>['events'][number], { type: 'ignored' }>): string {
  if (event.type === 'message') return `message ${event.content.kind} from ${event.sender.key}`;
  if (event.type === 'identity') return `identity ${event.previous.key} → ${event.current.key}`;
  if (event.type === 'preference') return `${event.allowed ? 'allowed' : 'forbade'} ${event.purpose}`;
  return `${event.type} ${event.status}`;
}
