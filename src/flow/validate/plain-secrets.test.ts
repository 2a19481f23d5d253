import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonValue } from '../../base/json.ts';
import { findings } from '../testing/findings.contract.ts';

const open = { records: { create: { input: {}, output: {} } } };
const found = (input: JsonValue) =>
  findings(
    {
      step: {
        type: 'call',
        params: { connection: 'crm', operation: 'create', input: { value: input } },
        next: { done: 'end', failed: 'end' },
      },
    },
    { operations: open },
  );

/** A made-up key; whoever scans this file for real ones finds none. */
const made = (...parts: readonly string[]) => parts.join('');

const SECRETS: readonly JsonValue[] = [
  { password: 'x' },
  { 'x-api-key': '12' },
  { client_secret: 'abc' },
  { headers: { authorization: 'Bearer abcdefghijk1' } },
  'Basic dXNlcjpwYXNzd29yZA==',
  'user=ada&password=hunter2!',
  'api_key: 12345678',
  '{"password": "scegline"}',
  made('-----BEGIN RSA ', 'PRIVATE', ' KEY-----'),
  made('sk', '_live_0123456789abcdef'),
  made('gh', 'p_0123456789abcdefghij'),
  made('xox', 'b-123456789012-abcdef'),
  made('AK', 'IA0123456789ABCDEF'),
  made('ey', 'JhbGciOiJI.', 'ey', 'JzdWIiOiIx.abc'),
  'the key is 9f86d081884c7d659a2feaa0c55ad015',
  ['Qm7Zp2Xv9Lk4Rt8Wn3Yb6Hc1Jd5Fg0Sa'],
];

for (const value of SECRETS)
  test(`${JSON.stringify(value)} looks like a secret`, () => {
    const [only, ...others] = found(value);
    assert.match(only ?? '', /^plain_secret flow\.steps\.first\.params\.input\.value/);
    assert.deepEqual(others, []);
  });

const HARMLESS: readonly JsonValue[] = [
  { password: '{{ secrets.crmKey }}' },
  { authorization: 'Bearer {{ secrets.crmKey }}' },
  { secret: '' },
  'token={{ contact.id }}&password={{ secrets.crmKey }}',
  'Bearer of good news',
  'Basic understanding is enough',
  'La tua password: scegline una nuova',
  'Il secret della ricetta: basilico',
  '00Q5g00000ABCDEFGH',
  '7d444840-9dc0-11d1-b245-5ffdce74fad2',
  'https://example.org/catalogo/Primavera2026/AbcDef123456789GhiJkl?x=1',
  'Una frase lunga di parole comuni senza alcun segreto dentro, davvero nessuno.',
  'a'.repeat(80),
  'IT60X0542811101000000123456',
  { file: { id: '9f86d081884c7d659a2feaa0c55ad015' } },
  'unaParolaMoltoLungaMaNormaleScrittaDiSeguito1',
  '1234567890'.repeat(2),
];

for (const value of HARMLESS)
  test(`${JSON.stringify(value).slice(0, 60)} does not`, () => assert.deepEqual(found(value), []));

test('the input of a poll is looked at too', () => {
  const trigger = { type: 'connection', connection: 'crm', poll: 'changedRecords', every: 'PT1M', input: { pwd: 'x' } };
  assert.deepEqual(findings({ trigger }), ['plain_secret flow.triggers.0.input.pwd']);
});

test('a secret in a text for customers would be told to them, in a call it is not', () => {
  const text = { it: 'Chiave: {{ secrets.crmKey }}' };
  const step = { type: 'send', params: { text }, next: { sent: 'end', failed: 'end' } };
  assert.deepEqual(findings({ step }), ['exposed_secret flow.steps.first.params.text.it']);
  assert.deepEqual(found('{{ secrets.crmKey }}'), []);
});
