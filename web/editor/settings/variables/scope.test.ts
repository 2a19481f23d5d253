import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { id } from '../../../../src/base/ids.ts';
import { EMPTY_LAYOUT } from '../../../../src/flow/layout.ts';
import type { Draft } from '../../../../src/flow/edit/draft.ts';
import { steps } from '../../../../src/steps/index.ts';
import { sampleClock, samplesOf } from './samples.ts';
import { pathText, scopeAt, stepsBefore } from './scope.ts';

const object = (properties: object) => ({ type: 'object', properties, additionalProperties: false });
const catalog = {
  types: { steps, channels: {} },
  connections: { crm: { connector: 'org' } },
  operations: {
    org: {
      find: {
        input: object({}),
        output: object({
          id: { type: 'string' },
          rows: { type: 'array', items: object({ name: { type: 'string' } }) },
        }),
      },
    },
  },
  secrets: ['token'],
  settings: ['shop'],
};

const draft: Draft = {
  flow: {
    id: id.flow('f'),
    name: 'F',
    language: 'it',
    settings: { timeZone: 'Europe/Rome', country: 'IT' },
    triggers: [{ type: 'message' }],
    start: id.step('ask'),
    steps: {
      [id.step('ask')]: { type: 'ask', params: { text: 'Nome?', saveAs: 'nome' }, next: { answered: id.step('find') } },
      [id.step('find')]: {
        type: 'call',
        params: { connection: 'crm', operation: 'find', input: {}, saveAs: 'found' },
        next: { done: id.step('send') },
      },
      [id.step('send')]: { type: 'send', params: { text: 'Ciao' }, next: { sent: id.step('later') } },
      [id.step('later')]: { type: 'set', params: { values: { count: 1 } }, next: {} },
    },
  },
  layout: { ...EMPTY_LAYOUT, pins: { [id.step('find')]: { id: '00Q1', rows: [{ name: 'Acme' }] } } },
};
const samples = samplesOf(draft, catalog);
const at = (step: string) => scopeAt({ draft, step: id.step(step) }, catalog, samples);
const find = (step: string, path: string) => at(step).find((each) => each.path === path);

describe('the variables at a step', () => {
  it('are the flow’s own first, those written before it ahead of the others', () => {
    const names = at('send')
      .map(({ path }) => path)
      .filter((path) => /^vars\.\w+$/.test(path));
    assert.deepEqual(names, ['vars.found', 'vars.nome', 'vars.count']);
    assert.equal(find('send', 'vars.count')?.isBefore, false);
    assert.equal(find('later', 'vars.nome')?.isBefore, true);
  });

  it('have types, the steps that write them, and samples', () => {
    assert.deepEqual(find('send', 'vars.nome'), {
      path: 'vars.nome',
      names: ['vars', 'nome'],
      type: 'string',
      from: ['ask'],
      isBefore: true,
      sample: 'Maria Rossi',
    });
    assert.equal(find('send', 'vars.count')?.type, 'number');
  });

  it('are listed with their members, as the operation gives them', () => {
    assert.equal(find('send', 'vars.found.id')?.sample, '00Q1');
    assert.equal(find('send', 'vars.found.rows')?.type, 'array');
    assert.deepEqual(find('send', 'vars.found.rows.first')?.sample, { name: 'Acme' });
  });

  it('are followed by the person, the message, settings and secrets; a secret shows nothing', () => {
    assert.equal(find('ask', 'contact.name')?.sample, 'Maria Rossi');
    assert.equal(find('ask', 'message.text')?.type, 'string');
    assert.ok(find('ask', 'settings.shop'));
    assert.equal(find('ask', 'secrets.token')?.sample, undefined);
  });

  it('show what a real run has in place of samples', () => {
    const real = samplesOf(draft, catalog, { vars: { nome: 'Ada' }, contact: { name: 'Ada L.' } });
    const found = scopeAt({ draft, step: id.step('send') }, catalog, real);
    assert.equal(found.find(({ path }) => path === 'vars.nome')?.sample, 'Ada');
    assert.equal(found.find(({ path }) => path === 'contact.name')?.sample, 'Ada L.');
    assert.equal(found.find(({ path }) => path === 'contact.language')?.sample, 'it');
  });

  it('all count as written before where no step is meant', () => {
    assert.ok(scopeAt({ draft, step: undefined }, catalog, samples).every(({ isBefore }) => isBefore));
  });
});

describe('the way to a step', () => {
  it('goes through all steps that lead there', () => {
    assert.deepEqual([...stepsBefore(draft, id.step('send'))], ['find', 'ask']);
    assert.deepEqual([...stepsBefore(draft, id.step('ask'))], []);
  });
});

it('a name that is no word stands in brackets', () => {
  assert.equal(pathText(['vars', 'lead', 'First Name']), 'vars.lead["First Name"]');
});

it('samples are worked out at one moment, in the zone of the flow', () => {
  assert.deepEqual(sampleClock(draft), {
    timeZone: 'Europe/Rome',
    country: 'IT',
    at: 1_795_003_200_000,
    language: 'it',
  });
});
