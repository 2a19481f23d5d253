import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarizeProfile, type CpuProfile } from './cpu-profile.ts';

const ROOT = '/home/ada/rondine';
const frame = (functionName: string, url = '', lineNumber = -1) => ({ functionName, url, lineNumber });

/** Samples 100 µs apart: two in `write`, one in its file's other function, one in a package, one native, one idle. */
const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('write', `file://${ROOT}/src/store/writer.ts`, 9) },
    { id: 2, callFrame: frame('', `file://${ROOT}/src/store/writer.ts`, 19) },
    { id: 3, callFrame: frame('parse', `file://${ROOT}/node_modules/undici/lib/client.js`, 0) },
    { id: 4, callFrame: frame('(garbage collector)') },
    { id: 5, callFrame: frame('(idle)') },
    // The same function, called from elsewhere.
    { id: 6, callFrame: frame('write', `file://${ROOT}/src/store/writer.ts`, 9) },
    { id: 7, callFrame: frame('onread', 'node:internal/stream', 4) },
  ],
  startTime: 1000,
  samples: [1, 2, 3, 4, 5, 6, 7],
  timeDeltas: [0, 100, 100, 100, 100, 100, 100],
};

test('self times of one function are added up wherever it is called from, idle time aside', () => {
  const { functions, micros, idleMicros } = summarizeProfile(profile, ROOT);
  assert.deepEqual(functions[0], { name: 'write', file: 'src/store/writer.ts', line: 10, micros: 200 });
  assert.equal(micros, 500);
  assert.equal(idleMicros, 100);
});

test('functions are grouped by file, packages and native work named as such', () => {
  const { files } = summarizeProfile(profile, ROOT);
  assert.deepEqual(
    files.map(({ file, micros, functions }) => [file, micros, functions.map(({ name }) => name)]),
    [
      ['src/store/writer.ts', 300, ['write', '(anonymous)']],
      ['undici/lib/client.js', 100, ['parse']],
      ['(native)', 100, ['(garbage collector)']],
    ],
  );
});

test('with a window only samples within it count', () => {
  const { functions } = summarizeProfile(profile, ROOT, { from: 1100, to: 1300 });
  assert.deepEqual(
    functions.map(({ name, micros }) => [name, micros]),
    [
      ['(anonymous)', 100],
      ['parse', 100],
    ],
  );
});

test('a sample that was written out of order takes no time away', () => {
  const { micros } = summarizeProfile({ ...profile, samples: [1, 1, 1], timeDeltas: [0, 100, -20] }, ROOT);
  assert.equal(micros, 100);
});
