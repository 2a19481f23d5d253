import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startTestOrg } from './test-org.ts';

const DATA = '/services/data/v68.0';
/** The members of a field in describe, as the API documents them. */
const FIELD_MEMBERS = `aggregatable aiPredictionField autoNumber byteLength calculated calculatedFormula cascadeDelete
  caseSensitive compoundFieldName controllerName createable custom defaultValue defaultValueFormula defaultedOnCreate
  dependentPicklist deprecatedAndHidden digits displayLocationInDecimal encrypted externalId extraTypeInfo filterable
  filteredLookupInfo formulaTreatNullNumberAsZero groupable highScaleNumber htmlFormatted idLookup inlineHelpText label
  length mask maskType name nameField namePointing nillable permissionable picklistValues polymorphicForeignKey precision
  queryByDistance referenceTargetField referenceTo relationshipName relationshipOrder restrictedDelete
  restrictedPicklist scale searchPrefilterable soapType sortable type unique updateable writeRequiresMasterRead`.split(
  /\s+/,
);

type Choice = { value: string; label: string; defaultValue: boolean; active: boolean };
type Described = {
  name: string;
  keyPrefix: string;
  fields: ({ name: string; label: string; picklistValues: Choice[] } & Record<string, unknown>)[];
  recordTypeInfos: { developerName: string; master: boolean; recordTypeId: string }[];
};

test('describe shows every documented member of every field', async (context) => {
  const org = await startTestOrg(context);
  const lead = (await org.call('GET', `${DATA}/sobjects/lead/describe`)).body as Described;
  assert.deepEqual([lead.name, lead.keyPrefix], ['Lead', '00Q']);
  for (const field of lead.fields) assert.deepEqual(Object.keys(field).toSorted(), FIELD_MEMBERS, field.name);
  const mandatory = lead.fields.filter(
    (field) => field['createable'] && !field['nillable'] && !field['defaultedOnCreate'] && field['type'] !== 'boolean',
  );
  assert.deepEqual(
    mandatory.map((field) => field.name),
    ['LastName', 'Company'],
  );
});

test('lead, case and contact have the unique, case-sensitive key field', async (context) => {
  const org = await startTestOrg(context);
  for (const object of ['Lead', 'Case', 'Contact']) {
    const { fields } = (await org.call('GET', `${DATA}/sobjects/${object}/describe`)).body as Described;
    const key = fields.find((field) => field.name === 'Rondine_Key__c');
    assert.deepEqual(
      [key?.['type'], key?.['length'], key?.['externalId'], key?.['unique'], key?.['caseSensitive'], key?.['nillable']],
      ['string', 64, true, true, true, true],
    );
  }
});

test('labels follow the language of the call, values that of the org', async (context) => {
  const org = await startTestOrg(context);
  const label = async (language?: string) => {
    const headers: Record<string, string> = language === undefined ? {} : { 'Accept-Language': language };
    const lead = (await org.call('GET', `${DATA}/sobjects/Lead/describe`, undefined, headers)).body as Described;
    const status = lead.fields.find((field) => field.name === 'Status');
    return [status?.label, status?.picklistValues[0]?.label, status?.picklistValues[0]?.value];
  };
  assert.deepEqual(await label('it'), ['Stato lead', 'Aperto - Non contattato', 'Open - Not Contacted']);
  assert.deepEqual(await label(), ['Status', 'Open - Not Contacted', 'Open - Not Contacted']);
});

test('describe is not sent again to a client that has it', async (context) => {
  const org = await startTestOrg(context);
  const path = `${DATA}/sobjects/Case/describe`;
  const modified = (await org.call('GET', path)).headers.get('last-modified') ?? '';
  const again = await org.call('GET', path, undefined, { 'If-Modified-Since': modified });
  assert.deepEqual([again.status, again.text], [304, '']);
  const earlier = new Date(Date.parse(modified) - 1000).toUTCString();
  assert.equal((await org.call('GET', path, undefined, { 'If-Modified-Since': earlier })).status, 200);
});

test('record types are named and the master comes with them', async (context) => {
  const org = await startTestOrg(context);
  const { recordTypeInfos } = (await org.call('GET', `${DATA}/sobjects/Case/describe`)).body as Described;
  assert.deepEqual(
    recordTypeInfos.map((type) => [type.developerName, type.master]),
    [
      ['Reclamo', false],
      ['Master', true],
    ],
  );
  assert.equal(recordTypeInfos[1]?.recordTypeId, '012000000000000AAA');
});

test('versions need no session and the newest comes last', async (context) => {
  const org = await startTestOrg(context);
  const versions = await org.call('GET', '/services/data', undefined, { Authorization: '' });
  const list = versions.body as { label: string; url: string; version: string }[];
  assert.deepEqual(list.at(-1), { label: "Winter '27", url: '/services/data/v68.0', version: '68.0' });
  assert.deepEqual(list.at(-3)?.label, "Spring '26");
  assert.equal(list[0]?.version, '31.0');
  assert.equal(versions.headers.has('sforce-limit-info'), false);
  assert.equal((await org.call('GET', DATA, undefined, { Authorization: '' })).status, 401);
});

test('the lists of resources, objects and limits are there', async (context) => {
  const org = await startTestOrg(context);
  assert.match((await org.call('GET', DATA)).text, /"sobjects":"\/services\/data\/v68\.0\/sobjects"/);
  const { sobjects } = (await org.call('GET', `${DATA}/sobjects`)).body as { sobjects: { name: string }[] };
  assert.equal(sobjects.length, 20);
  const brief = (await org.call('GET', `${DATA}/sobjects/Case`)).body as { objectDescribe: { labelPlural: string } };
  assert.equal(brief.objectDescribe.labelPlural, 'Cases');
  const limits = (await org.call('GET', `${DATA}/limits`)).body as Record<string, { Max: number; Remaining: number }>;
  assert.equal(limits['DailyApiRequests']?.Remaining, (limits['DailyApiRequests']?.Max ?? 0) - 4);
});
