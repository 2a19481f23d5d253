import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { durationWords, readDurationWords } from './duration-words.ts';

describe('a duration in words', () => {
  it('keeps the units that it is written in', () => {
    assert.equal(durationWords('PT24H', 'en'), '24 hours');
    assert.equal(durationWords('P1D', 'en'), '1 day');
    assert.equal(durationWords('P1DT2H', 'it'), '1 giorno 2 ore');
    assert.equal(durationWords('PT1.5H', 'it'), '1,5 ore');
  });

  it('is none for what is no duration', () => {
    assert.equal(durationWords('2 hours', 'en'), undefined);
    assert.equal(durationWords('P1M', 'en'), undefined);
  });

  for (const [text, iso] of [
    ['2 hours', 'PT2H'],
    ['2 ore', 'PT2H'],
    ['1 giorno e 2 ore', 'P1DT2H'],
    ['1 day, 30 minutes', 'P1DT30M'],
    ['90 min', 'PT90M'],
    ['1h30', 'PT1H30M'],
    ['1,5 ore', 'PT1.5H'],
    ['10s', 'PT10S'],
    ['2 weeks', 'P2W'],
    ['pt5m', 'PT5M'],
  ] as const)
    it(`reads "${text}"`, () => assert.equal(readDurationWords(text), iso));

  for (const text of ['', 'soon', '5', '2 houres', '1 hour 2 hours', 'two hours', '-1 day'])
    it(`does not read "${text}"`, () => assert.equal(readDurationWords(text), undefined));

  it('comes back as it was from its own words', () => {
    for (const iso of ['PT24H', 'P2D', 'P1W', 'P1DT2H30M', 'PT0.5S'])
      for (const language of ['en', 'it'] as const)
        assert.equal(readDurationWords(durationWords(iso, language) ?? ''), iso);
  });
});
