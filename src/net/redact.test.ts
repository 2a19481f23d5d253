import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMask, createRedactor, REDACTED } from './redact.ts';

test('a known secret disappears in every spelling', () => {
  const secret = '5Aep/861+x"y=è!';
  const { text } = createRedactor([secret, undefined, '']);
  for (const spelling of [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret),
    new URLSearchParams({ x: secret }).toString(),
  ]) {
    assert.doesNotMatch(text(`before ${spelling} after`), /861/);
    assert.match(text(`before ${spelling} after`), /^before .*\[redacted\].* after$/);
  }
});

test('authorization headers disappear in whatever form they are dumped', () => {
  const { text } = createRedactor();
  for (const dump of [
    'Authorization: Bearer 00D!AQ.xyz_1',
    'authorization: Basic Y2xpZW50OnNlY3JldA==',
    '{"authorization":"Bearer 00D!AQ.xyz_1"}',
    "headers { Authorization: 'Bearer 00D!AQ.xyz_1' }",
    'sent Bearer 00D!AQ.xyz_1 to the org',
  ]) {
    assert.doesNotMatch(text(dump), /xyz|Y2xp/, text(dump));
  }
});

test('tokens in queries, forms and JSON texts disappear, their neighbours stay', () => {
  const { text } = createRedactor();
  assert.equal(
    text('GET https://host/cb?code=abc123&state=s1&oauth_token=t0k#x'),
    `GET https://host/cb?code=${REDACTED}&state=s1&oauth_token=${REDACTED}#x`,
  );
  assert.equal(
    text('grant_type=refresh_token&refresh_token=5Aep&client_secret=xy'),
    `grant_type=refresh_token&refresh_token=${REDACTED}&client_secret=${REDACTED}`,
  );
  assert.equal(
    text('{"access_token":"00D!x","scope":"api","id_token": "e.y.J"}'),
    `{"access_token":"${REDACTED}","scope":"api","id_token": "${REDACTED}"}`,
  );
  assert.equal(text(JSON.stringify('{"refresh_token":"5Aep"}')), JSON.stringify(`{"refresh_token":"${REDACTED}"}`));
});

test('ordinary text is left as it is', () => {
  const { text, value } = createRedactor(['abc']);
  const ordinary = 'POST to https://host/sobjects/Lead got status 400: LastName is missing (abc, basic token refresh).';
  assert.equal(text(ordinary), ordinary);
  const facts = { status: 400, ok: false, none: null, list: ['a', 1], tokens: 3 };
  assert.deepEqual(value(facts), facts);
});

test('objects lose secrets at any depth, by name and by value', () => {
  const { value } = createRedactor(['s3cret-value']);
  assert.deepEqual(
    value({
      clientSecret: 'x',
      headers: { Authorization: 'Bearer y', Accept: 'application/json' },
      tries: [{ body: 'a=1&token=zzz' }, 'has s3cret-value inside'],
    }),
    {
      clientSecret: REDACTED,
      headers: { Authorization: REDACTED, Accept: 'application/json' },
      tries: [{ body: `a=1&token=${REDACTED}` }, `has ${REDACTED} inside`],
    },
  );
});

test('a mask takes out the known secrets in every spelling, and nothing that only looks like one', () => {
  const mask = createMask(['s3cret/"value', undefined]);
  assert.equal(
    mask('{"access_token":"theirs","echo":"s3cret/\\"value"} s3cret%2F%22value'),
    `{"access_token":"theirs","echo":"${REDACTED}"} ${REDACTED}`,
  );
});
