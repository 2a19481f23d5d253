import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { formatFlowFile, parseFlowFile } from '../flow/flow-file.ts';
import { holdsAlways } from '../flow/testing/fuzz.contract.ts';
import { findingsOf } from './bird/settle.ts';
import { importFile } from './import-file.ts';
import type { Imported } from './report.ts';
import { ACTIONS, LEGACY, MODERN } from './testing/bird-files.contract.ts';

const FILES = [LEGACY, MODERN, ACTIONS];

/** Words that mean something to the importer, where they do not belong. */
const words = fc.constantFrom<JsonValue>(
  '',
  '{{',
  '}}',
  '{% raw %}',
  '{{a.b[0]|default:"x"}}',
  '{{steps.x.event.y}}',
  '{{ constructor }}',
  '__proto__x',
  'constructor',
  'else',
  'end',
  'switch',
  'goto',
  'httpRequest',
  'terminate',
  'PT0S',
  'P99999Y',
  'token_1',
  'if_1',
  '/services/data/v1/sobjects/Lead',
  'https://a.b/services/data/v1/query?q=%zz',
  '{"a":{{b}}}',
  0,
  -1,
  true,
  null,
  [],
  {},
  [[]],
  ['a'],
  { a: [{}] },
);
const mutation = fc.record({
  at: fc.nat(),
  value: fc.oneof(words, words, fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>),
  kind: fc.constantFrom('replace', 'remove', 'add'),
});

/** A copy in which one value is replaced, removed, or has another beside it. */
function mutate(file: JsonValue, { at, value, kind }: { at: number; value: JsonValue; kind: string }): JsonValue {
  const holders: (JsonValue[] | Record<string, JsonValue>)[] = [];
  const copy = structuredClone(file);
  const walk = (part: JsonValue): void => {
    if (typeof part !== 'object' || part === null) return;
    holders.push(part as JsonValue[]);
    for (const each of Object.values(part)) walk(each as JsonValue);
  };
  walk(copy);
  const holder = holders[at % holders.length];
  if (!holder) return value;
  const keys = Object.keys(holder);
  const key = keys[Math.floor(at / holders.length) % Math.max(1, keys.length)];
  const target = holder as Record<string, JsonValue>;
  if (kind === 'add')
    target[typeof value === 'string' && !Array.isArray(holder) && value !== '' ? value : String(keys.length)] = value;
  else if (key !== undefined && kind === 'replace') target[key] = value;
  else if (key !== undefined && !Array.isArray(holder)) delete target[key];
  return copy;
}

/** Either it is refused with words, or it can be read back and lacks nothing but connections. */
function assertSound(result: Imported): void {
  if ('diagnostics' in result) return assert.ok(result.diagnostics.length > 0);
  const parsed = parseFlowFile(formatFlowFile(result.file));
  assert.ok('file' in parsed);
  const errors = findingsOf(parsed.file.flow).filter(
    ({ severity, code }) => severity === 'error' && code !== 'unknown_connection',
  );
  assert.deepEqual(errors, []);
}

const changed = fc.tuple(fc.constantFrom<JsonValue>(...FILES), fc.array(mutation, { minLength: 1, maxLength: 6 }));

holdsAlways('a file that was changed anywhere is imported or refused, and what comes out is sound', changed, {
  cases: 150,
  holds: ([file, mutations]) => assertSound(importFile(JSON.stringify(mutations.reduce(mutate, file)))),
});

const cut = fc.tuple(fc.constantFrom(...FILES), fc.nat(), fc.string({ maxLength: 5 })).map(([file, at, put]) => {
  const text = JSON.stringify(file);
  return text.slice(0, at % text.length) + put + text.slice((at % text.length) + put.length);
});

holdsAlways('any text is imported or refused', fc.oneof(cut, fc.json(), fc.string()), {
  cases: 150,
  holds: (text) => assertSound(importFile(text)),
});

const planted = fc.tuple(fc.constantFrom<JsonValue>(...FILES), fc.nat());

holdsAlways('a member that nobody knows is told, wherever it stands', planted, {
  cases: 100,
  holds: ([file, at]) => {
    const objects: Record<string, JsonValue>[] = [];
    const copy = structuredClone(file) as JsonObject;
    const walk = (part: JsonValue | undefined): void => {
      if (isObject(part)) objects.push(part as Record<string, JsonValue>);
      if (typeof part === 'object' && part !== null) for (const each of Object.values(part)) walk(each);
    };
    walk(copy);
    const holder = objects[at % objects.length];
    if (holder) holder['zzMarker42'] = 'x';
    const result = importFile(JSON.stringify(copy));
    assert.ok('file' in result);
    assert.match(JSON.stringify(result), /zzMarker42/);
  },
});

test('strange files of full length take no longer than a person waits', () => {
  const request = {
    action: 'fetchVariables',
    options: { url: 'https://a.example/{{id}}', variableKeys: ['id'], headers: { 'X-Key': 'k-1' } },
  };
  let nested: JsonValue = [{ action: 'endFlow', options: {} }];
  for (let depth = 0; depth < 15; depth += 1)
    nested = [{ action: 'switch', options: { cases: [{ conditions: [], steps: nested }] } }];
  const chain = Array.from(
    { length: 8000 },
    (_, index) =>
      [
        `s${index}`,
        {
          type: 'httpRequest',
          parameters: { url: 'https://a.example/services/oauth2/token' },
          next: `s${(index + 1) % 8000}`,
        },
      ] as const,
  );
  const said = (body: string): JsonValue => ({
    trigger: 'x',
    steps: [{ action: 'fetchVariables', options: { url: 'https://a.example', method: 'POST', body } }],
  });
  const files: JsonValue[] = [
    said('{{'.repeat(400_000)),
    said('{{a}}'.repeat(200_000)),
    said(`"${'{{'.repeat(400_000)}`),
    said('Bearer '.repeat(100_000)),
    said('//a:b@'.repeat(100_000)),
    said('?token=a'.repeat(100_000)),
    said("'{{".repeat(200_000)),
    { trigger: 'x', steps: Array.from({ length: 1200 }, () => request) },
    { trigger: 'x', steps: nested },
    { definition: { startAt: 's0', steps: Object.fromEntries(chain) } },
  ];
  for (const [index, file] of files.entries()) {
    const begun = performance.now();
    assertSound(importFile(JSON.stringify(file)));
    const seconds = (performance.now() - begun) / 1000;
    assert.ok(seconds < 20, `file ${index} took ${seconds.toFixed(1)} s`);
  }
});
