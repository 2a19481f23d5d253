import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../base/json.ts';
import { formatFlowFile, parseFlowFile } from '../flow/flow-file.ts';
import type { Step } from '../flow/flow.ts';
import { findingsOf } from './bird/settle.ts';
import { importFile } from './import-file.ts';
import type { Imported } from './report.ts';
import { ACTIONS, LEGACY, MODERN, SECRETS } from './testing/bird-files.contract.ts';

type Done = Extract<Imported, { report: unknown }>;

function imported(file: JsonObject): Done {
  const result = importFile(JSON.stringify(file));
  assert.ok('file' in result, JSON.stringify(result));
  return result;
}

const stepBy = ({ file, report }: Done, name: string): Step => {
  const part = report.steps.find(({ title, kind }) => title === name || kind === name);
  const step = file.flow.steps[part?.steps[0] ?? ('' as never)];
  assert.ok(step, `${name} became a step`);
  return step;
};
const partBy = ({ report }: Done, name: string) =>
  report.steps.find(({ title, kind }) => title === name || kind === name);
const inputOf = (step: Step) => step.params['input'] as JsonObject;

for (const [name, file] of Object.entries({ LEGACY, MODERN, ACTIONS })) {
  test(`${name}: the result can be read back, and misses nothing but connections`, () => {
    const done = imported(file);
    assert.ok('file' in parseFlowFile(formatFlowFile(done.file)));
    const errors = findingsOf(done.file.flow).filter(
      ({ severity, code }) => severity === 'error' && code !== 'unknown_connection',
    );
    assert.deepEqual(errors, []);
    const { exact, approximated, lost } = done.report.counts;
    assert.equal(exact + approximated + lost, done.report.steps.length);
  });

  test(`${name}: no secret is told, neither in the flow nor in the report`, () => {
    const text = JSON.stringify(imported(file));
    assert.deepEqual(
      SECRETS.filter((secret) => text.includes(secret)),
      [],
    );
    assert.ok(!findingsOf(imported(file).file.flow).some(({ code }) => code === 'plain_secret'));
  });
}

test('calls of Salesforce become its operations, and the token step goes into the connection', () => {
  const done = imported(LEGACY);
  assert.deepEqual(partBy(done, 'Get access token')?.steps, []);
  const lead = stepBy(done, 'Create Lead');
  assert.deepEqual(lead.params, {
    connection: 'salesforce',
    operation: 'create',
    input: {
      object: 'Lead',
      assignmentRule: 'none',
      fields: {
        LastName: '{{ contact.name | default: "cliente" }}',
        Phone: '{{ contact.phone }}',
        Company: 'Privato',
        NumberOfEmployees: '{{ vars.size }}',
      },
    },
    saveAs: 'lead',
  });
  assert.equal(stepBy(done, 'Update').params['operation'], 'update');
  assert.deepEqual(inputOf(stepBy(done, 'Upsert')), {
    object: 'Contact',
    externalIdField: 'Customer__c',
    externalId: '{{ vars.number }}',
    fields: { LastName: 'Rossi' },
  });
  assert.deepEqual(inputOf(stepBy(done, 'Find')), {
    soql: 'SELECT Id FROM Contact WHERE Phone=:value1 AND Name LIKE :value2 LIMIT 5',
    values: { value1: '{{ contact.phone }}', value2: '%{{ vars.number }}%' },
  });
  assert.deepEqual(inputOf(stepBy(done, 'Read')), {
    object: 'Case',
    id: '{{ vars.id }}',
    fields: ['Status', 'Subject'],
  });
  const org = done.needs.find((need) => need.name === 'salesforce');
  assert.deepEqual(org && 'config' in org && org.config, { loginUrl: 'https://acme.my.salesforce.com' });
  assert.match(partBy(done, 'Create Case')?.remarks.join() ?? '', /LastName \(write SuppliedName\)/);
});

test('what another part of the org is asked goes through a connection that signs in by itself', () => {
  const apex = stepBy(imported(LEGACY), 'Apex');
  assert.equal(apex.params['connection'], 'salesforceHttp');
  assert.deepEqual(inputOf(apex), {
    url: '/services/apexrest/score',
    method: 'POST',
    json: { x: 1 },
    map: { score: '$.score' },
  });
});

test('other requests become HTTP, with their secrets by name', () => {
  const shop = stepBy(imported(LEGACY), 'Shop');
  assert.deepEqual(shop.params, {
    connection: 'http',
    operation: 'fetchVariables',
    input: {
      url: 'https://shop.example/orders?api_key={{ secrets.apiKey }}&lang=it',
      method: 'POST',
      headers: { 'X-Api-Key': '{{ secrets.xApiKey }}', 'X-Order': '{{ vars.records.records[0].Id }}' },
      form: { name: '{{ contact.name }}', status: '{{ vars.case_2.record.Status }}', pwd: '{{ secrets.pwd }}' },
      map: { order: '$.order', id: '$.id' },
    },
    saveAs: 'answer_2',
  });
  assert.deepEqual(shop.retry, { attempts: 4 });
});

test('a variable that several steps give is kept in common', () => {
  const done = imported(LEGACY);
  const keep = done.file.flow.steps[partBy(done, 'Create Lead')?.steps[1] ?? ('' as never)];
  assert.deepEqual(keep?.params, { values: { id: '{{ vars.lead.id }}' } });
  assert.equal(
    stepBy(done, 'sendConversationMessage').params['text'],
    'Grazie {{ contact.name }}, {{ vars.id }} {{ vars.answer_2.values.order.total }}',
  );
});

test('a secret that only the token step read is not asked for', () => {
  const done = imported(LEGACY);
  assert.deepEqual(stepBy(done, 'setVariables').params, { values: { source: 'Chat', my_name: '{{ contact.name }}' } });
  assert.ok(!done.needs.some(({ name }) => name === 'clientSecret'));
});

test('what is not known becomes a note that keeps what it held', () => {
  const done = imported(LEGACY);
  const note = stepBy(done, 'verify');
  assert.equal(note.type, 'note');
  assert.match(String(note.params['text']), /"channel": "sms"/);
  assert.equal(partBy(done, 'verify')?.grade, 'lost');
  assert.deepEqual(stepBy(done, 'wait').params, { for: 'PT5M' });
  const places = done.report.leftOut.map(({ place }) => place.join('.'));
  for (const place of ['extra', 'published', 'options', 'steps.9.options.recipient'])
    assert.ok(places.includes(place), place);
});

test('steps of the newer format are tied as they were', () => {
  const done = imported(MODERN);
  const { flow, layout } = done.file;
  assert.equal(flow.start, 'case_1');
  assert.deepEqual(flow.steps['case_1' as never]?.next, { done: 'http_1', failed: 'http_1' });
  assert.deepEqual(inputOf(stepBy(done, 'Create the Case')), {
    object: 'Case',
    fields: { Subject: '{{ message.text }}', SuppliedName: '{{ contact.name | first_name | upcase }}' },
  });
  assert.deepEqual(layout, { steps: { case_1: { x: 40, y: 80 } } });
  assert.deepEqual(stepBy(done, 'addContactTags').params['input'], { addTags: ['vip'] });
  assert.equal(stepBy(done, 'goto').next['next'], 'hook_1');
  assert.deepEqual(stepBy(done, 'runSubflow').params, {
    flow: 'Ask-address',
    mode: 'call',
    input: { a: '{{ contact.name }}' },
    saveAs: 'sub_1',
  });
  assert.deepEqual(stepBy(done, 'terminate').params, { as: 'failed', message: 'No {{ contact.name }} E1' });
  assert.deepEqual(flow.triggers, [{ type: 'conversation', event: 'opened', connections: ['whatsapp'] }]);
});

test('conditions keep their order, and one that cannot be read is never taken', () => {
  const branch = stepBy(imported(MODERN), 'conditional');
  assert.deepEqual(
    (branch.params['cases'] as JsonObject[]).map(({ id, when }) => [id, when]),
    [
      ['Else', { left: '{{ vars.http_1.body.state }}', operator: 'equals', right: 'again' }],
      [
        'Bad',
        {
          any: [
            { left: '{{ vars.http_1.status }}', operator: 'atLeast', right: 400 },
            { left: '{{ contact.name }}', operator: 'isEmpty' },
          ],
        },
      ],
      ['Odd', { any: [] }],
    ],
  );
  assert.equal(branch.next['else'], 'send_1');
  assert.equal(branch.next['Odd'], 'end');
});

test('a way back that waits for nobody is counted', () => {
  const { file, report } = imported(MODERN);
  assert.ok(Object.values(file.flow.steps).some(({ type, next }) => type === 'goto' && next['next'] === 'http_1'));
  assert.match(report.remarks.join(), /counted/);
});

test('a contact that is looked up and not found is passed over', () => {
  const done = imported(MODERN);
  const [look, update] = partBy(done, 'createOrUpdateContactByIdentifier')?.steps ?? [];
  assert.deepEqual(done.file.flow.steps[look as never]?.next, { done: update, missing: 'jump_1' });
});

test('braces that are no template stand as plain text', () => {
  assert.equal(
    stepBy(imported(MODERN), 'createChannelMessage').params['text'],
    'Caso {{ vars.case_1.id }}: {% raw %}{{ {{ }}{% endraw %}',
  );
});

test('the actions of an AI employee are told apart by their names', () => {
  const { file, report } = imported(ACTIONS);
  assert.deepEqual(file.flow.triggers, [{ type: 'flow' }]);
  assert.equal(file.flow.settings.timeZone, 'Europe/Rome');
  assert.deepEqual(file.flow.steps['choose' as never]?.next, { a1: 'a1_http_1', a2: 'a2_http_1', else: 'end' });
  assert.match(report.leftOut.map(({ why }) => why).join(), /AI employee/);
});

test('our own files come as they are', () => {
  const own = formatFlowFile(imported(MODERN).file);
  const again = importFile(own);
  assert.ok('file' in again);
  assert.equal(formatFlowFile(again.file), own);
  assert.deepEqual(again.needs, []);
});

test('what is no flow is told, with what was expected', () => {
  for (const [text, code] of [
    ['{ "rondine": 1', 'not_json'],
    ['{"rondine":1,"flow":{}}', 'bad_shape'],
    ['[]', 'unknown_format'],
    ['{"steps":[1]}', 'unknown_format'],
  ] as const) {
    const result = importFile(text);
    assert.ok('diagnostics' in result);
    assert.equal(result.diagnostics[0]?.code, code, text);
  }
});
