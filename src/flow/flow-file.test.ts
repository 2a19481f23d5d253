import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { steps } from '../steps/index.ts';
import { flowFileSchema } from './flow-schema.ts';
import { flowIdentity, formatFlowFile, MAX_FILE_LENGTH, parseFlowFile } from './flow-file.ts';
import type { FlowFile } from './flow.ts';
import { findJsonFault } from './json-place.ts';

const file = {
  rondine: 1,
  flow: {
    id: 'lead',
    name: 'Lead',
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [{ type: 'message', keywords: ['info'] }],
    start: 'ask',
    steps: {
      ask: { type: 'ask', params: { text: 'Come ti chiami?', saveAs: 'name' }, next: { answered: 'end' } },
      branch: {
        type: 'branch',
        title: 'Chi?',
        params: {
          cases: [{ id: 'ada', when: { all: [{ left: '{{ vars.name }}', operator: 'equals', right: 'Ada' }] } }],
        },
        next: {},
      },
      end: { type: 'end', params: {}, next: {} },
    },
  },
  layout: { end: { x: 1, y: 2 } },
} as unknown as FlowFile;

/** A change of the file at a path; undefined removes. */
function changed(path: string, value: unknown): string {
  const copy = structuredClone(file) as unknown as Record<string, unknown>;
  const names = path.split('.');
  let at = copy;
  for (const name of names.slice(0, -1)) at = at[name] as Record<string, unknown>;
  at[names.at(-1) ?? ''] = value;
  return JSON.stringify(copy);
}

function faults(text: string): string[] {
  const parsed = parseFlowFile(text);
  return 'diagnostics' in parsed
    ? parsed.diagnostics.map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`)
    : [];
}

test('a flow file is written and read back', () => {
  const text = formatFlowFile(file);
  assert.deepEqual(parseFlowFile(text), { file });
  assert.deepEqual(parseFlowFile(`\uFEFF${text}`), { file });
  const { layout: _layout, ...bare } = file;
  assert.deepEqual(parseFlowFile(JSON.stringify(bare)), { file: bare });
});

test('members are written in one order, whatever order they came in', () => {
  const text = formatFlowFile(file);
  const shuffled = JSON.parse(JSON.stringify(file, Object.keys(flat(file)).toReversed())) as FlowFile;
  assert.equal(formatFlowFile(shuffled), text);
  assert.deepEqual(
    [...text.matchAll(/^ {4}"(\w+)"/gm)].map((match) => match[1]),
    ['id', 'name', 'language', 'settings', 'triggers', 'start', 'steps', 'end'],
  );
  assert.ok(text.endsWith('}\n'));
});

test('flows that mean the same have one identity', () => {
  const { flow } = file;
  assert.equal(flowIdentity({ ...flow, version: 3 }), flowIdentity(flow));
  assert.notEqual(flowIdentity({ ...flow, name: 'Other' }), flowIdentity(flow));
});

const SYNTAX: readonly [text: string, fault: string][] = [
  ['', 'line 1, column 1: the text ends too early'],
  ['{\n  "a": 1,\n}', 'line 3, column 1: a name in double quotes is missing here'],
  ['{"a" 1}', 'line 1, column 6: a colon is missing after the name'],
  ['{"a": }', 'line 1, column 7: a value is missing or misspelt here'],
  ['{"a": 1 "b": 2}', 'line 1, column 9: a comma or } is missing here'],
  ['[1 2]', 'line 1, column 4: a comma or ] is missing here'],
  ['[1,]', 'line 1, column 4: a value is missing or misspelt here'],
  ['{"a": "b\nc"}', 'line 1, column 7: this text in quotes does not end, or holds a line break or a stray \\'],
  ['{"a": 1} x', 'line 1, column 10: there is more text after the end'],
  ['{"a": 1', 'line 1, column 8: the text ends too early'],
  ['{"a": 1, "a": 2}', 'line 1, column 10: the name "a" is there twice'],
  ['{"__proto__": 1}', 'line 1, column 2: the name "__proto__" is not allowed'],
  ['{"a": 01}', 'line 1, column 8: a comma or } is missing here'],
  ['{"a": tru}', 'line 1, column 7: a value is missing or misspelt here'],
  [`${'['.repeat(100)}${']'.repeat(100)}`, 'line 1, column 65: it is nested too deeply'],
];

for (const [text, fault] of SYNTAX)
  test(`${JSON.stringify(text.slice(0, 20))} is wrong at ${fault.slice(0, 24)}`, () => {
    assert.deepEqual(faults(text), [`not_json : At ${fault}.`]);
  });

test('sound JSON has no fault', () => {
  for (const text of ['{}', '[]', ' {"a":[1,-2.5e+3,true,false,null,"\\u00e0\\n",{}],"b":{"c":[[]]}} ', '"x"', '0']) {
    assert.equal(findJsonFault(text, 10), undefined, text);
    JSON.parse(text);
  }
});

test('a file that is too long is refused before it is read', () => {
  assert.match(faults(' '.repeat(MAX_FILE_LENGTH + 1)).join(''), /^too_large/);
});

const FORMS: readonly [text: string, fault: RegExp][] = [
  ['[]', /^unknown_format : This is no flow file/],
  ['{"flow": {}}', /^unknown_format/],
  [changed('rondine', 2), /^unknown_format : The file is of format 2/],
  [changed('flow', undefined), /^bad_shape flow: The flow is missing/],
  [changed('extra', 1), /^bad_shape extra: A flow file has no "extra"/],
  [changed('layout', []), /^bad_shape layout: /],
  [changed('flow.start', undefined), /^bad_shape flow: This lacks: start\./],
  [changed('flow.name', ''), /^bad_shape flow\.name: This must not be empty/],
  [changed('flow.colour', 'red'), /^bad_shape flow: Nothing here is called: colour\./],
  [changed('flow.language', 1), /^bad_shape flow\.language: This must be a text\./],
  [changed('flow.settings.country', 'Italia'), /^bad_shape flow\.settings\.country: This is not written as it must be/],
  [changed('flow.triggers', [{ type: 'mail' }]), /^bad_shape flow\.triggers\.0\.type: "type" must be one of: message/],
  [changed('flow.steps.end', { type: 'end', params: {} }), /^bad_shape flow\.steps\.end: This lacks: next\./],
  [changed('flow.steps.ask.params', []), /^bad_shape flow\.steps\.ask\.params: This must be an object\./],
  [
    changed('flow.steps.ask.next', { answered: 1 }),
    /^bad_shape flow\.steps\.ask\.next\.answered: This must be a text\./,
  ],
  [changed('flow.steps._x', { type: 'end', params: {}, next: {} }), /^bad_shape flow\.steps/],
];

for (const [text, fault] of FORMS)
  test(`a file of the wrong form is told: ${String(fault).slice(2, 60)}`, () => {
    const found = faults(text);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0] ?? '', fault);
  });

test('the published schema takes flow files and refuses what validation refuses', () => {
  const check = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(
    flowFileSchema({ steps }),
  );
  assert.equal(check(file), true, JSON.stringify(check.errors));
  assert.equal(check(JSON.parse(changed('flow.steps.ask.type', 'aks'))), false);
  assert.equal(check(JSON.parse(changed('flow.steps.ask.params', { text: 1, saveAs: 'x' }))), false);
  assert.equal(
    check(JSON.parse(changed('flow.steps.branch.params.cases.0.when', { left: 1, operator: 'sounds' }))),
    false,
  );
  assert.equal(check(JSON.parse(changed('flow.id', 'not an id'))), false);
});

/** All member names of a value, as an object. */
function flat(value: unknown): Record<string, true> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.assign(
    {},
    ...Object.entries(value).map(([name, member]) => ({ [name]: true, ...flat(member) })),
  ) as Record<string, true>;
}
