import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channelsOf, findTemplates, firstChoices, newSecret, type Template } from './gallery.ts';

const choice = (name: string, isSame: boolean) => ({ name, title: name, isSame });
const need = (family: string, choices: Template['needs'][number]['choices'] = []): Template['needs'][number] => ({
  name: family,
  kind: family === 'crm' ? 'connector' : 'channel',
  type: family,
  family,
  title: family === 'texts' ? 'SMS (Somebody)' : family,
  choices,
});
const template = (id: string, needs: Template['needs']): Template => ({
  id,
  title: { en: `${id} in English`, it: `${id} in italiano` },
  summary: { en: 'Does it', it: 'Lo fa' },
  group: 'leads',
  needs,
  secrets: [],
  flows: 1,
  steps: 3,
  picture: {} as Template['picture'],
});
const ALL = [template('one', [need('chat'), need('crm')]), template('two', [need('texts')])];
const ids = (wanted: Omit<Parameters<typeof findTemplates>[1], 'language'>): string[] =>
  findTemplates(ALL, { ...wanted, language: 'it' }).map(({ id }) => id);

test('templates are found by what they say in the language of the page, and by what they need', () => {
  assert.deepEqual(ids({}), ['one', 'two']);
  assert.deepEqual(ids({ q: 'Italiano' }), ['one', 'two']);
  assert.deepEqual(ids({ q: 'English' }), []);
  assert.deepEqual(ids({ q: 'CRM' }), ['one']);
  assert.deepEqual(ids({ channel: ['texts'] }), ['two']);
  assert.deepEqual(ids({ channel: ['crm'] }), []);
});

test('the channels are those of the templates, without the provider behind them', () => {
  assert.deepEqual(channelsOf(ALL), [
    { family: 'texts', title: 'SMS' },
    { family: 'chat', title: 'chat' },
  ]);
});

test('what fits best is chosen first, and nothing where several others could do', () => {
  const needs = [
    need('chat', [choice('mine', true), choice('other', true)]),
    need('texts', [choice('a', false), choice('b', false)]),
    need('crm', [choice('org', true)]),
  ];
  assert.deepEqual(firstChoices(needs), { chat: 'mine', crm: 'org' });
  assert.deepEqual(firstChoices([need('chat', [choice('only', false)])]), { chat: 'only' });
});

test('a new secret has only letters and digits', () => {
  assert.match(
    newSecret((bytes) => bytes.fill(35)),
    /^z{24}$/,
  );
});
