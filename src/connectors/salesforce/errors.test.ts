import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailureCode } from '../../base/failure.ts';
import type { HttpResponse } from '../../net/http.ts';
import { refusal } from './errors.ts';

function answer(status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { status, headers, body: new TextEncoder().encode(text), text: () => text };
}

function classify(response: HttpResponse, write = true) {
  return refusal(response, { action: 'create the Lead', write, now: 0 }).data;
}

function coded(status: number, errorCode: string, message = 'Something.') {
  return answer(status, [{ message, errorCode, fields: [] }]);
}

const TABLE: [status: number, errorCode: string, code: FailureCode][] = [
  [401, 'INVALID_SESSION_ID', 'auth'],
  [401, 'INVALID_AUTH_HEADER', 'auth'],
  [401, 'SOMETHING_NEW', 'auth'],
  [403, 'API_DISABLED_FOR_ORG', 'denied'],
  [403, 'API_CURRENTLY_DISABLED', 'denied'],
  [403, 'CONCURRENT_REQUEST_LIMIT_EXCEEDED', 'rate_limited'],
  [400, 'TOO_MANY_APEX_REQUESTS', 'rate_limited'],
  [400, 'UNABLE_TO_LOCK_ROW', 'unavailable'],
  [503, 'SERVER_UNAVAILABLE', 'unavailable'],
  [503, 'INSERT_UPDATE_DELETE_NOT_ALLOWED_DURING_MAINTENANCE', 'unavailable'],
  [400, 'REQUEST_RUNNING_TOO_LONG', 'unknown_outcome'],
  [400, 'QUERY_TIMEOUT', 'unknown_outcome'],
  [500, 'UNKNOWN_EXCEPTION', 'unknown_outcome'],
  [400, 'DUPLICATE_VALUE', 'conflict'],
  [400, 'DUPLICATES_DETECTED', 'conflict'],
  [400, 'DUPLICATE_EXTERNAL_ID', 'conflict'],
  [400, 'REQUIRED_FIELD_MISSING', 'invalid'],
  [400, 'INVALID_FIELD', 'invalid'],
  [400, 'STRING_TOO_LONG', 'invalid'],
  [400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'invalid'],
  [400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'invalid'],
  [400, 'JSON_PARSER_ERROR', 'invalid'],
  [400, 'A_CODE_OF_TOMORROW', 'invalid'],
  [400, 'constructor', 'invalid'],
  [403, 'A_CODE_OF_TOMORROW', 'denied'],
  [403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'denied'],
  [400, 'STORAGE_LIMIT_EXCEEDED', 'denied'],
  [404, 'NOT_FOUND', 'not_found'],
  [404, 'ENTITY_IS_DELETED', 'not_found'],
  [400, 'ENTITY_IS_LOCKED', 'conflict'],
  [400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'conflict'],
  [400, 'MALFORMED_QUERY', 'defect'],
  [405, 'METHOD_NOT_ALLOWED', 'unsupported'],
];

for (const [status, errorCode, code] of TABLE) {
  test(`${errorCode} with ${status} is ${code} for a write`, () => {
    const data = classify(coded(status, errorCode));
    assert.equal(data.code, code);
    assert.equal(data.providerCode, errorCode);
    assert.equal(data.providerMessage, 'Something.');
    assert.match(data.message, /^Salesforce did not create the Lead: Something\./);
  });
}

test('what is uncertain for a write is only unavailable for a read', () => {
  for (const response of [
    coded(400, 'REQUEST_RUNNING_TOO_LONG'),
    coded(500, 'UNKNOWN_EXCEPTION'),
    answer(502, '<html>'),
    answer(503, '<html>'),
  ]) {
    assert.equal(classify(response, false).code, 'unavailable');
    assert.equal(classify(response, true).code, 'unknown_outcome');
  }
});

test('without a readable body only statuses that mean "not executed" are certain', () => {
  const of = (status: number) => classify(answer(status, '<html>')).code;
  assert.deepEqual([400, 401, 403, 420, 500, 504].map(of), Array(6).fill('unknown_outcome'));
  assert.equal(of(404), 'not_found');
  assert.equal(of(415), 'invalid');
  assert.equal(of(429), 'rate_limited');
});

test('the daily quota waits long, concurrency waits short', () => {
  const daily = classify(coded(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'));
  assert.deepEqual([daily.code, daily.retryAfterMs], ['rate_limited', 900_000]);
  const message = 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.';
  const concurrent = classify(coded(403, 'REQUEST_LIMIT_EXCEEDED', message));
  assert.deepEqual([concurrent.code, concurrent.retryAfterMs], ['rate_limited', 2000]);
});

test('an API that is off says where it is switched on', () => {
  const { message } = classify(
    coded(403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization.'),
  );
  assert.match(message, /Setup > Profiles .*API Enabled.*permission set/);
});

test('the fields of all errors are kept, under either name of the code', () => {
  const data = classify(
    answer(400, [
      { statusCode: 'REQUIRED_FIELD_MISSING', message: 'Missing: [Company]', fields: ['Company'] },
      { errorCode: 'STRING_TOO_LONG', message: 'Too long', fields: ['LastName', 7] },
    ]),
  );
  assert.equal(data.providerCode, 'REQUIRED_FIELD_MISSING');
  assert.deepEqual(data.fields, ['Company', 'LastName']);
  assert.match(data.message, /Missing: \[Company\] Too long\./);
});

test('a bare error object is read like a list of one', () => {
  assert.equal(classify(answer(404, { errorCode: 'NOT_FOUND', message: 'x' })).code, 'not_found');
});

test('a locked row inside a trigger error is tried again', () => {
  const data = classify(coded(400, 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', 'T: UNABLE_TO_LOCK_ROW, x'));
  assert.equal(data.code, 'unavailable');
});

test('a duplicate value names the record that has it, in any language', () => {
  const id = '00Q5g00000ABcdeEAD';
  for (const message of [
    `duplicate value found: Rondine_Key__c duplicates value on record with id: ${id}`,
    `valore duplicato trovato automaticamente: Rondine_Key__c nel record con id: ${id}`,
    `duplicate value found: X duplicates value on record with id: ${id.slice(0, 15)}`,
  ]) {
    const { details } = classify(coded(400, 'DUPLICATE_VALUE', message));
    assert.match(String(details?.['existingId']), /^00Q5g00000ABcde/);
  }
  assert.equal(classify(coded(400, 'DUPLICATE_VALUE', 'automaticamente')).details?.['existingId'], undefined);
});

for (const spelling of ['duplicateResut', 'duplicateResult']) {
  test(`a duplicate rule names the records that it found, read from ${spelling}`, () => {
    const matchRecords = ['00Q1', '00Q2'].map((Id) => ({
      matchConfidence: 100,
      record: { attributes: { type: 'Lead' }, Id },
    }));
    const result = { allowSave: true, duplicateRule: 'Standard_Lead', matchResults: [{ matchRecords }] };
    const body = [{ errorCode: 'DUPLICATES_DETECTED', message: 'Use one of these records?', [spelling]: result }];
    assert.deepEqual(classify(answer(400, body)).details, {
      status: 400,
      existingId: '00Q1',
      existingIds: ['00Q1', '00Q2'],
      existing: [
        { object: 'Lead', id: '00Q1' },
        { object: 'Lead', id: '00Q2' },
      ],
      duplicateRule: 'Standard_Lead',
      allowSave: true,
    });
  });
}

test('a duplicate rule without details is still a conflict', () => {
  assert.equal(classify(coded(400, 'DUPLICATES_DETECTED')).code, 'conflict');
});

test('an External ID that several records have is a conflict', () => {
  const data = classify(answer(300, ['/services/data/v67.0/sobjects/Lead/00Q1']));
  assert.equal(data.code, 'conflict');
  assert.match(data.message, /Unique/);
});
