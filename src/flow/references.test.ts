import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Type } from 'typebox';
import { steps } from '../steps/index.ts';
import { field } from './field.ts';
import type { Flow } from './flow.ts';
import type { Trigger } from './trigger.ts';
import { namesOf } from './references.ts';
import type { StepType } from './step-type.ts';

const about = { title: 'T', description: 'D.', examples: [] };
const visit: StepType = {
  type: 'visit',
  title: 'Visit',
  description: 'Names all there is.',
  params: Type.Object({ calendar: field.calendar(about), flow: field.flow(about), text: field.text(about) }),
  outcomes: () => [],
  troubles: [],
  pauses: false,
  enter: () => ({ then: 'finish', status: 'completed' }),
};
const types = { steps: { ...steps, visit } };

function flowOf(params: readonly object[], triggers: readonly Trigger[] = []): Flow {
  const all = params.map((each, at) => [`s${at}`, { type: 'visit', params: {}, next: {}, ...each }]);
  return { triggers, steps: Object.fromEntries(all) } as unknown as Flow;
}

const NOTHING = { calendars: [], settings: [], secrets: [], flows: [], connections: [], resumeUrl: false };

test('a flow without names names nothing', () => {
  assert.deepEqual(namesOf(flowOf([{ type: 'end' }], [{ type: 'manual' }]), types), NOTHING);
});

test('fields name calendars, flows and connections, each once', () => {
  const call = { type: 'call', params: { connection: 'crm', operation: 'create' } };
  const flow = flowOf([{ params: { calendar: 'office', flow: 'other' } }, call, call]);
  const names = { ...NOTHING, calendars: ['office'], flows: ['other'], connections: ['crm'] };
  assert.deepEqual(namesOf(flow, types), names);
});

test('templates name settings, secrets and the address for calls from outside', () => {
  const text = { it: '{{ settings.brand.name }} {{ run.resumeUrl }}', en: '{{ "x" | append: secrets.key }}' };
  const flow = flowOf([{ params: { text } }, { type: 'send', params: { text: '{{ settings.phone }} {{ run.id }}' } }]);
  assert.deepEqual(namesOf(flow, types), {
    ...NOTHING,
    settings: ['brand', 'phone'],
    secrets: ['key'],
    resumeUrl: true,
  });
});

test('triggers name connections, flows and secrets', () => {
  const to = { connection: 'whatsapp', address: '{{ input.phone }}' };
  const flow = flowOf(
    [],
    [
      { type: 'message', connections: ['phone'] },
      { type: 'message' },
      { type: 'webhook', path: 'orders', auth: { kind: 'bearer', secret: 'shop' }, to },
      { type: 'webhook', path: 'open' },
      { type: 'connection', connection: 'crm', poll: 'changed', every: 'PT1M' },
      { type: 'flow', after: 'first' as Flow['id'] },
      { type: 'flow' },
    ],
  );
  assert.deepEqual(namesOf(flow, types), {
    ...NOTHING,
    secrets: ['shop'],
    flows: ['first'],
    connections: ['phone', 'whatsapp', 'crm'],
  });
});

test('a step of an unknown type and a computed name count for nothing', () => {
  const flow = flowOf([
    { type: 'gone', params: { connection: 'crm' } },
    { params: { text: '{{ settings[vars.x] }}' } },
  ]);
  assert.deepEqual(namesOf(flow, types), NOTHING);
});

test('the names of one flow object are worked out once', () => {
  const flow = flowOf([{ type: 'end' }]);
  assert.equal(namesOf(flow, types), namesOf(flow, types));
});
