import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../../base/json.ts';
import type { HttpRequest } from '../../../net/http.ts';
import type { Reply } from '../../../net/testing/recording-http.ts';
import { create } from './create.ts';
import { failureOf, KEY, lostReply, RECORD_ID, refusalReply, written } from '../testing/pretend-org.ts';
import { writeOrg } from './testing/write-org.ts';

const LEAD: JsonObject = { object: 'Lead', fields: { LastName: "D'Angelo", MobilePhone: '+39 06', Email: "d'a@x.it" } };
const CREATED: Reply = { status: 201, body: written() };

/** An org without External ID field; `post` answers creates, `rows` are what each look-up finds. */
function keylessOrg(post: () => Reply, rows: () => JsonObject[] = () => []) {
  return writeOrg({
    config: { externalIdField: '' },
    reply: ({ method }: HttpRequest) => (method === 'POST' ? post() : { status: 200, body: { records: rows() } }),
  });
}

test('the claim is on disk before the record is sent', async () => {
  const claims: unknown[] = [];
  const org = keylessOrg(() => {
    claims.push(org.notes.get(`claim:${KEY}`));
    return CREATED;
  });
  const output = await create.run(LEAD, org.io(KEY));
  assert.deepEqual([output['id'], output['created']], [RECORD_ID, true]);
  assert.deepEqual(org.calls, ['POST /sobjects/Lead']);
  const at = org.clock.now;
  assert.deepEqual(claims, [{ at, sentAt: at, userId: '005xx0000000001AAA', open: true }]);
  assert.equal(org.notes.get(`record:${RECORD_ID}`), KEY);
});

test('a claim that cannot be stored keeps the record from being sent', async () => {
  const org = keylessOrg(() => CREATED);
  const io = org.io(KEY);
  const full = { ...io, memory: { ...io.memory, put: () => Promise.reject(new Error('disk full')) } };
  await assert.rejects(create.run(LEAD, full), /disk full/);
  assert.deepEqual(org.calls, []);
});

test('a note about the origin that cannot be stored does not hide the record', async () => {
  const org = keylessOrg(() => CREATED);
  const io = org.io(KEY);
  const put = (name: string, value: Parameters<typeof io.memory.put>[1]) =>
    name.startsWith('record:') ? Promise.reject(new Error('disk full')) : io.memory.put(name, value);
  const output = await create.run(LEAD, { ...io, memory: { ...io.memory, put } });
  assert.equal(output['id'], RECORD_ID);
  assert.equal(org.logs.length, 1);
});

test('look-ups come at 5 s, 1 min and 11 min, and only after the last empty one it creates again', async () => {
  let posts = 0;
  const org = keylessOrg(() => (posts++ === 0 ? lostReply() : CREATED));
  const first = await failureOf(create.run(LEAD, org.io(KEY)));
  assert.deepEqual([first.code, first.data.retryAfterMs], ['unknown_outcome', 5000]);
  const unknownSince = org.clock.now;

  const waits: (number | undefined)[] = [];
  let wait = first.data.retryAfterMs;
  while (wait !== undefined && waits.length < 10) {
    waits.push((org.clock.now += wait) - unknownSince);
    const io = org.io(KEY, { number: waits.length + 1, unknownSince });
    wait = await create.run(LEAD, io).then(
      () => undefined,
      (error: { data: { retryAfterMs?: number } }) => error.data.retryAfterMs,
    );
  }
  assert.deepEqual(waits, [5000, 60_000, 660_000]);
  assert.equal(posts, 2);
  assert.equal(org.calls.filter((call) => call.startsWith('GET /query')).length, 3);
});

test('a second unknown outcome starts the look-ups again, from the second sending', async () => {
  const org = keylessOrg(lostReply);
  await failureOf(create.run(LEAD, org.io(KEY)));
  const unknownSince = org.clock.now;
  org.clock.now += 660_000;
  const second = await failureOf(create.run(LEAD, org.io(KEY, { number: 2, unknownSince })));
  assert.equal(second.data.retryAfterMs, 5000);
  org.clock.now += 5000;
  const third = await failureOf(create.run(LEAD, org.io(KEY, { number: 3, unknownSince })));
  assert.deepEqual([third.code, third.data.retryAfterMs], ['unknown_outcome', 55_000]);
  assert.equal(org.calls.filter((call) => call.startsWith('POST')).length, 2);
});

test('the look-up asks for creator, time and every mapped phone and mail, escaped', async () => {
  const org = keylessOrg(lostReply, () => [{ Id: RECORD_ID }]);
  await failureOf(create.run(LEAD, org.io(KEY)));
  org.clock.now += 5000;
  const output = await create.run(LEAD, org.io(KEY, { number: 2, unknownSince: org.clock.now - 5000 }));
  assert.equal(output['id'], RECORD_ID);
  assert.equal(
    org.calls[1],
    "GET /query?q=SELECT Id FROM Lead WHERE CreatedById = '005xx0000000001AAA' AND CreatedDate >= 2026-11-22T09:59:00Z " +
      "AND MobilePhone = '+39 06' AND Email = 'd\\'a@x.it' ORDER BY CreatedDate, Id LIMIT 20",
  );
});

test('a Case is found by what the customer supplied and brings its number', async () => {
  const input: JsonObject = { object: 'Case', fields: { SuppliedPhone: '+3906', Subject: 'Ciao' } };
  const org = keylessOrg(lostReply, () => [{ Id: RECORD_ID, CaseNumber: '00001026' }]);
  await failureOf(create.run(input, org.io(KEY)));
  const output = await create.run(input, org.io(KEY, { number: 2, unknownSince: org.clock.now }));
  assert.equal(output['number'], '00001026');
  assert.match(org.calls[1] ?? '', /SELECT Id, CaseNumber FROM Case .* AND SuppliedPhone = '\+3906' ORDER/);
  assert.equal(org.calls.length, 2);
});

test('a record that another effect created for the same person is not taken', async () => {
  const other = `rd${'x'.repeat(44)}`;
  const rows = [{ Id: '00Qxx0000000008AAA' }, { Id: '00Qxx0000000009AAA' }];
  const org = keylessOrg(lostReply, () => rows);
  org.notes.set('record:00Qxx0000000008AAA', other);
  await failureOf(create.run(LEAD, org.io(KEY)));
  const output = await create.run(LEAD, org.io(KEY, { number: 2, unknownSince: org.clock.now }));
  assert.equal(output['id'], '00Qxx0000000009AAA');
  assert.equal(org.notes.get('record:00Qxx0000000009AAA'), KEY);
});

test('an open claim alone, as a killed process leaves it, makes the next attempt look', async () => {
  const org = keylessOrg(() => CREATED);
  org.notes.set(`claim:${KEY}`, { at: org.clock.now, sentAt: org.clock.now, userId: '005xx0000000001AAA', open: true });
  org.clock.now += 1000;
  const failure = await failureOf(create.run(LEAD, org.io(KEY)));
  assert.deepEqual([failure.code, failure.data.retryAfterMs], ['unknown_outcome', 4000]);
  assert.deepEqual(
    org.calls.map((call) => call.split('?')[0]),
    ['GET /query'],
  );
});

test('a certain refusal closes the claim, so that the next attempt sends at once', async () => {
  let posts = 0;
  const org = keylessOrg(() => (posts++ === 0 ? refusalReply(403, 'REQUEST_LIMIT_EXCEEDED') : CREATED));
  assert.equal((await failureOf(create.run(LEAD, org.io(KEY)))).code, 'rate_limited');
  await create.run(LEAD, org.io(KEY, { number: 2 }));
  assert.deepEqual(org.calls, ['POST /sobjects/Lead', 'POST /sobjects/Lead']);
});

test('the user is asked for once and stored, when the connection does not know it', async () => {
  const org = writeOrg({
    config: { externalIdField: '', userId: '' },
    reply: ({ url }) =>
      url.endsWith('/userinfo') ? { status: 200, body: { user_id: '005xx0000000007AAA' } } : CREATED,
  });
  await create.run(LEAD, org.io(KEY));
  await create.run(LEAD, org.io(`${KEY.slice(0, -1)}1`));
  assert.deepEqual(org.calls, ['GET /services/oauth2/userinfo', 'POST /sobjects/Lead', 'POST /sobjects/Lead']);
  assert.equal(org.config().userId, '005xx0000000007AAA');
});

test('an org that does not name its user is unavailable, and nothing is sent', async () => {
  const org = writeOrg({ config: { externalIdField: '', userId: '' }, reply: () => ({ status: 200, body: {} }) });
  assert.equal((await failureOf(create.run(LEAD, org.io(KEY)))).code, 'unavailable');
  assert.deepEqual(org.calls, ['GET /services/oauth2/userinfo']);
});

test('with nothing to filter by it sends without a claim', async () => {
  const org = keylessOrg(() => CREATED);
  await create.run({ object: 'Lead', fields: { LastName: 'Rossi' } }, org.io(KEY));
  assert.equal(org.notes.size, 0);
});
