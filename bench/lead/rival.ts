// The rival of the lead bench: a bare process that does the same I/O as the product, as lean as one would write it by
// hand for this one job. It imports nothing of ours.
//
// For each message: check the signature over the raw bytes, commit the message before the 200, upsert the Lead,
// commit its id, send the reply, commit the reply's id. Exactly three durable commits (WAL, synchronous=FULL) and two
// HTTP calls. Commits are NOT batched: each is a transaction of its own. With `--grouped` those that are asked for in
// one turn of the event loop share a transaction, as the product's do.
//
// It does not do what makes a product of it: no flow, no journal, no contacts or conversations, no retries, no token
// renewal, no waiting for an org that is down, no second thought about an unknown outcome.
//
// usage: node bench/lead/rival.ts '<RivalConfig as JSON>' [--grouped]
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Pool } from 'undici';

type RivalConfig = {
  database: string;
  org: string;
  graph: string;
  appSecret: string;
  phoneNumberId: string;
  accessToken: string;
  clientId: string;
  clientSecret: string;
};

type Incoming = { id: string; from: string; name: string };
type Webhook = { entry: { changes: { value: WebhookValue }[] }[] };
type WebhookValue = {
  contacts?: { profile: { name: string } }[];
  messages?: { id: string; from: string }[];
  statuses?: { status: string; biz_opaque_callback_data: string }[];
};

const config = JSON.parse(process.argv[2] ?? '{}') as RivalConfig;
const grouped = process.argv.includes('--grouped');

const db = new DatabaseSync(config.database);
db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS inbox (id TEXT PRIMARY KEY, sender TEXT NOT NULL, name TEXT NOT NULL, lead TEXT,
    reply TEXT, status TEXT) WITHOUT ROWID`);
const keep = db.prepare('INSERT INTO inbox (id, sender, name) VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
const keepLead = db.prepare('UPDATE inbox SET lead = ? WHERE id = ?');
const keepReply = db.prepare('UPDATE inbox SET reply = ? WHERE id = ?');
const keepStatus = db.prepare('UPDATE inbox SET status = ? WHERE id = ?');

/** Runs one statement durably; resolves to true when it changed a row. */
const commit: (statement: StatementSync, ...values: SQLInputValue[]) => Promise<boolean> = grouped
  ? createGroupedCommit()
  : async (statement, ...values) => statement.run(...values).changes === 1;

const org = new Pool(config.org, { connections: 64 });
const graph = new Pool(config.graph, { connections: 64 });
const bearer = `Bearer ${await fetchToken()}`;
const graphHeaders = { authorization: `Bearer ${config.accessToken}`, 'content-type': 'application/json' };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => void answer(request, response, Buffer.concat(chunks)));
});
server.listen(0, '127.0.0.1', () => {
  console.log(`rival is ready: http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
process.on('SIGTERM', () => process.exit(0));

async function answer(request: IncomingMessage, response: ServerResponse, raw: Buffer): Promise<void> {
  try {
    response.writeHead(await accept(request, raw)).end();
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
}

async function accept(request: IncomingMessage, raw: Buffer): Promise<number> {
  if (!isSigned(raw, String(request.headers['x-hub-signature-256']))) return 401;
  for (const { changes } of (JSON.parse(raw.toString()) as Webhook).entry) {
    for (const { value } of changes) {
      const name = value.contacts?.[0]?.profile.name ?? '';
      for (const { id, from } of value.messages ?? []) {
        const message = { id, from, name };
        if (await commit(keep, id, from, name)) void lead(message).catch((error: unknown) => console.error(error));
      }
      for (const { status, biz_opaque_callback_data: id } of value.statuses ?? []) await commit(keepStatus, status, id);
    }
  }
  return 200;
}

function isSigned(raw: Buffer, signature: string): boolean {
  const expected = Buffer.from(`sha256=${createHmac('sha256', config.appSecret).update(raw).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function lead(message: Incoming): Promise<void> {
  const id = await upsertLead(message);
  await commit(keepLead, id, message.id);
  const reply = await sendReply(message, id);
  await commit(keepReply, reply, message.id);
}

async function upsertLead({ from, name }: Incoming): Promise<string> {
  const { statusCode, body } = await org.request({
    method: 'PATCH',
    path: `/services/data/v67.0/sobjects/Lead/Rondine_Key__c/wa-${from}`,
    headers: { authorization: bearer, accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify({ LastName: name, Company: 'Privato', MobilePhone: `+${from}`, LeadSource: 'WhatsApp' }),
  });
  const answered = (await body.json()) as { id: string };
  if (statusCode >= 300) throw new Error(`The org answered ${statusCode}: ${JSON.stringify(answered)}`);
  return answered.id;
}

async function sendReply(message: Incoming, leadId: string): Promise<string> {
  const { statusCode, body } = await graph.request({
    method: 'POST',
    path: `/v26.0/${config.phoneNumberId}/messages`,
    headers: graphHeaders,
    body: JSON.stringify({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: message.from,
      biz_opaque_callback_data: message.id,
      type: 'text',
      text: { body: `Grazie ${message.name}, il tuo riferimento è ${leadId}.`, preview_url: false },
    }),
  });
  const answered = (await body.json()) as { messages: { id: string }[] };
  const id = answered.messages?.[0]?.id;
  if (statusCode >= 300 || id === undefined)
    throw new Error(`WhatsApp answered ${statusCode}: ${JSON.stringify(answered)}`);
  return id;
}

async function fetchToken(): Promise<string> {
  const { body } = await org.request({
    method: 'POST',
    path: '/services/oauth2/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: config.clientId,
      client_secret: config.clientSecret,
    }).toString(),
  });
  return ((await body.json()) as { access_token: string }).access_token;
}

function createGroupedCommit(): typeof commit {
  type Waiting = { statement: StatementSync; values: SQLInputValue[]; resolve: (changed: boolean) => void };
  let waiting: Waiting[] = [];
  const begin = db.prepare('BEGIN IMMEDIATE');
  const end = db.prepare('COMMIT');
  // A failing statement ends the process: nothing of its group was answered.
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    begin.run();
    const changed = group.map(({ statement, values }) => statement.run(...values).changes === 1);
    end.run();
    for (const [index, { resolve }] of group.entries()) resolve(changed[index] === true);
  };
  return (statement, ...values) =>
    new Promise((resolve) => {
      if (waiting.push({ statement, values, resolve }) === 1) setImmediate(flush);
    });
}
