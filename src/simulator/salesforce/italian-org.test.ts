import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorOf, startTestOrg } from './test-org.ts';

const DATA = '/services/data/v68.0';

test('an Italian org has Italian values, knows what they mean, and takes labels from the language', async (context) => {
  const org = await startTestOrg(context, { language: 'it' });
  const { id } = (await org.call('POST', `${DATA}/sobjects/Case`, { Subject: 'x', Origin: 'Telefono' })).body as {
    id: string;
  };
  const read = async () => (await org.call('GET', `${DATA}/sobjects/Case/${id}`)).body as Record<string, unknown>;
  assert.deepEqual([(await read())['Status'], (await read())['Priority']], ['Nuovo', 'Media']);
  await org.call('PATCH', `${DATA}/sobjects/Case/${id}`, { Status: 'Chiuso' });
  assert.equal((await read())['IsClosed'], true);
  const { fields } = (await org.call('GET', `${DATA}/sobjects/Case/describe`)).body as {
    fields: { name: string; label: string; picklistValues: { value: string; label: string }[] }[];
  };
  const origin = fields.find(({ name }) => name === 'Origin');
  assert.deepEqual([origin?.label, origin?.picklistValues[0]?.value], ['Origine caso', 'Telefono']);
  assert.equal(origin?.picklistValues[0]?.label, 'Telefono');
});

test('an Italian org refuses in Italian with the same codes', async (context) => {
  const org = await startTestOrg(context, { language: 'it' });
  const refusal = async (fields: object) => errorOf(await org.call('POST', `${DATA}/sobjects/Lead`, fields));
  const missing = await refusal({ Company: 'C' });
  assert.deepEqual(missing, {
    message: 'Campi obbligatori mancanti: [LastName]',
    errorCode: 'REQUIRED_FIELD_MISSING',
    fields: ['LastName'],
  });
  const long = await refusal({ Company: 'C', LastName: 'x'.repeat(81) });
  assert.match(long.message, /^Cognome: valore dei dati troppo grande: x+ \(lunghezza massima=80\)$/);
  const email = await refusal({ Company: 'C', LastName: 'R', Email: 'x' });
  assert.deepEqual([email.errorCode, email.message.endsWith('non valido: x')], ['INVALID_EMAIL_ADDRESS', true]);
  const key = { Company: 'C', LastName: 'R', Rondine_Key__c: 'k' };
  const { id } = (await org.call('POST', `${DATA}/sobjects/Lead`, key)).body as { id: string };
  assert.deepEqual(await refusal(key), {
    message: `valore duplicato trovato: Rondine_Key__c duplica il valore nel record con ID: ${id}`,
    errorCode: 'DUPLICATE_VALUE',
    fields: [],
  });
});
