import assert from 'node:assert/strict';
import { it } from 'node:test';
import { actsOf } from './past-run.ts';

it('does again what a customer did, with the time between, and nothing of what the business said', () => {
  const acts = actsOf([
    { direction: 'in', at: 0, content: { kind: 'text', text: 'Ciao' } },
    { direction: 'out', at: 1000, content: { kind: 'text', text: 'Quale?' } },
    { direction: 'in', at: 5000, content: { kind: 'choice', id: 'a', title: 'Guasto' } },
    { direction: 'in', at: 3_605_000, content: { kind: 'text', text: 'Ancora io' } },
  ]);
  assert.deepEqual(acts, [
    { kind: 'say', text: 'Ciao' },
    { kind: 'tap', title: 'Guasto' },
    { kind: 'wait', ms: 3_600_000 },
    { kind: 'say', text: 'Ancora io' },
  ]);
});
