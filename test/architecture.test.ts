// Holds the house to the table in ARCHITECTURE.md by reading import lines; needs no build and no plugin.
import assert from 'node:assert/strict';
import { globSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { test } from 'node:test';
import { filesOf, suites } from '../scripts/suites.ts';
import * as rules from './tools/house-rules.ts';
import { isTest, readModules, root, toModule, type Import, type Module } from './tools/modules.ts';
import { adapters, namingsIn } from './tools/naming.ts';

const product = readModules(['src/**/*.ts', 'web/**/*.{ts,tsx}']);
const everything = [...product, ...readModules(['{scripts,test,bench,examples}/**/*.ts'])];
const paths = new Set(everything.map(({ path }) => path));

/** Fails with every offence at once, so that one run shows the whole work. */
function assertNone(offences: readonly string[], rule: string): void {
  assert.equal(offences.length, 0, `${rule}\n  ${offences.join('\n  ')}`);
}

const inFolder = (folder: string) => (module: Module) => rules.houseOf(module.path) === folder;
const isPure = ({ path }: Module) => rules.PURE.includes(rules.houseOf(path)) && path.startsWith('src/');

function isAllowed(module: Module, { target, typeOnly }: Import): boolean {
  const from = rules.houseOf(module.path);
  const to = rules.houseOf(target!);
  if (from === to || rules.MAY_IMPORT_EVERYTHING.includes(from)) return true;
  const inTest = isTest(module.path);
  // Contract suites take what they test as a parameter; importing it would be a dependency in disguise.
  if (inTest && (to === 'simulator' || target!.startsWith('test/'))) return true;
  const entries = [...(rules.MAY_IMPORT[from] ?? []), ...(inTest ? (rules.TESTS_MAY_IMPORT[from] ?? []) : [])];
  return entries.some(
    (entry) => entry === to || `src/${entry}` === target || (entry === `types:${to}` && (typeOnly || inTest)),
  );
}

test('every import follows the table of who may import whom', () => {
  const offences = product.flatMap((module) =>
    module.imports
      .filter((entry) => entry.target !== undefined && !isAllowed(module, entry))
      .map(({ specifier, typeOnly }) => `${module.path} imports ${typeOnly ? 'a type of ' : ''}${specifier}`),
  );
  assertNone(offences, 'These imports are not in the table (test/tools/house-rules.ts):');
});

test('every folder of src is in the table', () => {
  const known = [...Object.keys(rules.MAY_IMPORT), ...rules.MAY_IMPORT_EVERYTHING];
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  assertNone(
    folders.map(({ name }) => name).filter((name) => !known.includes(name)),
    'These folders of src have no line in the table:',
  );
});

test('channels, connectors, steps and simulators know nothing of their siblings', () => {
  const kind = (path: string) => path.split('/').slice(1, 3);
  const offences = product.flatMap(({ path, imports }) => {
    const [folder, own] = kind(path);
    if (!path.startsWith('src/') || !rules.SIBLINGS.includes(folder!) || own!.includes('.')) return [];
    const shared = ['contract', 'testing', 'phone', 'providers'];
    return imports
      .filter(({ target }) => target?.startsWith(`src/${folder}/`) && !kind(target)[1]!.includes('.'))
      .filter(({ target }) => kind(target!)[1] !== own && !shared.includes(kind(target!)[1]!))
      .map(({ specifier }) => `${path} imports ${specifier}`);
  });
  assertNone(offences, 'Siblings share by a file of their common folder, not by each other:');
});

test('only tests, commands and the composition root use a simulator', () => {
  const offences = product
    .filter(({ path }) => !isTest(path) && !path.startsWith('src/simulator/'))
    .filter(({ path }) => !rules.MAY_IMPORT_EVERYTHING.includes(rules.houseOf(path)))
    .filter(({ imports }) => imports.some(({ target }) => target?.startsWith('src/simulator/')));
  assertNone(
    offences.map(({ path }) => path),
    'A simulator is a process of its own:',
  );
});

test('pure folders use only packages that do no input or output', () => {
  const offences = product.filter(isPure).flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => target === undefined && !isTest(path))
      .filter(({ specifier }) => !rules.PURE_PACKAGES.includes(specifier.replace(/^([^@/]+|@[^/]+\/[^/]+).*$/, '$1')))
      .map(({ specifier }) => `${path} imports ${specifier}`),
  );
  assertNone(offences, 'Not a package for a pure folder:');
});

test('pure folders read no clock, no chance and no locale of the machine', () => {
  const offences = product
    .filter((module) => isPure(module) && !isTest(module.path))
    .flatMap(({ path, code }) =>
      rules.IMPURE.flatMap(([pattern, why]) => {
        const found = code.match(pattern);
        const line = found ? code.slice(0, found.index).split('\n').length : 0;
        return found ? [`${path}:${line} ${found[0]} ${why}`] : [];
      }),
    );
  assertNone(offences, 'A pure folder gets time, chance and locale as parameters:');
});

test('shared code names no channel and no connector in a text of its own, and nothing after a channel', () => {
  const known = adapters();
  assertNone(
    product.flatMap((module) => namingsIn(module, known)),
    'Ask for a property (capabilities.window), never for a name:',
  );
});

test('a name that is planted in shared code is found', () => {
  const known = [...adapters(), { name: 'carrier-pigeon', home: 'src/channels/carrier-pigeon/' }];
  const planted = [
    "if (connection.type === 'whatsapp') return;",
    'const isWhatsApp = true;',
    'export function whatsappOnly(): void {}',
    'const options = { WHATSAPP_WINDOW: 1 };',
    'const seen = carrierPigeonSeen();',
    'log(`${whatsAppId} wrote`);',
    "const connector = find('salesforce');",
  ];
  for (const line of planted) {
    for (const path of ['src/engine/retry.ts', 'src/message/fit.ts', 'web/editor/pane.tsx', 'src/server/app.ts'])
      assert.equal(namingsIn(toModule(path, line), known).length, 1, `${path}: ${line}`);
    for (const path of ['src/channels/index.ts', 'src/engine/retry.test.ts', 'src/simulator/phone/phone.ts'])
      assert.deepEqual(namingsIn(toModule(path, line), known), [], path);
  }
  for (const line of [
    '// as whatsapp does',
    "const line = 'a line of whatsapp';",
    'const scheme = text.replace(/^whatsapp:/, empty);',
    'const online = pigeon.carrier;',
  ])
    assert.deepEqual(namingsIn(toModule('src/engine/retry.ts', line), known), [], line);
  const family = "const family = 'carrier-pigeon';";
  assert.deepEqual(namingsIn(toModule('src/channels/carrier-pigeon-express/send.ts', family), known), []);
  assert.equal(namingsIn(toModule('src/channels/carrier/send.ts', family), known).length, 1);
});

test('every relative import names its file with the extension, and the file is there', () => {
  const offences = everything.flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => target !== undefined)
      .filter(({ target }) => (/\.tsx?$/.test(target!) ? !paths.has(target!) : !/\.(json|css|svg)$/.test(target!)))
      .map(({ specifier }) => `${path} imports ${specifier}`),
  );
  assertNone(offences, 'Relative imports end in .ts (or .tsx, .json, .css, .svg) and lead to a file:');
});

test('no import goes in a circle, types aside', () => {
  const lasting = (imports: Module['imports']) =>
    imports.flatMap(({ target, typeOnly }) => (target && !typeOnly ? [target] : []));
  const graph = new Map(everything.map(({ path, imports }) => [path, lasting(imports)]));
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
    if (done.has(path) || trail.includes(path)) return;
    for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  assertNone(circles, 'These files import each other in a circle:');
});

test('an index is a list of things, not a barrel', () => {
  const offences = product
    .filter(({ path }) => path.endsWith('/index.ts'))
    .filter(({ code, imports }) => imports.some(({ reexport }) => reexport) || /\bfunction\b|=>/.test(code));
  assertNone(
    offences.map(({ path }) => path),
    'An index.ts imports things and lists them; it re-exports nothing and does nothing:',
  );
});

test('base stays small', () => {
  const files = product.filter(inFolder('base')).filter(({ path }) => !isTest(path));
  assert.ok(
    files.length <= rules.BASE_FILES,
    `src/base has ${files.length} files, at most ${rules.BASE_FILES}: a word with a domain belongs to its domain.`,
  );
});

test('no file is too long', (t) => {
  const { note, refuse } = rules.LONG_FILE;
  const long = everything
    .filter(({ lineCount }) => lineCount > note)
    .map(({ path, lineCount }) => `${lineCount} ${path}`);
  if (long.length > 0) t.diagnostic(`files above ${note} lines: ${long.join(', ')}`);
  assertNone(
    everything.filter(({ lineCount }) => lineCount > refuse).map(({ path, lineCount }) => `${path} (${lineCount})`),
    `No file has more than ${refuse} lines:`,
  );
});

test('every test file runs in exactly one suite', () => {
  const inSuites = suites.flatMap((suite) => filesOf(suite));
  const all = globSync('{src,web,test,scripts,bench,examples}/**/*.test.{ts,tsx}', {
    cwd: root,
    exclude: ['**/node_modules/**'],
  }).map((path) => path.split(sep).join('/'));
  assertNone(
    all.filter((path) => inSuites.filter((file) => file === path).length !== 1),
    'These test files are in no suite of scripts/suites.ts, or in two:',
  );
});
