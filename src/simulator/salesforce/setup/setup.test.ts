import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorOf, startTestOrg, type TestOrg } from '../test-org.ts';
import type { SetupDeed } from './deeds.ts';

const DATA = '/services/data/v68.0';
const LEAD = `${DATA}/sobjects/Lead`;
const ADA = { LastName: 'Rossi', Company: 'C' };

type Field = { name: string; nillable: boolean; updateable: boolean; length: number; label: string } & {
  controllerName: string | null;
  picklistValues: { value: string; validFor: string | null }[];
};

async function fieldOf(org: TestOrg, name: string, object = 'Lead'): Promise<Field | undefined> {
  const { fields } = (await org.call('GET', `${DATA}/sobjects/${object}/describe`)).body as { fields: Field[] };
  return fields.find((field) => field.name === name);
}

async function create(org: TestOrg, fields: object, headers?: Record<string, string>): Promise<string> {
  const reply = await org.call('POST', LEAD, { ...ADA, ...fields }, headers);
  return reply.status === 201 ? (reply.body as { id: string }).id : errorOf(reply).errorCode;
}

test('an admin adds fields that are described, checked, unique and a key of upserts', async (context) => {
  const field = { deed: 'custom-field', object: 'Lead' } as const;
  const org = await startTestOrg(context, {
    setup: [
      { ...field, name: 'Codice__c', length: 5, unique: true, externalId: true, label: 'Codice' },
      { ...field, name: 'Livello__c', values: ['Oro', 'Argento'], restricted: true },
      { ...field, name: 'Canale__c', required: true },
    ],
  });
  assert.equal((await fieldOf(org, 'Codice__c'))?.length, 5);
  assert.equal(await create(org, {}), 'REQUIRED_FIELD_MISSING');
  assert.equal(await create(org, { Canale__c: 'sms', Codice__c: '123456' }), 'STRING_TOO_LONG');
  assert.equal(await create(org, { Canale__c: 'sms', Livello__c: 'Ferro' }), 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
  const key = `${LEAD}/Codice__c/ab1`;
  assert.equal((await org.call('PATCH', key, { ...ADA, Canale__c: 'sms' })).status, 201);
  assert.equal((await org.call('PATCH', key, { Canale__c: 'web' })).status, 200);
  assert.equal(await create(org, { Canale__c: 'sms', Codice__c: 'AB1' }), 'DUPLICATE_VALUE');
});

test('field-level security hides a field from the API or makes it read-only', async (context) => {
  const org = await startTestOrg(context);
  const id = await create(org, { Title: 'Ing.', Website: 'https://x.it' });
  await setUp(org, { deed: 'change-field', object: 'Lead', field: 'Title', access: 'hidden' });
  await setUp(org, { deed: 'change-field', object: 'Lead', field: 'Website', access: 'read-only' });
  assert.equal(await fieldOf(org, 'Title'), undefined);
  assert.equal((await fieldOf(org, 'Website'))?.updateable, false);
  assert.equal(await create(org, { Title: 'x' }), 'INVALID_FIELD');
  assert.equal(await create(org, { Website: 'x' }), 'INVALID_FIELD_FOR_INSERT_UPDATE');
  const query = await org.call('GET', `${DATA}/query?q=SELECT+Title+FROM+Lead`);
  assert.equal(errorOf(query).errorCode, 'INVALID_FIELD');
  const read = (await org.call('GET', `${LEAD}/${id}`)).body as Record<string, unknown>;
  assert.deepEqual(['Title' in read, read['Website']], [false, 'https://x.it']);
  await setUp(org, { deed: 'change-field', object: 'Lead', field: 'Title', access: 'full' });
  assert.equal(((await org.call('GET', `${LEAD}/${id}`)).body as { Title: string }).Title, 'Ing.');
});

async function setUp(org: TestOrg, deed: SetupDeed): Promise<void> {
  const reply = await org.call('POST', '/_control/setup', deed);
  assert.equal(reply.status, 200, reply.text);
}

test('a change of the metadata is seen by a client that asks whether there was one', async (context) => {
  const org = await startTestOrg(context);
  const path = `${DATA}/sobjects/Lead/describe`;
  const modified = (await org.call('GET', path)).headers.get('last-modified') ?? '';
  const again = () => org.call('GET', path, undefined, { 'If-Modified-Since': modified });
  assert.equal((await again()).status, 304);
  await setUp(org, { deed: 'remove-field', object: 'Lead', field: 'Rondine_Key__c' });
  assert.equal((await again()).status, 200);
  assert.equal((await org.call('PATCH', `${LEAD}/Rondine_Key__c/k`, ADA)).status, 404);
});

test('a dependent picklist names its controller and what goes with which value', async (context) => {
  const org = await startTestOrg(context, {
    setup: [
      { deed: 'custom-field', object: 'Case', name: 'Area__c', values: ['Luce', 'Gas', 'Acqua'] },
      {
        deed: 'custom-field',
        object: 'Case',
        name: 'Guasto__c',
        controllerName: 'Area__c',
        values: [
          { value: 'Perdita', validFor: ['Gas', 'Acqua'] },
          { value: 'Buio', validFor: ['Luce'] },
        ],
      },
    ],
  });
  const field = await fieldOf(org, 'Guasto__c', 'Case');
  assert.equal(field?.controllerName, 'Area__c');
  const bits = field?.picklistValues.map(({ validFor }) => Buffer.from(validFor ?? '', 'base64')[0]);
  assert.deepEqual(bits, [0b0110_0000, 0b1000_0000]);
});

test('record types have their own choices, may be out of reach, and one is the default', async (context) => {
  const type = { deed: 'record-type', object: 'Lead' } as const;
  const org = await startTestOrg(context, {
    setup: [
      { deed: 'change-field', object: 'Lead', field: 'LeadSource', restricted: true },
      { ...type, developerName: 'Privato', isDefault: true, values: { LeadSource: ['Web'] } },
      { ...type, developerName: 'Segreto', available: false },
    ],
  });
  const found = await org.call(
    'GET',
    `${DATA}/query?q=SELECT+Id,DeveloperName+FROM+RecordType+WHERE+SobjectType='Lead'`,
  );
  const { records } = found.body as { records: { Id: string; DeveloperName: string }[] };
  const idOf = (name: string): string => records.find(({ DeveloperName }) => DeveloperName === name)?.Id ?? '';
  const id = await create(org, { LeadSource: 'Web' });
  const read = (await org.call('GET', `${LEAD}/${id}`)).body as { RecordTypeId: string };
  assert.equal(read.RecordTypeId, idOf('Privato'));
  assert.equal(await create(org, { LeadSource: 'Other' }), 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
  assert.match(await create(org, { LeadSource: 'Other', RecordTypeId: idOf('Azienda') }), /^00Q/);
  assert.equal(await create(org, { RecordTypeId: idOf('Segreto') }), 'INVALID_CROSS_REFERENCE_KEY');
  const values = await org.call('GET', `${DATA}/ui-api/object-info/Lead/picklist-values/${idOf('Privato')}/LeadSource`);
  assert.deepEqual(
    (values.body as { values: { value: string }[] }).values.map(({ value }) => value),
    ['Web'],
  );
  const all = await org.call('GET', `${DATA}/ui-api/object-info/Lead/picklist-values/012000000000000AAA`);
  const { picklistFieldValues } = all.body as { picklistFieldValues: Record<string, { values: unknown[] }> };
  assert.equal(picklistFieldValues['LeadSource']?.values.length, 5);
});

test('a validation rule refuses with the words of the admin', async (context) => {
  const org = await startTestOrg(context, {
    setup: [
      {
        deed: 'validation-rule',
        object: 'Lead',
        when: {
          all: [
            { field: 'Phone', is: 'empty' },
            { field: 'Email', is: 'empty' },
          ],
        },
        message: 'Indicare un telefono o una email',
        field: 'Phone',
      },
      { deed: 'validation-rule', object: 'Lead', when: { field: 'City', is: 'equal', value: 'roma' }, message: 'No' },
    ],
  });
  const reply = await org.call('POST', LEAD, ADA);
  const errorCode = 'FIELD_CUSTOM_VALIDATION_EXCEPTION';
  assert.deepEqual(errorOf(reply), { message: 'Indicare un telefono o una email', errorCode, fields: ['Phone'] });
  const id = await create(org, { Phone: '1' });
  const update = await org.call('PATCH', `${LEAD}/${id}`, { City: 'Roma' });
  assert.deepEqual(errorOf(update), { message: 'No', errorCode, fields: [] });
});

test('a duplicate rule alerts or blocks, across objects and ways to write a number', async (context) => {
  const org = await startTestOrg(context, {
    setup: [
      { deed: 'duplicate-rule', object: 'Lead', match: ['Email', 'MobilePhone'], action: 'alert', name: 'Doppioni' },
      { deed: 'duplicate-rule', object: 'Contact', match: ['Email'], action: 'block', against: ['Lead'] },
    ],
  });
  const id = await create(org, { Email: 'ada@x.it', MobilePhone: '+39 333 123 4567' });
  const reply = await org.call('POST', LEAD, { ...ADA, MobilePhone: '3331234567' });
  const [error] = reply.body as { errorCode: string; message: string; duplicateResut: DuplicateResult }[];
  assert.deepEqual([reply.status, error?.errorCode], [400, 'DUPLICATES_DETECTED']);
  assert.deepEqual([error?.duplicateResut.allowSave, error?.duplicateResut.duplicateRule], [true, 'Doppioni']);
  assert.equal(error?.duplicateResut.matchResults[0]?.matchRecords[0]?.record.Id, id);
  const allowed = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' };
  assert.match(await create(org, { Email: 'ADA@x.it' }, allowed), /^00Q/);
  await setUp(org, { deed: 'org', duplicateMember: 'duplicateResult' });
  const contact = await org.call('POST', `${DATA}/sobjects/Contact`, { LastName: 'R', Email: 'ada@x.it' }, allowed);
  const blocked = (contact.body as { duplicateResult: DuplicateResult }[])[0]?.duplicateResult;
  assert.deepEqual([contact.status, blocked?.allowSave, blocked?.matchResults[0]?.size], [400, false, 2]);
  const many = { records: [{ attributes: { type: 'Lead' }, ...ADA, Email: 'ada@x.it' }] };
  const result = (await org.call('POST', `${DATA}/composite/sobjects`, many)).body as { errors: object[] }[];
  assert.ok('duplicateResult' in (result[0]?.errors[0] ?? {}));
});

type DuplicateResult = {
  allowSave: boolean;
  duplicateRule: string;
  matchResults: { size: number; matchRecords: { record: { Id: string } }[] }[];
};

test('assignment rules choose the owner unless the call says otherwise', async (context) => {
  const org = await startTestOrg(context, {
    setup: [
      {
        deed: 'assignment-rule',
        object: 'Lead',
        entries: [
          { when: { field: 'City', is: 'equal', value: 'Milano' }, owner: 'marco.esposito' },
          { owner: 'Lead_da_assegnare' },
        ],
      },
    ],
  });
  const owner = async (fields: object, assign?: string): Promise<unknown> => {
    const id = await create(org, fields, assign === undefined ? undefined : { 'Sforce-Auto-Assign': assign });
    const query = await org.call('GET', `${DATA}/query?q=SELECT+Owner.Name+FROM+Lead+WHERE+Id='${id}'`);
    return (query.body as { records: { Owner: { Name: string } }[] }).records[0]?.Owner.Name;
  };
  assert.equal(await owner({ City: 'Milano' }), 'Marco Esposito');
  assert.equal(await owner({ OwnerId: org.org.userId }), 'Lead da assegnare');
  assert.equal(await owner({}, 'FALSE'), 'Integrazione Rondine');
  const rules = await org.call('GET', `${DATA}/query?q=SELECT+Id+FROM+AssignmentRule+WHERE+Active=true`);
  const { Id } = (rules.body as { records: { Id: string }[] }).records[0] ?? { Id: '' };
  assert.equal(await owner({}, Id), 'Lead da assegnare');
});

test('writes that share a parent lock each other out while they last', async (context) => {
  const org = await startTestOrg(context, { setup: [{ deed: 'org', parentLockMs: 40 }] });
  const account = (await org.call('POST', `${DATA}/sobjects/Account`, { Name: 'A' })).body as { id: string };
  const child = () => org.call('POST', `${DATA}/sobjects/Contact`, { LastName: 'R', AccountId: account.id });
  const statuses = (await Promise.all([child(), child()])).map((reply) => reply.status);
  assert.deepEqual(statuses.toSorted(), [201, 400]);
  assert.equal((await child()).status, 201);
});

test('an org may have very many fields, person accounts, objects of its own, or no room left', async (context) => {
  const org = await startTestOrg(context, {
    setup: [
      { deed: 'many-fields', object: 'Case', count: 800 },
      { deed: 'person-accounts' },
      { deed: 'custom-object', name: 'Contratto__c' },
      { deed: 'custom-field', object: 'Contratto__c', name: 'Cliente__c', type: 'reference', referenceTo: 'Account' },
    ],
  });
  assert.equal((await fieldOf(org, 'Campo_800__c', 'Case'))?.label, 'Campo 800');
  assert.equal((await fieldOf(org, 'Company'))?.nillable, true);
  const person = { LastName: 'Rossi', FirstName: 'Ada', PersonEmail: 'ada@x.it' };
  const { id } = (await org.call('POST', `${DATA}/sobjects/Account`, person)).body as { id: string };
  const account = (await org.call('GET', `${DATA}/sobjects/Account/${id}`)).body as Record<string, unknown>;
  assert.deepEqual([account['Name'], account['IsPersonAccount']], ['Ada Rossi', true]);
  assert.match(String(account['PersonContactId']), /^003/);
  const made = await org.call('POST', `${DATA}/sobjects/Contratto__c`, { Name: 'C1', Cliente__c: id });
  assert.match((made.body as { id: string }).id, /^a00/);
  const query = await org.call('GET', `${DATA}/query?q=SELECT+Cliente__r.Name+FROM+Contratto__c`);
  assert.match(query.text, /"Cliente__r":\{.*"Name":"Ada Rossi"/);
  await setUp(org, { deed: 'org', storageFull: true });
  assert.equal(await create(org, {}), 'STORAGE_LIMIT_EXCEEDED');
});

test('what an admin asks for wrongly is answered with what is allowed, and a reset takes all back', async (context) => {
  const org = await startTestOrg(context);
  const refusal = async (deed: unknown): Promise<string> => (await org.call('POST', '/_control/setup', deed)).text;
  const two = [
    { deed: 'custom-object', name: 'Visita__c' },
    { deed: 'custom-field', object: 'Visita__c', name: 'Giorno__c', type: 'date' },
  ];
  assert.equal(await refusal(two), '{"done":2}');
  assert.match(await refusal({ deed: 'nope' }), /one of custom-field, change-field/);
  assert.match(await refusal({ deed: 'custom-field', object: 'Lead' }), /needs \\"name\\"/);
  assert.match(await refusal({ deed: 'many-fields', object: 'Nope', count: 1 }), /no object \\"Nope\\"/);
  assert.match(await refusal({ deed: 'change-field', object: 'Lead', field: 'X' }), /Lead has no field \\"X\\"/);
  await setUp(org, { deed: 'change-field', object: 'Lead', field: 'Phone', required: true });
  assert.equal(await create(org, {}), 'REQUIRED_FIELD_MISSING');
  await org.call('POST', '/_control/reset');
  await org.signIn();
  assert.match(await create(org, {}), /^00Q/);
});
