import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../base/ids.ts';
import { testFlow } from '../engine/testing/test-world.ts';
import type { Flow } from '../flow/flow.ts';
import type { Trigger } from '../flow/trigger.ts';
import { webhookAt, webhookConflicts } from './webhook-paths.ts';

const flow = (name: string, ...triggers: Trigger[]): Flow => ({
  ...testFlow({}),
  id: id.flow(name),
  version: 1,
  triggers,
});
const hook = (path: string, ...methods: ('GET' | 'POST')[]): Trigger => ({
  type: 'webhook',
  path,
  ...(methods.length > 0 ? { methods } : {}),
});

void test('of several flows with a path the first by id is called, with all its triggers there', () => {
  const flows = [
    flow('b', hook('order')),
    flow('a', { type: 'message' }, hook('order', 'GET'), hook('order', 'POST'), hook('other')),
    flow('c', hook('order')),
  ];
  const place = webhookAt(flows, 'order');
  assert.equal(place?.flow.id, 'a');
  assert.deepEqual(
    place.triggers.map(({ methods }) => methods),
    [['GET'], ['POST']],
  );
  assert.equal(webhookAt(flows, 'orders'), undefined);
});

void test('a path that several flows ask for is a conflict, one that a flow asks for twice is none', () => {
  const flows = [flow('b', hook('x'), hook('y')), flow('a', hook('x')), flow('c', hook('z'), hook('z', 'GET'))];
  assert.deepEqual(webhookConflicts(flows), [{ path: 'x', flows: ['a', 'b'] }]);
  assert.deepEqual(webhookConflicts([]), []);
});
