import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDiagnostic } from '../../base/diagnostic.ts';
import { steps } from '../../steps/index.ts';
import { DIAGNOSTICS, type DiagnosticCode } from '../diagnose.ts';
import { parseFlowFile } from '../flow-file.ts';
import type { Catalog } from './catalog.ts';
import { EXAMPLE_CHANNELS, EXAMPLE_SURROUNDINGS, exampleFlow, EXAMPLES, exampleSnippet } from './examples.ts';
import { validate } from './validate.ts';

const catalog: Catalog = { ...EXAMPLE_SURROUNDINGS, types: { steps, channels: EXAMPLE_CHANNELS } };

function found(code: DiagnosticCode) {
  const whole = exampleFlow(EXAMPLES[code]);
  if (typeof whole !== 'string') return validate(whole, catalog);
  const parsed = parseFlowFile(whole);
  return 'diagnostics' in parsed ? parsed.diagnostics : [];
}

/** Codes that come along with a problem, because they are part of it. */
const ALONG: Readonly<Partial<Record<DiagnosticCode, readonly string[]>>> = {
  missing_start: ['unreachable_step'],
  open_exit: ['unreachable_step'],
  dead_end: ['endless_loop'],
  missing_step: ['unreachable_step'],
};

for (const [code, [severity, meaning]] of Object.entries(DIAGNOSTICS) as [DiagnosticCode, readonly string[]][])
  test(`the example of ${code} has that problem and no other`, () => {
    const problems = found(code);
    const [first] = problems.filter((problem) => problem.code === code);
    assert.ok(first, problems.map(formatDiagnostic).join('\n') || 'nothing is found');
    assert.equal(first.severity, severity);
    assert.match(first.message, /[.?]$/);
    assert.match(first.fix, /[.>}]$/);
    assert.match(meaning ?? '', /\.$/);
    const others = problems.filter((problem) => problem.code !== code && !ALONG[code]?.includes(problem.code));
    assert.deepEqual(others.map(formatDiagnostic), []);
  });

test('what stands around the examples is sound', () => {
  assert.deepEqual(validate(exampleFlow({ flow: {} }), catalog), []);
});

test('a snippet is the piece alone, and never long', () => {
  assert.equal(exampleSnippet({ file: 'x' }), 'x');
  assert.deepEqual(JSON.parse(exampleSnippet(EXAMPLES.bad_wait)), EXAMPLES.bad_wait);
  assert.deepEqual(JSON.parse(exampleSnippet(EXAMPLES.no_trigger)), { triggers: [] });
  for (const example of Object.values(EXAMPLES)) assert.ok(exampleSnippet(example).length <= 2000);
});
