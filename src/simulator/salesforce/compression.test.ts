import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { startTestOrg } from './test-org.ts';

const LEAD = '/services/data/v68.0/sobjects/Lead';

test('calls may be sent packed, and long answers come packed to those who take them', async (context) => {
  const org = await startTestOrg(context);
  const headers = { 'Content-Encoding': 'gzip' };
  const send = async (body: string | Uint8Array<ArrayBuffer>) => {
    const signedIn = await org.token({ grant_type: 'client_credentials', client_id: 'a', client_secret: 'b' });
    const { access_token: token } = signedIn.body as { access_token: string };
    const sent = { ...headers, Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
    return fetch(org.url + LEAD, { method: 'POST', headers: sent, body });
  };
  const packed = gzipSync(JSON.stringify({ LastName: 'Rossi', Company: 'C' }));
  assert.equal((await send(new Uint8Array(packed))).status, 201);
  const broken = await send('not gzip');
  assert.deepEqual([broken.status, (await broken.text()).includes('JSON_PARSER_ERROR')], [400, true]);

  const described = await org.call('GET', `${LEAD}/describe`, undefined, { 'Accept-Encoding': 'gzip' });
  assert.equal(described.headers.get('content-encoding'), 'gzip');
  assert.equal((described.body as { name: string }).name, 'Lead');
  const plain = await org.call('GET', `${LEAD}/describe`, undefined, { 'Accept-Encoding': 'identity' });
  assert.equal(plain.headers.get('content-encoding'), null);
  const short = await org.call('GET', LEAD, undefined, { 'Accept-Encoding': 'gzip' });
  assert.equal(short.status, 200);
});
