import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createTexts, translateOf } from './i18n.ts';
import type { Translate } from './texts.ts';

const demoIn = async (language: 'en' | 'it'): Promise<Translate<'demo'>> =>
  translateOf(await createTexts(language, ['demo']), 'demo');

describe('texts', () => {
  it('fills the marked places and escapes nothing', async () => {
    const t = await demoIn('en');
    assert.equal(t('phone.empty', { word: '<Ciao> & co' }), 'Type <Ciao> & co and press Enter');
  });
  it('counts as each language does, into the millions', async () => {
    const [en, it_] = await Promise.all([demoIn('en'), demoIn('it')]);
    assert.equal(en('records.other', { count: 1 }), '1 more field');
    assert.equal(it_('records.other', { count: 3 }), 'Altri 3 campi');
    assert.equal(it_('records.other', { count: 1_000_000 }), 'Altri 1000000 campi');
  });
  it('finds keys that are put together, and only those that exist', async () => {
    const t = await demoIn('it');
    assert.equal(t.known('object.Case'), 'Caso');
    assert.equal(t.known('object.Unheard__c'), undefined);
    assert.equal(t.known('constructor'), undefined);
    assert.equal(t.known('records.other', { count: 1 }), 'Un altro campo');
  });
  it('change with the language', async () => {
    const texts = await createTexts('en', ['demo']);
    const t = translateOf(texts, 'demo');
    assert.equal(t.known('object.Case'), 'Case');
    await texts.changeLanguage('it');
    assert.equal(t.known('object.Case'), 'Caso');
  });
});
