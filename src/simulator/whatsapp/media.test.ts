import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { createCustomer } from './customer.ts';
import { DOWNLOAD_VALID_MS, MEDIA_LIMITS } from './media.ts';
import type { PhoneServer } from './server.ts';
import { codeOf, CREDENTIALS, first, graph, sendMessage, startRig, type Answer } from './test-kit.ts';

const AUTH = { authorization: `Bearer ${CREDENTIALS.accessToken}` };
const ADA = '393331234567';

async function upload(phone: PhoneServer, file: Blob | undefined): Promise<Answer> {
  const body = new FormData();
  body.set('messaging_product', 'whatsapp');
  if (file) body.set('file', file, 'photo.png');
  const url = `${phone.url}/v26.0/${CREDENTIALS.phoneNumberId}/media`;
  const response = await fetch(url, { method: 'POST', headers: AUTH, body });
  return { status: response.status, json: (await response.json()) as JsonObject };
}

test('an uploaded file can be sent, described, fetched with the token and deleted', async (t) => {
  const { phone } = await startRig(t);
  const bytes = Buffer.from('not really a picture');
  const { json } = await upload(phone, new Blob([bytes], { type: 'image/png' }));
  const id = String(json['id']);
  createCustomer(phone.phone, { number: ADA }).say('Ciao');
  assert.equal((await sendMessage(phone, { to: ADA, type: 'image', image: { id } })).status, 200);

  const described = await graph(phone, id);
  assert.equal(described.json['mime_type'], 'image/png');
  assert.equal(described.json['file_size'], String(bytes.length));
  assert.equal(described.json['sha256'], createHash('sha256').update(bytes).digest('hex'));
  const url = String(described.json['url']);
  assert.equal((await fetch(url)).status, 401);
  const fetched = await fetch(url, { headers: AUTH });
  assert.equal(fetched.headers.get('content-type'), 'image/png');
  assert.deepEqual(Buffer.from(await fetched.arrayBuffer()), bytes);
  phone.phone.advance(DOWNLOAD_VALID_MS + 1);
  assert.equal((await fetch(url, { headers: AUTH })).status, 404);

  await fetch(`${phone.url}/v26.0/${id}`, { method: 'DELETE', headers: AUTH });
  assert.equal(codeOf(await graph(phone, id)), 100);
});

test("a customer's picture can be fetched by the id in its webhook", async (t) => {
  const { phone, business } = await startRig(t);
  const base64 = Buffer.from('my cat').toString('base64');
  createCustomer(phone.phone, { number: ADA }).act({ image: { caption: 'Gatto', mime: 'image/jpeg', base64 } });
  const [hook] = await business.until(1);
  const { image } = first(hook?.value, 'messages') as { image: JsonObject };
  assert.equal(image['caption'], 'Gatto');
  assert.equal(image['sha256'], createHash('sha256').update('my cat').digest('base64'));
  const { json } = await graph(phone, String(image['id']));
  const fetched = await fetch(String(json['url']), { headers: AUTH });
  assert.equal(await fetched.text(), 'my cat');
});

test('an upload without a file, without a form or beyond the size limit is refused', async (t) => {
  const { phone } = await startRig(t);
  assert.equal(codeOf(await upload(phone, undefined)), 131008);
  assert.equal(codeOf(await graph(phone, `${CREDENTIALS.phoneNumberId}/media`, '{}')), 100);
  const large = new Blob([Buffer.alloc((MEDIA_LIMITS['image'] ?? 0) + 1)], { type: 'image/png' });
  assert.equal(codeOf(await upload(phone, large)), 131053);
});
