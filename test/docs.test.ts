// What the documents say is there, is there: files behind links, commands, environment variables, decisions.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { referencePages } from '../scripts/reference/pages.ts';
import { root } from './tools/modules.ts';

const documents = globSync('**/*.md', {
  cwd: root,
  exclude: ['node_modules/**', '**/node_modules/**', '.runtime/**', 'data/**', 'dist/**'],
})
  .sort()
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
};

/** The text of a document without its code blocks, where brackets are no links. */
const prose = (text: string) => text.replace(/^```[\s\S]*?^```/gm, '');

/** The anchor that a heading gets: lower case, no punctuation, dashes for spaces. */
const anchor = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const anchorsOf = (text: string) => [...prose(text).matchAll(/^#+\s+(.+)$/gm)].map(([, heading]) => anchor(heading!));

test('every link between documents leads to a file, and to a heading where it names one', () => {
  const broken = documents.flatMap(({ path, text }) =>
    [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => {
      if (/^[a-z]+:/.test(link!)) return [];
      const [file = '', heading] = decodeURI(link!).split('#');
      const target = file === '' ? path : join(dirname(path), file);
      if (!existsSync(join(root, target))) return [`${path}: ${link}`];
      if (!heading || !target.endsWith('.md')) return [];
      return anchorsOf(readFileSync(join(root, target), 'utf8')).includes(heading) ? [] : [`${path}: ${link}`];
    }),
  );
  assert.deepEqual(broken, []);
});

test('the reference says what the code says, page by page, and has no other page', () => {
  const pages = referencePages();
  const folder = join(root, 'docs/reference');
  assert.deepEqual(readdirSync(folder).sort(), Object.keys(pages).sort());
  const stale = Object.entries(pages).filter(([name, text]) => readFileSync(join(folder, name), 'utf8') !== text);
  assert.deepEqual(
    stale.map(([name]) => name),
    [],
    'npm run docs writes them anew',
  );
});

test('every npm command that a document names exists', () => {
  const unknown = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)]
      .map(([, script, short]) => (script ?? short)!)
      .filter((name) => !(name in manifest.scripts))
      .map((name) => `${path}: npm run ${name}`),
  );
  assert.deepEqual(unknown, []);
});

test('the README names the command behind each thing a newcomer does first', () => {
  const readme = documents.find(({ path }) => path === 'README.md')?.text ?? '';
  for (const command of ['npm start', 'npm test', 'npm run demo -- --once'])
    assert.ok(readme.includes(command), command);
});

test('every environment variable that the README names is read by the code', () => {
  const readme = documents.find(({ path }) => path === 'README.md')?.text ?? '';
  const code = globSync('{src,scripts}/**/*.{ts,js}', { cwd: root })
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  const named = new Set(readme.match(/\bRONDINE_[A-Z_]+\b/g));
  assert.ok(named.size > 0);
  assert.deepEqual(
    [...named].filter((name) => !code.includes(name)),
    [],
  );
});

test('every dependency has its reason written down', () => {
  const reasons = readFileSync(join(root, 'docs/decisions/0004-dependencies.md'), 'utf8');
  const names = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
  assert.deepEqual(
    names.filter((name) => !reasons.includes(`\`${name}\``)),
    [],
  );
});

test('decisions are numbered without a gap and each tells situation, choice, price and when to look again', () => {
  const folder = join(root, 'docs/decisions');
  const files = readdirSync(folder)
    .filter((name) => /^\d/.test(name))
    .sort();
  assert.deepEqual(
    files.map((name) => Number(name.slice(0, 4))),
    files.map((_, index) => index + 1),
  );
  for (const name of files) {
    const headings = anchorsOf(readFileSync(join(folder, name), 'utf8')).slice(1);
    assert.deepEqual(headings, ['situation', 'choice', 'price', 'when-to-look-again'], name);
  }
});
