import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { DIAGNOSTICS } from '../../../src/flow/diagnose.ts';
import { at, draftWith, ROW, types, waysIn } from '../../../src/flow/edit/small-draft.contract.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';
import { validate } from '../../../src/flow/validate/validate.ts';
import { fixesOf } from './fixes-of.ts';
import { en } from './texts.en.ts';
import { it as italian } from './texts.it.ts';
import { exitAt, fieldPath, placeIn, wordsOf } from './words-of.ts';

const catalog: Catalog = { types, connections: { wa: { channel: 'wa' } }, operations: {} };
const TRIGGERS = { triggers: [{ type: 'message' }] };

const problems = ({ flow }: Draft) => validate({ version: 0, ...flow }, catalog);
const codes = (draft: Draft): string[] => problems(draft).map(({ code }) => code);

/** Mends the first problem of a code by its first fix. */
function mend(draft: Draft, code: string): Draft {
  const problem = problems(draft).find((each) => each.code === code);
  assert.ok(problem, `${code} is not there: ${codes(draft).join(', ')}`);
  const [fix] = fixesOf(problem, draft, catalog);
  assert.ok(fix, `${code} has no fix`);
  assert.ok(Object.hasOwn(en, `fix.${fix.key}`), fix.key);
  return fix.edit(draft);
}

describe('the words of problems', () => {
  for (const code of Object.keys(DIAGNOSTICS))
    it(`has a sentence and a cure for ${code} in both languages`, () => {
      for (const texts of [en, italian])
        for (const key of [`code.${code}`, `cure.${code}`]) assert.ok(Object.hasOwn(texts, key), key);
    });

  it('has none for problems that there are not', () => {
    const known = Object.keys(en).flatMap((key) => /^(?:code|cure)\.(\w+)$/.exec(key)?.[1] ?? []);
    assert.deepEqual([...new Set(known)].sort(), Object.keys(DIAGNOSTICS).sort());
  });

  it('are those of the check in both languages, with the names that it is about', () => {
    const draft = draftWith({ set: { type: 'set', params: { values: { n: '{{ contact.nmae }}' } } } }, TRIGGERS);
    const [unknown] = problems(draft).filter(({ code }) => code === 'unknown_member');
    assert.ok(unknown);
    assert.deepEqual(wordsOf(unknown, draft, 'en'), { sentence: unknown.message, cure: unknown.fix });
    const { sentence, cure, detail } = wordsOf(unknown, draft, 'it');
    assert.equal(sentence, '«contact» non ha «nmae»: è sempre vuoto. Forse «name»?');
    assert.match(cure, /^Scegliere fra "id", "name"/);
    assert.equal(detail, undefined);
  });

  it('call steps and exits as the canvas does', () => {
    const draft = draftWith({ ask: { type: 'ask', params: { text: 'Nome?', saveAs: 'n' } } }, TRIGGERS);
    const open = problems(draft).find(({ code, message }) => code === 'open_exit' && message.includes('answered'));
    assert.ok(open);
    const { sentence, cure, detail = '' } = wordsOf(open, draft, 'it');
    assert.match(sentence, /^L’uscita «risposta» di «Chiedi» non porta/);
    assert.equal(cure, 'Collegarla a un passo, o a una fine');
    assert.match(detail, /^L’uscita «answered» di "ask" .*tipo «end»\.$/);
    assert.equal(exitAt(open, draft), 'answered');
  });

  it('are those of the catalogue, and English as the detail, where a check says what is not known', () => {
    const odd = { code: 'bad_params', severity: 'error', path: [], message: 'This is odd.', fix: 'Mend it.' } as const;
    const { sentence, detail } = wordsOf(odd, draftWith(ROW), 'it');
    assert.match(sentence, /un campo manca o è sbagliato/);
    assert.equal(detail, 'This is odd. Mend it.');
  });

  it('leave no place unfilled', () => {
    const draft = draftWith(ROW);
    for (const code of Object.keys(DIAGNOSTICS)) {
      const path = ['flow', 'steps', 'ask', 'params', 'text'];
      const { sentence } = wordsOf({ code, severity: 'error', path, message: 'm', fix: 'f' }, draft, 'it');
      assert.doesNotMatch(sentence, /[{}]|:\s*$/, code);
    }
    const strange = { code: 'unheard', severity: 'error', path: [], message: 'm', fix: 'f' } as const;
    assert.deepEqual(wordsOf(strange, draft, 'it'), { sentence: 'm', cure: 'f' });
    assert.equal(placeIn(strange, draft, 'it').step, 'Flow');
  });

  it('know the field that a path leads to', () => {
    assert.deepEqual(fieldPath(['flow', 'steps', 'ask', 'params', 'choices', 0, 'title']), ['choices', 0, 'title']);
    assert.equal(fieldPath(['flow', 'steps', 'ask', 'next']), undefined);
    assert.equal(fieldPath(['flow', 'triggers', 0]), undefined);
  });
});

describe('mending a problem', () => {
  const NOTE = { type: 'note', params: { text: 'x' } };

  it('leads an exit to the end that there is, or to a new one', () => {
    const draft = draftWith({ note: NOTE, end: { type: 'end' } }, TRIGGERS);
    assert.deepEqual(waysIn(mend(draft, 'open_exit')), ['start > note', 'note.next > end']);
    const alone = mend(draftWith({ note: NOTE }, TRIGGERS), 'open_exit');
    assert.deepEqual(waysIn(alone), ['start > note', 'note.next > end']);
    assert.deepEqual(codes(alone), []);
  });

  it('takes ways away that lead nowhere or begin nowhere', () => {
    const lost = draftWith({ note: { ...NOTE, next: { next: 'gone' } } }, TRIGGERS);
    assert.deepEqual(waysIn(mend(lost, 'missing_step')), ['start > note']);
    const old = draftWith({ note: { ...NOTE, next: { next: 'note', former: 'note' } } }, TRIGGERS);
    assert.deepEqual(waysIn(mend(old, 'unknown_outcome')), ['start > note', 'note.next > note']);
  });

  it('enables, removes, starts and listens', () => {
    const end = { type: 'end' };
    assert.deepEqual(codes(mend(draftWith({ end: { ...end, disabled: true } }, TRIGGERS), 'disabled_step')), []);
    assert.deepEqual(codes(mend(draftWith({ end, other: end }, TRIGGERS), 'unreachable_step')), []);
    assert.deepEqual(codes(mend(draftWith({ end }), 'no_trigger')), []);
    assert.deepEqual(codes(mend(draftWith({ end }, { ...TRIGGERS, start: 'gone' }), 'missing_start')), []);
    const handlers = [{ on: 'message', next: 'end' }];
    assert.deepEqual(codes(mend(draftWith({ end }, { ...TRIGGERS, handlers }), 'bad_handler')), []);
  });

  it('gives a text the languages that it lacks', () => {
    const draft = draftWith(
      {
        hi: { type: 'send', params: { text: { it: 'Ciao', en: 'Hi' } }, next: { sent: 'bye', failed: 'end' } },
        bye: { type: 'send', params: { text: { it: 'Addio' } }, next: { sent: 'end', failed: 'end' } },
        end: { type: 'end' },
      },
      TRIGGERS,
    );
    const made = mend(draft, 'missing_language');
    assert.deepEqual(made.flow.steps[at('bye')]?.params['text'], { en: 'Addio', it: 'Addio' });
    assert.ok(!codes(made).includes('missing_language'));
  });

  it('shortens what a channel cannot carry, between words and never inside of a template', () => {
    const { text, buttons } = types.channels['wa'] ?? assert.fail();
    const long = 'parola '.repeat(text.max);
    const say = (params: object) =>
      draftWith(
        { say: { type: 'send', params: params as never, next: { sent: 'end', failed: 'end' } }, end: { type: 'end' } },
        TRIGGERS,
      );
    const split = mend(say({ text: long }), 'channel_split');
    assert.ok(!codes(split).includes('channel_split'));
    assert.match(String(split.flow.steps[at('say')]?.params['text']), /parola…$/);
    const title = 'Una scelta dal nome davvero molto lungo, anzi lunghissimo';
    const lost = say({ text: 'Quale?', choices: [{ id: 'a', title }] });
    assert.ok(title.length > (buttons?.title ?? 0));
    assert.ok(!codes(mend(lost, 'channel_loss')).includes('channel_loss'));
  });

  it('offers nothing where only the author knows', () => {
    const draft = draftWith({ end: { type: 'end' } });
    const problem = { code: 'bad_params', severity: 'error', path: ['flow'], message: '', fix: '' } as const;
    assert.deepEqual(fixesOf(problem, draft, catalog), []);
  });
});
