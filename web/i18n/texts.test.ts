// Holds the words of every area together: both languages say the same things, and every word is on some screen.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadCatalogue } from './i18n.ts';
import { NAMESPACES } from './namespaces.ts';
import type { Area } from './texts.ts';

type Catalogue = Readonly<Record<string, string>>;

const web = fileURLToPath(new URL('..', import.meta.url));
const areas = Object.keys(NAMESPACES) as Area[];
const sources = globSync('**/*.{ts,tsx}', { cwd: web })
  .filter((file) => !/\.test\.tsx?$|texts\.(en|it)\.ts$/.test(file))
  .map((file) => ({ file, code: readFileSync(join(web, file), 'utf8') }));
/** The parts of the editor hand each other keys of these. */
const WIDE: Partial<Record<Area, string>> = { session: 'editor/', canvas: 'editor/', workbench: 'editor/' };
const isAround = (file: string, area: Area): boolean =>
  `/${file}`.includes(`/${area}/`) || file.startsWith(WIDE[area] ?? '/');
const plain = (key: string): string => key.replace(/_(one|many|other)$/, '');

for (const area of areas) {
  describe(`the words of ${area}`, () => {
    let en: Catalogue;
    let itIt: Catalogue;
    before(async () => {
      [en, itIt] = await Promise.all([loadCatalogue(area, 'en'), loadCatalogue(area, 'it')]);
    });

    it('are the same in both languages, in the same order', () => {
      assert.deepEqual(Object.keys(itIt), Object.keys(en));
    });

    it('mark the same places, and none is empty', () => {
      for (const [key, english] of Object.entries(en)) {
        const italian = itIt[key] ?? '';
        assert.ok(english.trim() !== '' && italian.trim() !== '', `${key} is empty`);
        // One is often written as a word.
        if (!key.endsWith('_one')) assert.deepEqual(marks(italian), marks(english), key);
      }
    });

    it('have both forms where one is counted', () => {
      for (const key of Object.keys(en)) {
        if (key.endsWith('_one')) assert.ok(`${plain(key)}_other` in en, key);
        if (key.endsWith('_other')) assert.ok(`${plain(key)}_one` in en, key);
      }
    });

    it('do not shout', () => {
      const loud = [...Object.entries(en), ...Object.entries(itIt)].filter(([, text]) => /!|\boops\b/i.test(text));
      assert.deepEqual(loud, []);
    });

    it('are all on some screen, in full or put together', () => {
      const code = sources
        .filter((each) => each.code.includes(`'${area}'`) || isAround(each.file, area))
        .map((each) => each.code)
        .join('\n');
      const stems = [...code.matchAll(/`([\w.-]*)\$\{/g)]
        .map(([, stem = '']) => stem)
        .filter((stem) => stem.length > 1);
      const ends = [...code.matchAll(/\}(\.[\w.-]+)`/g)].map(([, end = '']) => end);
      const isUsed = (key: string): boolean =>
        code.includes(`'${key}'`) ||
        code.includes(`\`${key}\``) ||
        stems.some((stem) => key.startsWith(stem)) ||
        ends.some((end) => key.endsWith(end));
      assert.deepEqual(
        [...new Set(Object.keys(en).map(plain))].filter((key) => !isUsed(key)),
        [],
      );
    });
  });
}

it('every text that a component asks for in full exists', async () => {
  const catalogues = new Map<string, Set<string>>();
  for (const area of areas)
    catalogues.set(area, new Set(Object.keys(await loadCatalogue(area, 'en')).flatMap((key) => [key, plain(key)])));
  const unknown = sources.flatMap(({ file, code }) => {
    const used = [...code.matchAll(/useText\('(\w+)'\)/g)].map(([, area = '']) => area);
    if (used.length === 0) return [];
    const known = used.map((area) => catalogues.get(area));
    return [...code.matchAll(/\bt(?:\.known)?\('([^']+)'/g)]
      .map(([, key = '']) => key)
      .filter((key) => !known.some((keys) => keys?.has(key)))
      .map((key) => `${file}: ${key}`);
  });
  assert.deepEqual(unknown, []);
});

function marks(text: string): string[] {
  return [...text.matchAll(/\{\{\w+\}\}/g)].map(([mark]) => mark).sort();
}
