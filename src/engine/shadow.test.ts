import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { id } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Operation } from '../connectors/connector.ts';
import type { EffectRecord } from '../store/records.ts';
import { sampleOf } from './sample.ts';
import { createShadow } from './shadow.ts';

const find: Operation = {
  title: 'Find',
  description: 'Finds.',
  input: Type.Object({ name: Type.String() }, { additionalProperties: false }),
  output: Type.Object({
    id: Type.String({ examples: ['003xx'] }),
    note: Type.Optional(Type.String()),
    count: Type.Integer({ minimum: 1 }),
    found: Type.Boolean(),
    rows: Type.Array(Type.String()),
    outcome: Type.Enum(['found', 'missing']),
  }),
  outcomes: ['found', 'missing'],
  repeat: () => 'safe',
  run: () => assert.fail('nothing goes out in shadow mode'),
};

const crm = id.connection('crm');
const shadow = createShadow({
  connections: {
    get: (key) => ({
      record: { key, kind: 'connector', type: 'test', config: {}, state: 'working', shadow: key === crm },
      config: {},
      generation: 0,
    }),
  },
  connectors: {
    test: { id: 'test', title: 'Test', config: Type.Object({}), operations: { find }, check: async () => [] },
  },
});

const effect = (request: EffectRecord['request']): EffectRecord => ({
  key: id.effect(id.run('r1'), 0),
  run: id.run('r1'),
  lane: id.lane('l'),
  connection: crm,
  request,
  state: 'pending',
  attempts: 0,
  nextAt: 0,
  at: 0,
});
const call = (input: JsonObject, operation = 'find') =>
  shadow.pretend(effect({ kind: 'call', connection: 'crm', operation, input }));

test('a connection is in shadow mode where its record says so', () => {
  assert.equal(shadow.on(crm), true);
  assert.equal(shadow.on(id.connection('other')), false);
});

test('a send is taken, under an id that tells that it was not sent', () => {
  const sent = shadow.pretend(effect({ kind: 'send', content: { kind: 'text', text: 'Ciao' } }));
  assert.deepEqual(sent, { type: 'result', output: { id: 'shadow:r1#0' } });
});

test('a call gives what its form promises, with the first outcome', () => {
  assert.deepEqual(call({ name: 'Ada' }), {
    type: 'result',
    output: { id: '003xx', note: 'shadow note', count: 1, found: false, rows: [], outcome: 'found' },
  });
});

test('an input that does not fit, or an operation that is not there, is refused as it would be', () => {
  const misfit = call({ name: 1 });
  assert.ok(misfit.type === 'refusal' && misfit.failure.code === 'invalid');
  assert.deepEqual(misfit.failure.fields, ['name']);
  const unknown = call({}, 'nothing');
  assert.ok(unknown.type === 'refusal' && unknown.failure.code === 'unsupported');
});

test('a look finds nothing new and stays where it was; a file is not fetched', () => {
  const flow = { flow: id.flow('f'), trigger: 0 };
  const poll = {
    kind: 'poll' as const,
    connection: crm,
    poll: 'new',
    input: {},
    cursor: 7,
    ...flow,
  } satisfies EffectRecord['request'];
  assert.deepEqual(shadow.pretend(effect(poll)), { type: 'result', output: { items: [], cursor: 7 } });
  const content = { kind: 'media', media: 'image', file: { id: '1', mime: 'image/png' } } as const;
  assert.equal(shadow.pretend(effect({ kind: 'fetch', message: id.message('v/1'), content })).type, 'refusal');
});

test('a sample of a form that goes round comes to an end', () => {
  const properties: Record<string, JsonObject> = {
    any: {},
    either: { anyOf: [{ type: 'number' }, { type: 'string' }] },
  };
  const form: JsonObject = { type: 'object', properties };
  properties['child'] = form;
  const sample = sampleOf(form, 'output') as { either: number; any: null };
  assert.deepEqual([sample.either, sample.any], [0, null]);
  assert.ok(JSON.stringify(sample).length < 1000);
});
