import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createTranslator } from '../../base/translate.ts';
import { it as lossesIt } from '../../message/texts.it.ts';
import { steps } from '../../steps/index.ts';
import { it as stepsIt } from '../../steps/texts.it.ts';
import { DIAGNOSTICS, type DiagnosticCode } from '../diagnose.ts';
import { parseFlowFile } from '../flow-file.ts';
import type { Catalog } from './catalog.ts';
import { EXAMPLE_CHANNELS, EXAMPLE_SURROUNDINGS, exampleFlow, EXAMPLES } from './examples.ts';
import { it as checksIt } from './texts.it.ts';
import { validate } from './validate.ts';

const catalog: Catalog = { ...EXAMPLE_SURROUNDINGS, types: { steps, channels: EXAMPLE_CHANNELS } };
const translate = createTranslator({ ...checksIt, ...lossesIt });

describe('what a check says', () => {
  for (const code of Object.keys(DIAGNOSTICS) as DiagnosticCode[])
    test(`of ${code} is said in Italian, too`, () => {
      const whole = exampleFlow(EXAMPLES[code]);
      const parsed = typeof whole === 'string' ? parseFlowFile(whole) : { diagnostics: validate(whole, catalog) };
      const found = 'diagnostics' in parsed ? parsed.diagnostics : [];
      assert.ok(found.length > 0);
      for (const { message, fix } of found) {
        assert.ok(translate(message), message);
        assert.ok(translate(fix), fix);
      }
    });

  test('keeps the names that it is about', () => {
    assert.equal(
      translate('The exit "yes" of "Name?" (ask) leads to "end", which does not exist. Did you mean "ende"?'),
      'L’uscita «yes» di "Name?" (ask) porta a «end», che non esiste. Forse «ende»?',
    );
    assert.equal(
      translate('On "wa": This channel cannot carry sticker files, and this one has no public link.'),
      'Su «wa»: Questo canale non trasmette sticker, e questo file non ha un link pubblico.',
    );
  });

  test('goes for why a step failed as well, reasons within reasons', () => {
    const say = createTranslator(stepsIt);
    assert.equal(
      say('2 of 3 runs failed. The first: Step "a" was left by its exit "b", which leads nowhere.'),
      '2 esecuzioni su 3 sono fallite. La prima: Il passo «a» è uscito da «b», che non porta da nessuna parte.',
    );
    assert.equal(say('There is no calendar "x" to wait for.'), 'Non c’è un calendario «x» da attendere.');
  });

  test('fills the same places in both languages', () => {
    for (const [english, italian] of [checksIt, lossesIt, stepsIt].flatMap((texts) => Object.entries(texts))) {
      const places = (text: string): Set<string> =>
        new Set([...text.matchAll(/\{~?(\w+)\}/g)].map(([, name = '']) => name));
      if (/\{what\}/.test(english) && !/\{what\}/.test(italian)) continue;
      assert.deepEqual(places(italian), places(english), english);
    }
  });
});
