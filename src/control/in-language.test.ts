import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isObject } from '../base/json.ts';
import { createTranslator, type Texts } from '../base/translate.ts';
import { channels } from '../channels/index.ts';
import { connectors } from '../connectors/index.ts';
import { it as ownIt } from '../inbox/operations/texts.it.ts';
import { ownOperations } from '../inbox/operations/own-operations.ts';
import { formIn, textsIn } from './in-language.ts';
import { literalsOf } from './testing/literals.ts';

const SOURCE = join(import.meta.dirname, '..');
/** Names that providers gave, the same in both languages. */
const NAMES: ReadonlySet<string> = new Set(['AppID', 'AppSecret', 'EncodingAESKey', 'brands/…/agents/…']);

/** Words that nobody reads, and names. */
const UNSAID: ReadonlySet<string> = new Set([
  'not knowable',
  'SMS API',
  'Google Business Messages',
  'È "questo"\nun testo?',
]);

/** Everything of a form that people read. */
function wordsOf(form: unknown): string[] {
  if (Array.isArray(form)) return form.flatMap(wordsOf);
  if (!isObject(form)) return [];
  return Object.entries(form).flatMap(([name, member]) =>
    typeof member === 'string' ? (name === 'title' || name === 'description' ? [member] : []) : wordsOf(member),
  );
}

/** Sentences of a program, and what its findings and steps are called. */
function spokenIn(code: string): string[] {
  const sentences = literalsOf(code).filter(
    (text) => /[a-z]{2,}[^\w/]* [a-z]{2,}/i.test(text) && !/^\w+ ⟨…⟩$|\/\/⟨|^[^⟨]* → [^a-z]|^⟨…⟩ → [A-Z]/.test(text),
  );
  const names = [...code.matchAll(/\b(?:name|title)(?::| =) '([A-Z][^']*)'/g)].map(([, name = '']) => name);
  return [...sentences, ...names];
}

function formsOf({
  operations = {},
  polls = {},
  config = {},
}: {
  operations?: object;
  polls?: object;
  config?: object;
}) {
  const told = [...Object.values(operations), ...Object.values(polls)] as Record<string, unknown>[];
  return [config, ...told.map(({ title, description, input, output }) => ({ title, description, input, output }))];
}

const kinds = [
  ...channels.map(({ id, title, config, texts }) => ({ id, title, forms: formsOf({ config }), texts })),
  ...connectors.map((each) => ({ id: each.id, title: each.title, forms: formsOf(each), texts: each.texts })),
  {
    id: 'own',
    title: 'Own',
    forms: formsOf({ operations: ownOperations({ list: async () => [] }) }),
    texts: { it: ownIt },
  },
];

describe('the Italian words', () => {
  for (const { id, forms, texts } of kinds)
    it(`of ${id} are there for every field and operation`, () => {
      const said: Texts = textsIn({ ...(texts && { texts }) }, 'it');
      const missing = wordsOf(forms).filter((words) => said[words] === undefined && !NAMES.has(words));
      assert.deepEqual([...new Set(missing)], []);
    });

  for (const { id, texts } of kinds)
    it(`of ${id} fill the same places as the English ones`, () => {
      for (const [english, italian] of Object.entries(texts?.['it'] ?? {})) {
        const places = new Set([...english.matchAll(/\{~?(\w+)\}/g)].map(([, name]) => name));
        const filled = new Set([...italian.matchAll(/\{(~?\w+)\}/g)].map(([, name]) => name));
        assert.deepEqual(filled, places, english);
        assert.doesNotMatch(italian, /!|\s$/);
      }
    });

  for (const [id, folder] of [
    ...channels.map((each) => [each.id, `channels/${each.id}`] as const),
    ['messenger', 'channels/providers/meta'],
    ['sms-bird', 'channels/providers/bird'],
    ['sms-twilio', 'channels/providers/twilio'],
    ...['code', 'http', 'notify'].map((name) => [name, `connectors/${name}`] as const),
    ['salesforce', 'connectors/salesforce/auth'],
  ] as const)
    it(`are there for what looking, connecting and failing say in ${folder}`, () => {
      const texts = [...channels, ...connectors].find((each) => each.id === id)?.texts?.['it'];
      const say = createTranslator(texts ?? {});
      const files = globSync(`${folder}/{check,connect,setup,errors}*.ts`, { cwd: SOURCE });
      const spoken = files
        .filter((file) => !file.includes('.test.'))
        .flatMap((file) => spokenIn(readFileSync(join(SOURCE, file), 'utf8')));
      const missing = [...new Set(spoken)].filter((text) => say(text) === undefined && !UNSAID.has(text));
      assert.deepEqual(missing, []);
    });
});

describe('a finding', () => {
  it('that goes on after what another one says is said whole', () => {
    const say = createTranslator(textsIn(channels.find(({ id }) => id === 'viber') ?? {}, 'it'));
    assert.equal(
      say('Viber sends messages to bot.example.com, but not: seen, failed.'),
      'Viber invia i messaggi a bot.example.com, ma non: seen, failed.',
    );
    assert.equal(say('Viber sends messages to bot.example.com.'), 'Viber invia i messaggi a bot.example.com.');
  });
});

describe('a form in another language', () => {
  it('has its titles and descriptions said, and its values left alone', () => {
    const form = {
      title: 'Text',
      properties: { title: { title: 'New', default: 'Text' } },
      examples: [{ title: 'Text' }],
    };
    assert.deepEqual(formIn(form, { Text: 'Testo' }), {
      title: 'Testo',
      properties: { title: { title: 'New', default: 'Text' } },
      examples: [{ title: 'Text' }],
    });
    assert.equal(formIn(form, {}), form);
  });
});
