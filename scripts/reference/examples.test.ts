// Every example that the reference shows of the language is true. Filters, diagnostics and our own operations hold
// their examples to tests beside them.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { FAILURE_CODES } from '../../src/base/failure.ts';
import type { JsonObject } from '../../src/base/json.ts';
import { checkSchema } from '../../src/base/schema.ts';
import { READERS } from '../../src/cli/transcript/readers.ts';
import { parseTranscripts } from '../../src/cli/transcript/transcript.ts';
import { readProject } from '../../src/cli/start/project.ts';
import { checkCalendar } from '../../src/flow/calendar/check-calendar.ts';
import { isOpen } from '../../src/flow/calendar/hours.ts';
import { evaluateCondition } from '../../src/flow/expression/condition.ts';
import { renderText } from '../../src/flow/expression/template.ts';
import { HANDLERS, TRIGGERS } from '../../src/flow/trigger-schema.ts';
import type { Catalog } from '../../src/flow/validate/catalog.ts';
import { EXAMPLE_CHANNELS, EXAMPLE_SURROUNDINGS, exampleFlow } from '../../src/flow/validate/examples.ts';
import { validate } from '../../src/flow/validate/validate.ts';
import { steps } from '../../src/steps/index.ts';
import { EXAMPLE_AT, play } from '../../src/steps/step.contract.ts';
import { hours, MOMENTS } from './calendar-example.ts';
import { FAILURE_EXAMPLES } from './failure-examples.ts';
import { HANDLER_EXAMPLES, RETRY_EXAMPLE, TRIGGER_EXAMPLES } from './flow-examples.ts';
import { PROJECT_EXAMPLE } from './project-example.ts';
import { STEP_EXAMPLES } from './step-examples.ts';
import { CONDITION_EXAMPLES, ROOT_EXAMPLES } from './template-examples.ts';
import { LINE_EXAMPLES } from './transcript-examples.ts';

const CLOCK = { at: EXAMPLE_AT, timeZone: 'Europe/Rome', country: 'IT', language: 'it' };
const CATALOG: Catalog = {
  ...EXAMPLE_SURROUNDINGS,
  flows: { ...EXAMPLE_SURROUNDINGS.flows, 'new-lead': { triggers: ['message'] } },
  secrets: ['shopKey'],
  types: { steps, channels: EXAMPLE_CHANNELS },
};

test('there is one example of each step type, and no other', () => {
  assert.deepEqual(Object.keys(STEP_EXAMPLES).sort(), Object.keys(steps).sort());
});

for (const [name, example] of Object.entries(STEP_EXAMPLES))
  test(`the example of ${name} goes as the reference tells`, () => {
    const type = steps[name];
    assert.ok(type);
    assert.deepEqual(checkSchema(type.params, example.params), []);
    assert.deepEqual(type.validate?.(example.params as never, []) ?? [], []);
    const { run } = play(type, example);
    const exit = run.at?.startsWith('exit:') ? run.at.slice('exit:'.length) : run.status;
    assert.equal(exit, example.outcome, run.failure?.message ?? name);
    assert.deepEqual(run.vars, { ...example.vars, ...example.writes });
  });

/** What the check finds in a flow with this example. */
const findings = (example: Parameters<typeof exampleFlow>[0]) => validate(exampleFlow(example), CATALOG);

for (const [name, { trigger }] of Object.entries(TRIGGER_EXAMPLES))
  test(`the trigger ${name} of the reference is sound`, () => assert.deepEqual(findings({ trigger }), []));

for (const [name, handler] of Object.entries(HANDLER_EXAMPLES))
  test(`the handler ${name} of the reference is sound`, () => assert.deepEqual(findings({ handler }), []));

test('every trigger and handler has an example', () => {
  assert.deepEqual(Object.keys(TRIGGER_EXAMPLES).sort(), Object.keys(TRIGGERS).sort());
  assert.deepEqual(Object.keys(HANDLER_EXAMPLES).sort(), Object.keys(HANDLERS).sort());
});

test('the retry policy of the reference is sound', () => {
  assert.deepEqual(findings({ step: RETRY_EXAMPLE }), []);
});

for (const [name, { template, scope, result }] of Object.entries(ROOT_EXAMPLES))
  test(`a template that reads ${name} gives what the reference says`, () =>
    assert.equal(renderText(template, scope, CLOCK), result));

for (const [operator, examples] of Object.entries(CONDITION_EXAMPLES))
  test(`${operator} holds for the first value of the reference and not for the second`, () =>
    assert.deepEqual(
      examples.map(({ condition, scope }) => evaluateCondition(condition, scope, CLOCK)),
      [true, false],
    ));

test('the calendar of the reference is sound and open when the reference says so', () => {
  assert.deepEqual(checkCalendar(hours as unknown as JsonObject, []), []);
  for (const { at, open, why } of MOMENTS) {
    const moment = Temporal.PlainDateTime.from(at).toZonedDateTime('Europe/Rome').epochMilliseconds;
    assert.equal(isOpen(hours, moment), open, why);
  }
});

/** What has to stand above a line before it means something. */
const BEFORE: Readonly<Record<string, string>> = {
  head: '',
  happens: '- customer: Ciao\n',
  expected: '- customer: Ciao\n- webhook: { path: a }\n',
};

for (const [name, example] of Object.entries(LINE_EXAMPLES))
  test(`the transcript lines "${name}" of the reference are read`, () => {
    const reader = READERS[name];
    assert.ok(reader, `There is no line "${name}" any more: take it out of the examples.`);
    const lines =
      example.in === 'head' ? `${example.lines}\n- customer: Ciao` : `${BEFORE[example.in]}${example.lines}`;
    assert.deepEqual('problems' in parseTranscripts(lines) ? parseTranscripts(lines) : [], []);
  });

test('each failure of the reference can be brought about in a transcript', () => {
  for (const code of FAILURE_CODES) {
    const read = parseTranscripts(`- customer: Ciao\n${FAILURE_EXAMPLES[code].transcript}`);
    assert.ok('transcripts' in read, code);
    const failing = read.transcripts[0]?.lines.at(-1);
    assert.ok(JSON.stringify(failing).includes(`"code":"${code}"`), code);
  }
});

test('the rondine.json of the reference loads with its variables set', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'rondine-reference-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const text = JSON.stringify(PROJECT_EXAMPLE);
  writeFileSync(join(folder, 'rondine.json'), text);
  mkdirSync(join(folder, 'flows'));
  const names = [...text.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => name!);
  const env = Object.fromEntries(names.map((name) => [name, `https://${name.toLowerCase()}.example`]));
  const { connections, facts, warnings } = await readProject(folder, env);
  assert.deepEqual(
    warnings.map(({ diagnostic }) => diagnostic.code),
    ['no_flows'],
  );
  assert.deepEqual(connections.map(({ key }) => String(key)).sort(), ['crm', 'phone', 'team']);
  assert.deepEqual([facts.staff, facts.alerts.waitingMs, Object.keys(facts.retention).length], ['team', 600_000, 3]);
});
