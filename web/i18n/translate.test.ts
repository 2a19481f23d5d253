import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  CATALOGUES,
  chooseLanguage,
  createTranslate,
  LANGUAGES,
  translateCount,
  translateIfKnown,
} from './translate.ts';

describe('catalogues', () => {
  for (const language of LANGUAGES) {
    it(`${language} has the same keys in the same order as en`, () => {
      assert.deepEqual(Object.keys(CATALOGUES[language]), Object.keys(CATALOGUES.en));
    });
    it(`${language} marks the same places as en and leaves no text empty`, () => {
      const texts: Readonly<Record<string, string>> = CATALOGUES[language];
      for (const [key, english] of Object.entries(CATALOGUES.en)) {
        const text = texts[key] ?? '';
        assert.notEqual(text.trim(), '', key);
        // Italian writes "one" as a word.
        if (!key.endsWith('.one')) assert.deepEqual(marks(text), marks(english), key);
      }
    });
  }
});

describe('keys', () => {
  it('are all used by the page, in full or put together', () => {
    const web = fileURLToPath(new URL('..', import.meta.url));
    const files = globSync('{demo,ui}/**/*.{ts,tsx}', { cwd: web }).filter((file) => !file.endsWith('.test.ts'));
    const source = files.map((file) => readFileSync(join(web, file), 'utf8')).join('\n');
    const isUsed = (key: string): boolean =>
      source.includes(`'${key}'`) || source.includes(`\`${key.slice(0, key.lastIndexOf('.') + 1)}\${`);
    const stems = new Set(['records.other.one', 'records.other.other']);
    // Panels take their titles by name: `<panel>.title`.
    const unused = Object.keys(CATALOGUES.en).filter(
      (key) => !isUsed(key) && !stems.has(key) && !key.endsWith('.title'),
    );
    assert.deepEqual(unused, []);
  });
});

describe('texts', () => {
  it('fills the marked places', () => {
    assert.equal(createTranslate('en')('phone.empty', { word: 'Ciao' }), 'Type Ciao and press Enter');
    assert.equal(createTranslate('it')('path.created', { object: 'Lead' }), 'Lead creato');
  });
  it('leaves a mark visible when its value is missing', () => {
    assert.equal(createTranslate('en')('path.created'), '{object} created');
  });
  it('counts as each language does', () => {
    assert.equal(translateCount('en', 'records.other', 1), '1 more field');
    assert.equal(translateCount('it', 'records.other', 3), 'Altri 3 campi');
  });
  it('finds keys that are put together, and only those that exist', () => {
    assert.equal(translateIfKnown('it', 'object.Case'), 'Caso');
    assert.equal(translateIfKnown('it', 'object.Unheard__c'), undefined);
    assert.equal(translateIfKnown('it', 'constructor'), undefined);
  });
});

describe('the language to begin with', () => {
  it('is the first wish that is spoken', () => {
    assert.equal(chooseLanguage(['de-DE', 'it-IT', 'en']), 'it');
    assert.equal(chooseLanguage(['en-GB', 'it']), 'en');
  });
  it('is English when no wish is spoken', () => {
    assert.equal(chooseLanguage(['de']), 'en');
    assert.equal(chooseLanguage([]), 'en');
  });
});

function marks(text: string): string[] {
  return [...text.matchAll(/\{\w+\}/g)].map(([mark]) => mark).sort();
}
