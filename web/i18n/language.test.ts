import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chooseLanguage } from './language.ts';

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
