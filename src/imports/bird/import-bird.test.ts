import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JsonObject } from '../../base/json.ts';
import { importBird } from './import-bird.ts';

function imported(file: JsonObject) {
  const result = importBird(file);
  assert.ok('file' in result, JSON.stringify(result));
  return result;
}

const modern = (step: JsonObject, trigger: JsonObject = {}) =>
  imported({ name: 'One', trigger, definition: { startAt: 'one', steps: { one: step } } });
const endpoint = (operation: string, parameters: JsonObject) =>
  modern({ type: `mrn:v1:x:endpoints:${operation}:1.0.0`, parameters });
const paramsOf = (done: ReturnType<typeof imported>) => done.file.flow.steps[done.file.flow.start]?.params;

const STEPS: readonly [operation: string, parameters: JsonObject, params: JsonObject][] = [
  [
    'updateFeedItem',
    { payload: { agentId: 'eva' } },
    { connection: 'rondine', operation: 'assign', input: { assignee: 'eva' }, saveAs: 'one' },
  ],
  [
    'createChannelMessage',
    { payload: { template: { name: 'hello', locale: 'it', variables: { first: '{{contact.name}}' } } } },
    { template: { name: 'hello', language: 'it', parameters: ['{{ contact.name }}'], names: ['first'] } },
  ],
  [
    'createChannelMessage',
    {
      payload: { body: { type: 'image', image: { images: [{ mediaUrl: 'https://a.example/i.png' }], text: 'Ecco' } } },
    },
    { media: { kind: 'image', url: 'https://a.example/i.png' }, text: 'Ecco' },
  ],
  ['waitForConversationMessage', { duration: 'PT2H' }, { timeout: 'PT2H', saveAs: 'one' }],
  [
    'storeValue',
    { database: 'd', key: 'k', value: '{{contact.id}}' },
    {
      connection: 'rondine',
      operation: 'storeValue',
      input: { store: 'd', name: 'k', value: '{{ contact.id }}' },
      saveAs: 'one',
    },
  ],
  [
    'retrieveValue',
    { key: 'k' },
    { connection: 'rondine', operation: 'retrieveValue', input: { store: 'default', name: 'k' }, saveAs: 'one' },
  ],
  [
    'deleteValue',
    { key: 'k' },
    { connection: 'rondine', operation: 'deleteValue', input: { store: 'default', name: 'k' }, saveAs: 'one' },
  ],
  [
    'removeTags',
    { tags: ['vip'] },
    { connection: 'rondine', operation: 'updateContact', input: { removeTags: ['vip'] }, saveAs: 'one' },
  ],
  ['transferToTeam', { queue: 'sales' }, { queue: 'sales' }],
];

for (const [operation, parameters, params] of STEPS)
  test(`${operation} of ${Object.keys(parameters).join()} becomes its step`, () =>
    assert.deepEqual(paramsOf(endpoint(operation, parameters)), params));

const TRIGGERS: readonly [trigger: JsonObject, type: string][] = [
  [{ type: 'message', data: { event: 'new message received' } }, 'message'],
  [{ type: 'message', data: { event: 'delivery failed' } }, 'status'],
  [{ type: 'http' }, 'webhook'],
  [{ type: 'voice' }, 'manual'],
  [{ type: 'journey-contact', data: { event: 'contact-added-to-group', groupId: 'g' } }, 'contact'],
  [{ type: 'feed-item', data: { event: 'closed' } }, 'conversation'],
];

for (const [trigger, type] of TRIGGERS)
  test(`the trigger ${JSON.stringify(trigger)} becomes ${type}`, () =>
    assert.equal(modern({ type: 'terminate' }, trigger).file.flow.triggers[0]?.type, type));

test('names are read where they stand here, and others as variables that nobody writes', () => {
  const text =
    '{{context.conversation.id}} {{contact.attributes.city}} {{trigger.payload.message.id}} {{odd["a b"]}} {{contact.name|default:"x"|shout}} {{run.id}}';
  const params = paramsOf(endpoint('createComment', { payload: { body: { text: { text } } } }));
  assert.deepEqual(params?.['input'], {
    text: '{{ conversation.id }} {{ contact.fields.city }} {{ message.id }} {{ vars.odd["a b"] }} {{ contact.name | default: "x" }} {{ run.id }}',
  });
});

test('what publishing would refuse is taken out of use, and the report says so', () => {
  const conditionals = [{ variable: '{{contact.name}}', regex: '(?=x)', next: 'one' }];
  const done = modern({ type: 'conditional', conditionals });
  assert.deepEqual(paramsOf(done)?.['cases'], [{ id: 'case', when: { any: [] } }]);
  assert.equal(done.report.counts.approximated, 1);
});

test('a key that only its form tells is taken out of the flow', () => {
  const key = `Zq8${'xK3vB9mQ2'.repeat(5)}`;
  const done = endpoint('createComment', { payload: { body: { text: { text: `use ${key} here` } } } });
  assert.ok(!JSON.stringify(done).includes(key));
  assert.ok(!JSON.stringify(endpoint('somethingElse', { note: key })).includes(key));
});
