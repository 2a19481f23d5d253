import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDiagnostic, formatPath } from './diagnostic.ts';

test('a path is written as people write it', () => {
  assert.equal(formatPath(['flow', 'steps', 'ask', 'cases', 0, 'when']), 'flow.steps.ask.cases[0].when');
  assert.equal(formatPath([0, 'a']), '[0].a');
  assert.equal(formatPath([]), '');
});

test('a diagnostic says where, what and the cure', () => {
  const diagnostic = {
    code: 'x',
    severity: 'error',
    path: ['flow'],
    message: 'It is wrong.',
    fix: 'Correct it.',
  } as const;
  assert.equal(formatDiagnostic(diagnostic), 'error x at flow: It is wrong.\n  fix: Correct it.');
  assert.equal(formatDiagnostic({ ...diagnostic, path: [] }), 'error x: It is wrong.\n  fix: Correct it.');
});
