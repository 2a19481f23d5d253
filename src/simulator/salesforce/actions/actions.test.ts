import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorOf, startTestOrg } from '../test-org.ts';

const DATA = '/services/data/v68.0';
const FLOW = `${DATA}/actions/custom/flow`;

type Invoked = { isSuccess: boolean; outputValues: Record<string, unknown> | null; errors: { statusCode: string }[] };

test('a flow of the org is listed, described and invoked', async (context) => {
  const org = await startTestOrg(context, {
    setup: [
      {
        deed: 'action',
        name: 'Prenota',
        label: 'Prenota una visita',
        inputs: [{ name: 'giorno', required: true }, { name: 'nota' }],
        outputs: { codice: 'P-{giorno}', posti: 3 },
      },
      { deed: 'action', name: 'Rotto', error: 'An unhandled fault has occurred in this flow' },
    ],
  });
  const list = (await org.call('GET', FLOW)).body as { actions: { name: string; url: string }[] };
  assert.deepEqual(
    list.actions.map(({ name }) => name),
    ['Prenota', 'Rotto'],
  );
  const described = (await org.call('GET', list.actions[0]?.url ?? '')).body as {
    inputs: { name: string; required: boolean }[];
    outputs: { name: string; type: string }[];
  };
  assert.deepEqual(
    described.inputs.map(({ name, required }) => [name, required]),
    [
      ['giorno', true],
      ['nota', false],
    ],
  );
  assert.deepEqual(described.outputs[1], { label: 'posti', maxOccurs: 1, name: 'posti', type: 'NUMBER' });
  const done = await org.call('POST', `${FLOW}/Prenota`, { inputs: [{ giorno: 'lunedì' }] });
  const [first] = done.body as Invoked[];
  assert.deepEqual(
    [done.status, first?.outputValues?.['codice'], first?.outputValues?.['posti']],
    [200, 'P-lunedì', 3],
  );
  const missing = await org.call('POST', `${FLOW}/Prenota`, { inputs: [{}, { giorno: 'x', altro: 1 }] });
  const codes = (missing.body as Invoked[]).map(({ errors }) => errors[0]?.statusCode);
  assert.deepEqual([missing.status, codes], [400, ['REQUIRED_FIELD_MISSING', 'INVALID_INPUT']]);
  const broken = (await org.call('POST', `${FLOW}/Rotto`, { inputs: [{}] })).body as Invoked[];
  assert.equal(broken[0]?.errors[0]?.statusCode, 'CANNOT_EXECUTE_FLOW_TRIGGER');
  assert.equal((await org.call('POST', `${FLOW}/Nessuno`, { inputs: [{}] })).status, 404);
});

test('the standard action that sends mail is there', async (context) => {
  const org = await startTestOrg(context);
  assert.match((await org.call('GET', `${DATA}/actions`)).text, /"standard":/);
  assert.match((await org.call('GET', `${DATA}/actions/standard`)).text, /emailSimple/);
  assert.match((await org.call('GET', `${DATA}/actions/standard/emailSimple`)).text, /emailAddresses/);
  const mail = { emailAddresses: 'a@b.it', emailSubject: 'x', emailBody: 'y' };
  const sent = await org.call('POST', `${DATA}/actions/standard/emailSimple`, { inputs: [mail] });
  assert.equal((sent.body as Invoked[])[0]?.isSuccess, true);
});

test('a field is made by the tooling API where the user may customize, hidden until it is granted', async (context) => {
  const org = await startTestOrg(context);
  const Metadata = { type: 'Text', label: 'Chiave', length: 64, externalId: true, unique: true, caseSensitive: true };
  const make = () =>
    org.call('POST', `${DATA}/tooling/sobjects/CustomField`, { FullName: 'Account.Chiave__c', Metadata });
  assert.equal(errorOf(await make()).errorCode, 'INSUFFICIENT_ACCESS');
  await org.call('POST', '/_control/setup', { deed: 'org', mayCustomize: true });
  assert.equal((await make()).status, 201);
  assert.equal(errorOf(await make()).errorCode, 'DUPLICATE_DEVELOPER_NAME');
  const key = `${DATA}/sobjects/Account/Chiave__c/k1`;
  assert.equal((await org.call('PATCH', key, { Name: 'A' })).status, 404);
  await org.call('POST', '/_control/setup', {
    deed: 'change-field',
    object: 'Account',
    field: 'Chiave__c',
    access: 'full',
  });
  assert.equal((await org.call('PATCH', key, { Name: 'A' })).status, 201);
});
