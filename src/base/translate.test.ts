import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTranslator } from './translate.ts';

const translate = createTranslator({
  'Wait.': 'Aspettare.',
  'There is no {~what} "{name}".{~hint}': '«{name}» non esiste ({what}).{hint}',
  'There is no flow "{name}".{~hint}': 'Il flusso «{name}» non esiste.{hint}',
  calendar: 'calendario',
  ' Did you mean "{name}"?': ' Forse «{name}»?',
  'It costs (in $) {price}.': 'Costa (in $) {price}.',
  'For {user} and {basic}.': 'Per {user} e {basic}.',
  'Look at {host}.': 'Si veda {host}.',
});

describe('translating', () => {
  it('says what is known by its words', () => {
    assert.equal(translate('Wait.'), 'Aspettare.');
    assert.equal(translate('For {user} and {basic}.'), 'Per {user} e {basic}.');
  });
  it('keeps what was filled in, and says our own words in it', () => {
    assert.equal(translate('There is no calendar "Wait.".'), '«Wait.» non esiste (calendario).');
    assert.equal(translate('There is no shop "a".'), '«a» non esiste (shop).');
  });
  it('takes the sentence that leaves least open', () => {
    assert.equal(translate('There is no flow "a". Did you mean "b"?'), 'Il flusso «a» non esiste. Forse «b»?');
  });
  it('says several sentences one by one, values with full stops included', () => {
    assert.equal(translate('Look at a. b.example. Wait.'), 'Si veda a. b.example. Aspettare.');
    assert.equal(translate('It costs (in $) 3. Wait. Wait.'), 'Costa (in $) 3. Aspettare. Aspettare.');
  });
  it('says nothing where a part is not known', () => {
    assert.equal(translate('Wait. Run.'), undefined);
    assert.equal(translate('Run.'), undefined);
    assert.equal(translate('constructor'), undefined);
  });
});
