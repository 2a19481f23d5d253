import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { at, draftWith, types } from '../../../src/flow/edit/small-draft.contract.ts';
import { textOf } from '../../../src/message/content.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import type { Catalog } from '../../../src/flow/validate/catalog.ts';
import { lossesOf, pathAt, variablesAt } from './moments.ts';
import { sampleOf } from './pretend-answer.ts';
import { answer, backTo, beginTrial, pass, release, resume, say, untilWaitEnds } from './trial.ts';
import type { Setup, Trial } from './trial-model.ts';

const HOUR = 3_600_000;
const catalog: Catalog = {
  types,
  connections: { wa: { channel: 'wa' }, crm: { connector: 'crm' } },
  operations: {
    crm: {
      create: {
        input: { type: 'object' },
        output: {
          type: 'object',
          properties: {
            id: { type: 'string' },
            count: { type: 'integer' },
            list: { type: 'array', items: { type: 'boolean' } },
          },
        },
      },
    },
  },
};
const FLOW = draftWith({
  ask: {
    type: 'ask',
    params: { text: 'Come ti chiami?', saveAs: 'name', timeout: 'PT2H' },
    next: { answered: 'create', timeout: 'late' },
  },
  create: {
    type: 'call',
    params: { connection: 'crm', operation: 'create', input: {}, saveAs: 'lead' },
    next: { done: 'thank', failed: 'sorry' },
  },
  thank: { type: 'send', params: { text: 'Grazie {{ vars.name }}, {{ vars.lead.id }}' }, next: { sent: 'end' } },
  sorry: { type: 'send', params: { text: 'Riprova' }, next: { sent: 'end' } },
  late: { type: 'end' },
  end: { type: 'end' },
});

const setup = (draft: Draft = FLOW, more: Partial<Setup> = {}): Setup => ({
  draft,
  catalog,
  customer: { name: 'Ada', phone: '+393331234567', consent: 'unknown' },
  connection: 'wa',
  channel: 'wa',
  startAt: Date.UTC(2026, 10, 23, 9),
  answers: 'samples',
  ...more,
});
const write = (trial: Trial, text: string): Trial => say(trial, { kind: 'text', text });
const heard = ({ moments }: Trial): string[] =>
  moments.flatMap(({ lines }) => lines.map(({ from, content }) => `${from}: ${textOf(content)}`));

describe('a trial in the browser', () => {
  it('begins with the first message and answers calls by samples', () => {
    const asked = write(beginTrial(setup()), 'Ciao');
    assert.equal(asked.run?.wait.for, 'reply');
    const done = write(asked, 'Ada Rossi');
    assert.deepEqual(heard(done), [
      'customer: Ciao',
      'bot: Come ti chiami?',
      'customer: Ada Rossi',
      'bot: Grazie Ada Rossi, 00Q000000000001',
    ]);
    assert.equal(done.run?.status, 'completed');
    assert.deepEqual(done.run?.vars['lead'], { id: '00Q000000000001', count: 1, list: [true] });
  });

  it('answers calls by pinned outputs', () => {
    const pinned = { ...FLOW, layout: { ...FLOW.layout, pins: { [at('create')]: { id: 'L-7' } } } };
    assert.equal(heard(write(write(beginTrial(setup(pinned)), 'Ciao'), 'Ada')).at(-1), 'bot: Grazie Ada, L-7');
  });

  it('waits for what the author types, and takes a failure', () => {
    const asked = write(write(beginTrial(setup(FLOW, { answers: 'author' })), 'Ciao'), 'Ada');
    const [call] = asked.open;
    assert.equal(call?.kind, 'call');
    const given = answer(asked, call.id, { output: { id: 'typed' } });
    assert.equal(heard(given).at(-1), 'bot: Grazie Ada, typed');
    const failed = answer(asked, call.id, { failure: { code: 'denied', message: 'No.' } });
    assert.equal(heard(failed).at(-1), 'bot: Riprova');
    assert.equal(answer(given, call.id, { output: {} }), given);
  });

  it('passes time, and ends waits in their time', () => {
    const asked = write(beginTrial(setup()), 'Ciao');
    assert.equal(untilWaitEnds(asked), 2 * HOUR);
    assert.equal(pass(asked, HOUR).run?.at, 'ask');
    const late = pass(asked, 3 * HOUR);
    assert.deepEqual([late.run?.at, late.run?.status, late.now - asked.now], ['late', 'completed', 3 * HOUR]);
    assert.equal(late.moments.at(-1)?.at, asked.now + 2 * HOUR);
  });

  it('begins at a chosen step with given variables, and afterwards at the start', () => {
    const begun = beginTrial(setup(FLOW, { from: { step: at('thank'), vars: { name: 'Bea', lead: { id: 'X' } } } }));
    assert.deepEqual(heard(begun), ['bot: Grazie Bea, X']);
    assert.equal(heard(write(begun, 'Ancora')).at(-1), 'bot: Come ti chiami?');
  });

  it('goes back in time, and on from there another way', () => {
    const done = write(write(beginTrial(setup()), 'Ciao'), 'Ada');
    const asking = done.moments.findLastIndex(({ run }) => run?.wait.for === 'reply');
    const back = backTo(done, asking);
    assert.equal(back.run?.at, 'ask');
    assert.equal(heard(write(back, 'Bea')).at(-1), 'bot: Grazie Bea, 00Q000000000001');
  });

  it('lets a handler take a message, wherever the run stands', () => {
    const draft = {
      ...FLOW,
      flow: { ...FLOW.flow, handlers: [{ on: 'message', keywords: ['operatore'], next: at('sorry') } as const] },
    };
    assert.equal(heard(write(write(beginTrial(setup(draft)), 'Ciao'), 'Un OPERATORE, prego')).at(-1), 'bot: Riprova');
  });

  it('holds a message that nobody asked for until somebody does', () => {
    const draft = draftWith({
      wait: { type: 'wait', params: { for: 'PT1H' }, next: { elapsed: 'ask' } },
      ask: { type: 'ask', params: { text: 'Nome?', saveAs: 'name' }, next: { answered: 'end' } },
      end: { type: 'end' },
    });
    const held = write(write(beginTrial(setup(draft)), 'Ciao'), 'Ada');
    assert.equal(held.held.length, 1);
    const done = pass(held, HOUR);
    assert.deepEqual([done.run?.status, done.run?.vars['name']], ['completed', 'Ada']);
  });

  it('is given back by people, and taken up by other systems', () => {
    const draft = draftWith({
      people: { type: 'handoff', params: {}, next: { released: 'hook' } },
      hook: { type: 'awaitWebhook', params: { timeout: 'P1D', saveAs: 'data' }, next: { resumed: 'end' } },
      end: { type: 'end' },
    });
    const begun = write(beginTrial(setup(draft)), 'Ciao');
    assert.equal(begun.run?.wait.for, 'agent');
    const waiting = release(begun, 'Luisa');
    assert.equal(waiting.run?.wait.for, 'webhook');
    assert.equal(resume(waiting, { paid: true }).run?.status, 'completed');
  });

  it('ends where steps go round for ever', () => {
    const draft = draftWith({ a: { type: 'send', params: { text: 'x' }, next: { sent: 'a' } } });
    assert.ok(write(beginTrial(setup(draft)), 'Ciao').moments.length > 100);
  });
});

describe('what is shown of a moment', () => {
  const done = write(write(beginTrial(setup()), 'Ciao'), 'Ada');

  it('is the way gone so far', () => {
    const path = pathAt(done.moments, done.moments.length - 1);
    assert.deepEqual(path?.visited, ['ask', 'create', 'thank', 'end']);
    assert.deepEqual(
      path?.taken.map((exit) => ('step' in exit ? exit.outcome : '')),
      ['answered', 'done', 'sent'],
    );
    assert.equal(path?.at, 'end');
    assert.deepEqual(pathAt(done.moments, 0)?.visited, ['ask']);
    assert.equal(pathAt([], 0), undefined);
  });

  it('is the variables, with what the moment changed first', () => {
    const changes = done.moments.findIndex(({ run }) => run?.vars['lead'] !== undefined);
    assert.deepEqual(
      variablesAt(done.moments, changes).map(({ name, isChanged }) => [name, isChanged]),
      [
        ['lead', true],
        ['name', false],
      ],
    );
    assert.deepEqual(variablesAt(done.moments, 0), []);
  });

  it('is each loss on the channel', () => {
    const draft = draftWith({
      ask: {
        type: 'send',
        params: { text: 'Quale?', choices: [{ id: 'a', title: 'Un titolo troppo lungo per un bottone' }] },
      },
    });
    assert.equal(lossesOf(draft, at('ask'), { channel: 'wa', catalog }).length, 1);
    assert.deepEqual(lossesOf(draft, at('gone'), { channel: 'wa', catalog }), []);
  });

  it('is a sample that fits a form', () => {
    assert.equal(sampleOf({ type: 'string', examples: ['Ada'] }), 'Ada');
    assert.equal(sampleOf({ anyOf: [{ const: 'x' }, { const: 'y' }] }), 'x');
    assert.deepEqual(sampleOf({ type: 'array' }), []);
    assert.equal(sampleOf({ type: 'null' }), null);
    assert.equal(sampleOf(undefined), 'sample');
  });
});
