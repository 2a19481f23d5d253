import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorOf, startTestOrg, type TestOrg } from './test-org.ts';

const DATA = '/services/data/v68.0';
const ADA = { LastName: 'Rossi', Company: 'Sconosciuta' };

async function refusal(org: TestOrg, body: unknown, object = 'Lead') {
  const reply = await org.call('POST', `${DATA}/sobjects/${object}`, body);
  assert.equal(reply.status, 400, reply.text);
  return errorOf(reply);
}

test('missing required fields are listed together; blank text counts as missing', async (context) => {
  const org = await startTestOrg(context);
  assert.deepEqual(await refusal(org, { Company: '  ' }), {
    message: 'Required fields are missing: [LastName, Company]',
    errorCode: 'REQUIRED_FIELD_MISSING',
    fields: ['LastName', 'Company'],
  });
  const { id } = (await org.call('POST', `${DATA}/sobjects/Lead`, ADA)).body as { id: string };
  const emptied = await org.call('PATCH', `${DATA}/sobjects/Lead/${id}`, { Company: null });
  assert.deepEqual(errorOf(emptied).fields, ['Company']);
});

test('unknown, read-only and create-only fields are refused', async (context) => {
  const org = await startTestOrg(context);
  assert.deepEqual(await refusal(org, { ...ADA, Foo__c: 1 }), {
    message: "No such column 'Foo__c' on sobject of type Lead",
    errorCode: 'INVALID_FIELD',
  });
  const readOnly = await refusal(org, { ...ADA, Name: 'x', CreatedDate: '2026-01-01T00:00:00Z' });
  assert.equal(readOnly.errorCode, 'INVALID_FIELD_FOR_INSERT_UPDATE');
  assert.deepEqual(readOnly.fields, ['Name', 'CreatedDate']);
  const { id } = (await org.call('POST', `${DATA}/sobjects/Case`, { SuppliedName: 'Ada' })).body as { id: string };
  const late = await org.call('PATCH', `${DATA}/sobjects/Case/${id}`, { SuppliedName: 'Bea' });
  assert.equal(errorOf(late).errorCode, 'INVALID_FIELD_FOR_INSERT_UPDATE');
});

test('values that do not fit are refused with the label of their field', async (context) => {
  const org = await startTestOrg(context);
  const cases: [Record<string, unknown>, string, RegExp][] = [
    [{ LastName: 'x'.repeat(81) }, 'STRING_TOO_LONG', /^Last Name: data value too large: x{81} \(max length=80\)$/],
    [{ Email: 'ada@' }, 'INVALID_EMAIL_ADDRESS', /^Email: invalid email address: ada@$/],
    [
      { CleanStatus: 'Foo' },
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      /bad value for restricted picklist field: Foo$/,
    ],
    [{ OwnerId: 'me' }, 'MALFORMED_ID', /^Owner ID: id value of incorrect type: me$/],
    [{ OwnerId: '00QgL0000000001UAA' }, 'MALFORMED_ID', /incorrect type/],
    [{ OwnerId: '005gL000000000z' }, 'INVALID_CROSS_REFERENCE_KEY', /^invalid cross reference id$/],
    [{ NumberOfEmployees: 1e12 }, 'NUMBER_OUTSIDE_VALID_RANGE', /outside of valid range/],
  ];
  for (const [fields, errorCode, message] of cases) {
    const error = await refusal(org, { ...ADA, ...fields });
    assert.equal(error.errorCode, errorCode);
    assert.match(error.message, message);
    assert.deepEqual(error.fields, Object.keys(fields));
  }
  assert.equal(org.org.store.counts()['Lead']?.records, 0);
});

test('several bad values are reported in one answer', async (context) => {
  const org = await startTestOrg(context);
  const reply = await org.call('POST', `${DATA}/sobjects/Lead`, { Email: 'x', Company: 'y'.repeat(256) });
  const codes = (reply.body as { errorCode: string }[]).map((error) => error.errorCode);
  assert.deepEqual(codes, ['REQUIRED_FIELD_MISSING', 'INVALID_EMAIL_ADDRESS', 'STRING_TOO_LONG']);
});

test('unrestricted picklists keep unknown values and text is trimmed', async (context) => {
  const org = await startTestOrg(context);
  const body = { LastName: ' Rossi\n', Company: 'C', LeadSource: 'WhatsApp', Title: ' ', Status: null };
  const { id } = (await org.call('POST', `${DATA}/sobjects/Lead`, body)).body as { id: string };
  const lead = (await org.call('GET', `${DATA}/sobjects/Lead/${id}`)).body as Record<string, unknown>;
  assert.deepEqual([lead['LastName'], lead['LeadSource'], lead['Title']], ['Rossi', 'WhatsApp', null]);
  assert.equal(lead['Status'], 'Open - Not Contacted');
});

test('the wrong JSON type and broken JSON are parser errors with their place', async (context) => {
  const org = await startTestOrg(context);
  const error = await refusal(org, { Birthdate: 'domani', LastName: 'R' }, 'Contact');
  assert.equal(error.errorCode, 'JSON_PARSER_ERROR');
  assert.match(
    error.message,
    /^Cannot deserialize instance of date from VALUE_STRING value domani .* at \[line:1, column:\d+\]$/,
  );
  const wrong = [{ LastName: 5 }, { DoNotCall: 'forse' }, { NumberOfEmployees: 1.5 }, { Phone: {} }, { OwnerId: [] }];
  for (const body of [...wrong, { EmailBouncedDate: '2026-02-01' }]) {
    assert.equal((await refusal(org, { ...ADA, ...body })).errorCode, 'JSON_PARSER_ERROR');
  }
  const noSuchDay = await refusal(org, { LastName: 'R', Birthdate: '2026-02-30' }, 'Contact');
  assert.equal(noSuchDay.errorCode, 'JSON_PARSER_ERROR');
  for (const text of ['', '{"LastName":', '[]', '"x"', '{"a":1}}']) {
    assert.equal((await refusal(org, text)).errorCode, 'JSON_PARSER_ERROR', text);
  }
});

test('dates and times are kept in the form that responses use', async (context) => {
  const org = await startTestOrg(context);
  const body = { Subject: 'Richiamare', ActivityDate: '2026-12-24', ReminderDateTime: '2026-12-24T10:00:00+01:00' };
  const { id } = (await org.call('POST', `${DATA}/sobjects/Task`, body)).body as { id: string };
  const task = (await org.call('GET', `${DATA}/sobjects/Task/${id}`)).body as Record<string, unknown>;
  assert.equal(task['ActivityDate'], '2026-12-24');
  assert.equal(task['ReminderDateTime'], '2026-12-24T09:00:00.000+0000');
});

test('a value of the unique field that another record holds names that record', async (context) => {
  const org = await startTestOrg(context);
  const first = await org.call('POST', `${DATA}/sobjects/Lead`, { ...ADA, Rondine_Key__c: 'k1' });
  const { id } = first.body as { id: string };
  const message = `duplicate value found: Rondine_Key__c duplicates value on record with id: ${id}`;
  const error = await refusal(org, { ...ADA, Rondine_Key__c: 'k1' });
  assert.deepEqual([error.errorCode, error.message], ['DUPLICATE_VALUE', message]);
  const other = (await org.call('POST', `${DATA}/sobjects/Lead`, { ...ADA, Rondine_Key__c: 'k2' })).body as {
    id: string;
  };
  const update = await org.call('PATCH', `${DATA}/sobjects/Lead/${other.id}`, { Rondine_Key__c: 'k1' });
  assert.equal(errorOf(update).errorCode, 'DUPLICATE_VALUE');
  assert.equal((await org.call('PATCH', `${DATA}/sobjects/Lead/${id}`, { Rondine_Key__c: 'k1' })).status, 204);
  const longKey = await org.call('PATCH', `${DATA}/sobjects/Lead/Rondine_Key__c/${'k'.repeat(65)}`, ADA);
  assert.equal(errorOf(longKey).errorCode, 'STRING_TOO_LONG');
});

test('a body that is not JSON by its type is answered with 415', async (context) => {
  const org = await startTestOrg(context);
  const reply = await org.call('POST', `${DATA}/sobjects/Lead`, 'LastName=x', { 'Content-Type': 'text/plain' });
  assert.deepEqual([reply.status, errorOf(reply).errorCode], [415, 'UNSUPPORTED_MEDIA_TYPE']);
});
