import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { JsonValue } from '../../base/json.ts';
import { steps } from '../../steps/index.ts';
import { parseFlowFile } from '../flow-file.ts';
import type { Catalog } from '../validate/catalog.ts';
import { validate } from '../validate/validate.ts';
import { FORMAT, migrateFile, type Migration } from './migrate.ts';

const samples = join(import.meta.dirname, 'samples');
const sample = (name: string) => readFileSync(join(samples, name), 'utf8');

const catalog: Catalog = {
  types: { steps, channels: {} },
  connections: { whatsapp: { channel: 'phone' }, crm: { connector: 'records' } },
  operations: { records: { create: { input: { type: 'object' }, output: { type: 'object' } } } },
};

test('there is a sample of every format', () => {
  const names = Array.from({ length: FORMAT }, (_, at) => `${at + 1}.json`);
  assert.deepEqual(readdirSync(samples), names);
});

for (const name of readdirSync(samples))
  test(`the sample ${name} still loads and can be published`, () => {
    const parsed = parseFlowFile(sample(name));
    assert.ok('file' in parsed, JSON.stringify(parsed));
    assert.equal(parsed.file.rondine, FORMAT);
    const errors = validate({ ...parsed.file.flow, version: 0 }, catalog).filter(
      ({ severity }) => severity === 'error',
    );
    assert.deepEqual(errors, []);
  });

test('a file of the present format comes back as it is', () => {
  const file = JSON.parse(sample(`${FORMAT}.json`)) as JsonValue;
  assert.deepEqual(migrateFile(file), { file });
});

/** Two changes of the format that never were: a new name for a member, and a list in place of one word. */
const made: readonly Migration[] = [
  ({ flow, ...rest }) => ({ ...rest, document: flow }),
  ({ document, ...rest }) => ({ ...rest, documents: [document ?? null] }),
];

test('an older file takes every step up to the present format, in order', () => {
  const latest = { file: { rondine: 3, documents: ['x'], layout: {} } };
  assert.deepEqual(migrateFile({ rondine: 1, flow: 'x', layout: {} }, made), latest);
  assert.deepEqual(migrateFile({ rondine: 2, document: 'x', layout: {} }, made), latest);
  assert.deepEqual(migrateFile(latest.file, made), latest);
});

const REFUSED: readonly [value: JsonValue, message: RegExp][] = [
  [[], /^This is no flow file/],
  [{ flow: {} }, /^This is no flow file/],
  [{ rondine: '1' }, /^The file says "rondine": "1", which is no format/],
  [{ rondine: 0 }, /which is no format/],
  [{ rondine: 1.5 }, /which is no format/],
  [{ rondine: 4 }, /^The file is of format 4; this Rondine reads formats up to 3/],
];

for (const [value, message] of REFUSED)
  test(`${JSON.stringify(value)} is refused`, () => {
    const result = migrateFile(value, made);
    assert.ok('diagnostics' in result);
    const [only, ...others] = result.diagnostics;
    assert.deepEqual([only?.code, others], ['unknown_format', []]);
    assert.match(only?.message ?? '', message);
  });
