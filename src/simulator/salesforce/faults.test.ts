import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FAULT_KINDS, createFaults, readFaults, type Fault } from './faults.ts';
import { errorOf, startTestOrg, until, type TestOrg } from './test-org.ts';

const LEAD = '/services/data/v68.0/sobjects/Lead';
const ADA = { LastName: 'Rossi', Company: 'Sconosciuta' };

const leads = (org: TestOrg): number => org.org.store.counts()['Lead']?.records ?? 0;
const upsert = (org: TestOrg, key: string) => org.call('PATCH', `${LEAD}/Rondine_Key__c/${key}`, ADA);

test('faults that replace the answer do not carry the call out, unless told to', async (context) => {
  const org = await startTestOrg(context);
  const cases: [Fault['kind'], number, RegExp][] = [
    ['expired-session', 401, /^\[\{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"\}\]$/],
    ['server-error', 500, /UNKNOWN_EXCEPTION/],
    ['bad-gateway', 502, /^<html>/],
    ['unavailable', 503, /SERVER_UNAVAILABLE/],
    ['api-disabled', 403, /"errorCode":"API_DISABLED_FOR_ORG"/],
    ['request-limit', 403, /"errorCode":"REQUEST_LIMIT_EXCEEDED"/],
    ['api-disabled-for-user', 403, /"errorCode":"API_CURRENTLY_DISABLED"/],
    ['concurrent-limit', 403, /ConcurrentRequests.*"errorCode":"REQUEST_LIMIT_EXCEEDED"/],
    ['lock-row', 400, /"errorCode":"UNABLE_TO_LOCK_ROW"/],
    ['html', 200, /^<html>/],
  ];
  for (const [kind, status, text] of cases) {
    org.org.faults.add([{ kind, count: 1 }]);
    const reply = await upsert(org, kind);
    assert.equal(reply.status, status, kind);
    assert.match(reply.text, text);
    assert.equal(leads(org), 0);
    assert.equal(org.org.calls.since(0).at(-1)?.fault, kind);
  }
  org.org.faults.add([{ kind: 'server-error', count: 1, commit: true }]);
  assert.equal((await upsert(org, 'done')).status, 500);
  assert.equal(leads(org), 1);
});

test('a dropped connection loses the call before the commit and only the answer after it', async (context) => {
  const org = await startTestOrg(context);
  org.org.faults.add([{ kind: 'drop-before-commit', count: 1 }]);
  await assert.rejects(upsert(org, 'k'));
  assert.equal(leads(org), 0);
  org.org.faults.add([{ kind: 'drop-after-commit', count: 1 }]);
  await assert.rejects(upsert(org, 'k'));
  assert.equal(leads(org), 1);
  const [before, after] = org.org.calls.since(0).slice(-2);
  assert.deepEqual([before?.status, before?.created], [null, false]);
  assert.deepEqual([after?.status, after?.created], [null, true]);
  assert.equal((await upsert(org, 'k')).status, 200);
});

test('a late commit happens after the line is cut', async (context) => {
  const org = await startTestOrg(context);
  org.org.faults.add([{ kind: 'late-commit', ms: 30, count: 1 }]);
  const events = await fetch(`${org.url}/_control/events`);
  await assert.rejects(upsert(org, 'late'));
  assert.equal(leads(org), 0);
  assert.equal((await org.call('GET', `${LEAD}/Rondine_Key__c/late`)).status, 404);
  let heard = '';
  for await (const chunk of events.body ?? []) {
    heard += Buffer.from(chunk).toString('utf8');
    if (heard.includes('event: record')) break;
  }
  assert.equal((await org.call('GET', `${LEAD}/Rondine_Key__c/late`)).status, 200);
  assert.equal(org.org.calls.since(0).find((call) => call.fault === 'late-commit')?.created, true);
});

test('a late commit may leave the line open, and happens as the clock is moved', async (context) => {
  let at = 1_800_000_000_000;
  const org = await startTestOrg(context, { now: () => at });
  org.org.faults.add([{ kind: 'late-commit', ms: 660_000, silent: true, count: 2 }]);
  const [first, second] = [assert.rejects(upsert(org, 'k1')), assert.rejects(upsert(org, 'k2'))];
  await until(() => org.org.clock.pending() === 2);
  org.org.sessions.expireAll();
  await org.call('POST', '/_control/advance', { ms: 659_000 });
  assert.equal(leads(org), 0);
  await org.signIn();
  at += 1000;
  assert.equal((await org.call('GET', `${LEAD}/Rondine_Key__c/k1`)).status, 200, 'the next call finds it');
  assert.equal(leads(org), 2);
  await org.close();
  await Promise.all([first, second]);
});

test('a reset forgets what was still to be committed and cuts who waits', async (context) => {
  const org = await startTestOrg(context);
  org.org.faults.add([
    { kind: 'late-commit', ms: 660_000, count: 1 },
    { kind: 'latency', ms: 660_000, skip: 1 },
  ]);
  await assert.rejects(upsert(org, 'k1'));
  const waiting = assert.rejects(upsert(org, 'k2'));
  await until(() => org.org.clock.pending() === 2);
  await org.call('POST', '/_control/reset');
  await waiting;
  org.org.clock.advance(700_000);
  assert.equal(leads(org), 0);
});

test('a gateway answers with a page where it is told to', async (context) => {
  const org = await startTestOrg(context);
  for (const [kind, status] of [
    ['server-error', 500],
    ['unavailable', 503],
  ] as const) {
    org.org.faults.add([{ kind, html: true, count: 1 }]);
    const reply = await upsert(org, 'k');
    assert.equal(reply.status, status);
    assert.match(reply.text, /^<html>/);
  }
});

test('a call that is never answered may have been carried out', async (context) => {
  const org = await startTestOrg(context);
  org.org.faults.add([{ kind: 'never-answer', count: 1, commit: true }]);
  const unanswered = assert.rejects(upsert(org, 'k'));
  await until(() => leads(org) === 1);
  assert.equal(org.org.calls.since(0).at(-1)?.status, null);
  await org.close();
  await unanswered;
});

test('an answer cut in the middle of its body fails to be read although the record exists', async (context) => {
  const org = await startTestOrg(context);
  org.org.faults.add([{ kind: 'cut-answer', count: 1 }]);
  await assert.rejects(upsert(org, 'cut'));
  assert.equal(leads(org), 1);
});

test('a lost race names the record that the winner made', async (context) => {
  const org = await startTestOrg(context);
  org.org.faults.add([{ kind: 'lost-race', count: 2 }]);
  const lost = await upsert(org, 'k');
  const [winner] = org.org.store.list('Lead');
  assert.deepEqual([lost.status, errorOf(lost).errorCode], [400, 'DUPLICATE_VALUE']);
  assert.ok(errorOf(lost).message.endsWith(`with id: ${winner?.id}`));
  assert.equal((await upsert(org, 'k')).status, 200);
});

test('latency delays the true answer', async (context) => {
  const org = await startTestOrg(context);
  org.org.faults.add([{ kind: 'latency', ms: 40, count: 1 }]);
  const startedAt = performance.now();
  assert.equal((await upsert(org, 'slow')).status, 201);
  assert.ok(performance.now() - startedAt >= 39);
});

test('a waiting or unanswered call does not keep the server from closing', async (context) => {
  const org = await startTestOrg(context);
  org.org.faults.add([{ kind: 'latency', ms: 60_000 }]);
  const refused = assert.rejects(upsert(org, 'x'));
  await until(() => org.org.faults.list()[0]?.struck === 1);
  await org.close();
  await refused;
  assert.equal(leads(org), 0);
});

test('the token endpoint fails on its own terms and only when aimed at', async (context) => {
  const org = await startTestOrg(context);
  const ask = () =>
    org.token({ grant_type: 'refresh_token', refresh_token: '5Aep-demo-refresh', client_id: 'a', client_secret: 'b' });
  org.org.faults.add([{ kind: 'bad-gateway' }]);
  assert.equal((await ask()).status, 200);
  org.org.faults.clear();
  org.org.faults.add([
    { kind: 'server-error', operation: 'token', count: 1 },
    { kind: 'invalid-grant', count: 1 },
  ]);
  assert.deepEqual((await ask()).status, 500);
  assert.deepEqual((await ask()).body, { error: 'invalid_grant', error_description: 'expired access/refresh token' });
  assert.equal((await ask()).status, 200);
});

test('refreshing fails for reasons of user and traffic, and when another process was quicker', async (context) => {
  const org = await startTestOrg(context, { refreshTokens: ['r1'], detectReuse: true });
  const ask = async (token: string) => {
    const form = { grant_type: 'refresh_token', refresh_token: token, client_id: 'a', client_secret: 'b' };
    return (await org.token(form)).body as Record<string, string>;
  };
  org.org.faults.add((['inactive-user', 'login-rate', 'token-busy'] as const).map((kind) => ({ kind, count: 1 })));
  const words = [];
  for (let number = 0; number < 3; number++) words.push((await ask('r1'))['error_description']);
  assert.deepEqual(words, ['user is inactive', 'login rate exceeded', 'token request is already being processed']);
  const { tokens } = (await org.call('POST', '/_control/rotate-refresh-token', { token: 'r1' })).body as {
    tokens: string[];
  };
  assert.ok((await ask(tokens[0] ?? ''))['access_token'], 'the other process goes on');
  org.org.faults.add([{ kind: 'rotated-elsewhere', count: 1 }]);
  assert.equal((await ask(tokens[0] ?? ''))['error_description'], 'expired access/refresh token');
});

test('faults are aimed by operation and object, and by skipping and counting', async (context) => {
  const org = await startTestOrg(context);
  org.org.faults.add([{ kind: 'unavailable', operation: 'write', object: 'Lead', skip: 1, count: 2 }]);
  assert.equal((await org.call('GET', `${LEAD}/describe`)).status, 200);
  assert.equal((await org.call('POST', LEAD.replace('Lead', 'Case'), {})).status, 201);
  const statuses = [];
  for (let number = 0; number < 4; number++) statuses.push((await upsert(org, `n${number}`)).status);
  assert.deepEqual(statuses, [201, 503, 503, 201]);
  assert.equal(org.org.faults.list()[0]?.struck, 2);
});

test('a chance strikes the same calls for the same seed', () => {
  const strikes = (seed: number) => {
    const faults = createFaults([{ kind: 'unavailable', probability: 0.3, seed }]);
    return Array.from({ length: 1000 }, () => faults.take({ operation: 'create' }) !== undefined);
  };
  assert.deepEqual(strikes(5), strikes(5));
  assert.notDeepEqual(strikes(5), strikes(6));
  const share = strikes(5).filter(Boolean).length;
  assert.ok(share > 240 && share < 360, `${share} of 1000 calls were struck`);
});

test('latency comes on top of another fault, and of several others the first one counts', () => {
  const faults = createFaults([
    { kind: 'latency', ms: 5 },
    { kind: 'unavailable', count: 1 },
    { kind: 'html' },
    { kind: 'latency', ms: 7 },
  ]);
  assert.deepEqual(faults.take({ operation: 'query' }), { latencyMs: 12, fault: { kind: 'unavailable', count: 1 } });
  assert.deepEqual(faults.take({ operation: 'query' }), { latencyMs: 12, fault: { kind: 'html' } });
});

test('a fault that was set wrongly is refused with what is allowed', () => {
  assert.deepEqual(readFaults({ kind: 'html' }), [{ kind: 'html' }]);
  assert.throws(() => readFaults('html'), /A fault is an object/);
  assert.throws(() => readFaults({ kind: 'fire' }), new RegExp(`one of ${FAULT_KINDS.join(', ')}; got "fire"`));
  assert.throws(() => readFaults([{ kind: 'html', operation: 'dance' }]), /"operation" of a fault is one of token/);
  assert.throws(() => readFaults({ kind: 'html', times: 3 }), /no "times"; it may have object, count/);
  assert.throws(() => readFaults({ kind: 'html', count: '3' }), /"count" of a fault is a number; got "3"/);
});

test('an expired session is cured by a new one only when tokens really expired', async (context) => {
  const org = await startTestOrg(context);
  org.org.sessions.expireAll();
  assert.equal(errorOf(await upsert(org, 'k')).errorCode, 'INVALID_SESSION_ID');
  await org.signIn();
  assert.equal((await upsert(org, 'k')).status, 201);
  org.org.faults.add([{ kind: 'expired-session' }]);
  await org.signIn();
  assert.equal((await upsert(org, 'k')).status, 401);
});
