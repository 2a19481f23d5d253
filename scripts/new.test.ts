import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { root } from './commands.ts';
import { PARTS, type Part } from './new-parts.ts';
import { createPart, NewPartError } from './new.ts';

const project = mkdtempSync(join(tmpdir(), 'rondine-new-'));
after(() => rmSync(project, { recursive: true, force: true }));
const FOLDERS = ['base', 'message', 'flow', 'net', 'channels', 'connectors', 'steps', 'simulator'];
for (const folder of [...FOLDERS.map((name) => `src/${name}`), 'test/conformance']) {
  cpSync(join(root, folder), join(project, folder), { recursive: true });
}
for (const file of ['package.json', 'tsconfig.json']) cpSync(join(root, file), join(project, file));
symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'));

const read = (path: string): string => readFileSync(join(project, path), 'utf8');
const run = (...args: string[]) => {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_TEST_CONTEXT'));
  return spawnSync(process.execPath, args, { cwd: project, encoding: 'utf8', env });
};
/** Names that a part could have; the paths of its files hold only its id. */
const NAMES = (id: string, constant: string) => ({ id, constant, type: constant, title: constant });
const CASES: readonly [Part, string, string][] = [
  ['channel', 'carrier-pigeon', 'carrierPigeon'],
  ['connector', 'card-index', 'cardIndex'],
  ['step', 'whistle', 'whistle'],
];

for (const [part, id, constant] of CASES) {
  const { folder, lists } = PARTS[part];

  test(`a new ${part} has its files and its line in the index`, () => {
    const written = createPart(project, part, id);
    assert.ok(written.includes(`${folder}/${id}/${id}.test.ts`) && lists.every((list) => written.includes(list)));
    for (const path of written) assert.ok(existsSync(join(project, path)), path);
    for (const list of lists) {
      assert.match(read(list), new RegExp(`import \\{ ${constant} \\} from './${id}/${id}\\.ts';\\n`));
      assert.match(read(list), new RegExp(`, ${constant} ?[\\]}][;.]`));
    }
    assert.equal(written.includes(`${folder}/${id}/README.md`), part !== 'step');
  });

  test(`the suites of a new ${part} run and fail until the ${part} is written`, () => {
    const suites = Object.keys(PARTS[part].files(NAMES(id, constant))).filter((path) => path.endsWith('.test.ts'));
    for (const suite of suites) {
      const { stdout, status } = run('--test', '--test-reporter=tap', suite);
      assert.equal(status, 1, suite);
      assert.match(stdout, /^# pass [1-9]/m, suite);
      assert.match(stdout, /^# fail [1-9]/m, suite);
    }
  });

  test(`a taken id of a ${part} is refused and nothing is changed`, () => {
    const before = lists.map(read);
    assert.throws(() => createPart(project, part, id), { name: 'NewPartError', message: /already.*Choose another id/ });
    assert.deepEqual(lists.map(read), before);
  });
}

test('what was begun compiles', () => {
  const config = JSON.parse(read('tsconfig.json')) as object;
  const include = CASES.flatMap(([part, id, constant]) => Object.keys(PARTS[part].files(NAMES(id, constant))));
  include.push(...Object.values(PARTS).flatMap(({ lists }) => lists));
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ ...config, include }));
  const { stdout, status } = run(join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json');
  assert.equal(status, 0, stdout);
});

test('an id that no file or constant could have is refused', () => {
  for (const id of ['', 'Pigeon', '1st', '../up', 'a--b', 'a_b', '-a', 'a-', 'x'.repeat(41)]) {
    assert.throws(() => createPart(project, 'channel', id), {
      name: 'NewPartError',
      message: /cannot be an id\. Use small/,
    });
  }
  assert.throws(() => createPart(project, 'step', 'switch'), /word of JavaScript/);
});

test('an index of another form is left alone, and no folder is made', () => {
  const list = join(project, 'src/steps/index.ts');
  const before = readFileSync(list, 'utf8');
  writeFileSync(list, 'export const steps = load();\n');
  assert.throws(() => createPart(project, 'step', 'hum'), NewPartError);
  assert.equal(existsSync(join(project, 'src/steps/hum')), false);
  writeFileSync(list, before);
});
