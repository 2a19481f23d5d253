import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordingHttp, type Reply } from '../net/testing/recording-http.ts';
import type { HttpRequest } from '../net/http.ts';
import { createTranscript, type RecordedCall } from './transcript.ts';

const LEAD = '00Q5g00000AbCd1234';

/** What is recorded of these calls, answered by these replies. */
async function recorded(calls: readonly [HttpRequest, Reply][]): Promise<readonly RecordedCall[]> {
  const transcript = createTranscript(['the-client-secret']);
  for (const [request, reply] of calls) await transcript.listen(recordingHttp(() => reply).http)(request);
  return transcript.redacted(7).calls;
}

test('ids, names, mails and tokens are replaced, each by the same word everywhere', async () => {
  const url = `https://acme.my.salesforce.com/services/data/v67.0/sobjects/Lead/${LEAD}`;
  const body = { Id: LEAD, Name: 'Ada Rossi', Email: 'ada@acme.it', Note: `call ${LEAD} or ada@acme.it`, Amount: 3 };
  const [first, second] = await recorded([
    [
      { method: 'GET', url },
      { status: 200, body, headers: { 'set-cookie': 'sid=1', etag: 'x' } },
    ],
    [
      { method: 'GET', url: `${url}?fields=Name` },
      { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'gone' }] },
    ],
  ]);
  const id = '00Q000000000001AAA';
  assert.equal(first?.path, `/services/data/v67.0/sobjects/Lead/${id}`);
  assert.deepEqual(first.body, {
    Id: id,
    Name: 'Name 1',
    Email: 'person1@example.com',
    Note: `call ${id} or person1@example.com`,
    Amount: 3,
  });
  assert.deepEqual(first.headers, { etag: 'x' });
  assert.equal(second?.path, `/services/data/v67.0/sobjects/Lead/${id}?fields=Name`);
  assert.deepEqual(second.body, [{ errorCode: 'NOT_FOUND', message: 'gone' }]);
});

test('nothing of a sign-in is left but its form', async () => {
  const form = new URLSearchParams({
    grant_type: 'refresh_token',
    refresh_token: '5Aep861',
    client_secret: 'the-client-secret',
  });
  const answer = {
    access_token: '00D5g0000012345!AQ.x_y',
    instance_url: 'https://acme.my.salesforce.com',
    token_type: 'Bearer',
    scope: 'api',
  };
  const calls = await recorded([
    [
      {
        method: 'POST',
        url: 'https://login.salesforce.com/services/oauth2/token',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
      },
      { status: 200, body: answer },
    ],
    [
      { method: 'GET', url: 'https://acme.my.salesforce.com/x?q=the-client-secret' },
      { status: 200, body: '<html>ada</html>' },
    ],
  ]);
  assert.deepEqual(calls[0]?.request, {
    grant_type: 'refresh_token',
    refresh_token: 'secret-1',
    client_secret: 'secret-2',
  });
  assert.deepEqual(calls[0]?.body, { ...answer, access_token: 'secret-3', instance_url: '{origin}' });
  assert.deepEqual([calls[1]?.path, calls[1]?.body], ['/x?q=secret-2', '(text)']);
});

test('a describe keeps the names of its fields', async () => {
  const body = { name: 'Lead', label: 'Lead', fields: [{ name: 'Phone', label: 'Telefono', relationshipName: null }] };
  const url = 'https://acme.my.salesforce.com/services/data/v67.0/sobjects/Lead/describe';
  const [call] = await recorded([
    [
      { method: 'GET', url },
      { status: 200, body },
    ],
  ]);
  assert.deepEqual(call?.body, body);
});
