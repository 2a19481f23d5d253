// Every edit, refusal and notice that the editor writes down has words in both languages.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { en } from './texts.en.ts';

const editor = fileURLToPath(new URL('..', import.meta.url));
const edits = fileURLToPath(new URL('../../../src/flow/edit/', import.meta.url));
const has = (key: string): boolean => key in en || `${key}_other` in en;
const codeIn = (folder: string): string =>
  globSync('**/*.{ts,tsx}', { cwd: folder })
    .filter((file) => !/\.test\.ts$|texts\./.test(file))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n');

describe('the words of the session', () => {
  it('say every edit and every notice that the editor names', () => {
    const named = [...codeIn(editor).matchAll(/'((?:edit|notice|readOnly)\.\w+)'/g)].map(([, key = '']) => key);
    const counted = [...codeIn(editor).matchAll(/counted\('(\w+)'/g)].map(([, key = '']) => `edit.${key}`);
    assert.ok(named.length > 10 && counted.length > 5);
    assert.deepEqual(
      [...new Set([...named, ...counted])].filter((key) => !has(key)),
      [],
    );
  });

  it('say every reason for which an edit cannot be done', () => {
    const union = /export type EditErrorCode =([^;]+);/.exec(readFileSync(`${edits}edit-error.ts`, 'utf8'))?.[1] ?? '';
    const codes = [...union.matchAll(/'(\w+)'/g)].map(([, code = '']) => code);
    assert.ok(codes.length > 5);
    assert.deepEqual(
      codes.filter((code) => !has(`refused.${code}`)),
      [],
    );
  });

  it('say why nothing can be changed', () => {
    const state = readFileSync(`${editor}session/state.ts`, 'utf8');
    const union = /readonly why: ([^;]+);/.exec(state)?.[1] ?? '';
    const reasons = [...union.matchAll(/'(\w+)'/g)].map(([, why = '']) => why);
    assert.ok(reasons.length > 1);
    assert.deepEqual(
      reasons.filter((why) => !has(`readOnly.${why}`)),
      [],
    );
  });
});
