import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressOf } from './address.ts';
import { textOf, type Content, type InboundContent } from './content.ts';

const TEXTS: readonly [content: Content | InboundContent, text: string][] = [
  [{ kind: 'text', text: 'ciao' }, 'ciao'],
  [{ kind: 'choices', text: 'cosa?', choices: [], style: 'auto' }, 'cosa?'],
  [{ kind: 'edit', of: 'm1', text: 'corretto' }, 'corretto'],
  [{ kind: 'media', media: 'image', url: 'https://example.org/a.png', caption: 'guarda' }, 'guarda'],
  [{ kind: 'media', media: 'audio', url: 'https://example.org/a.ogg' }, ''],
  [{ kind: 'choice', id: 'a', title: 'Alfa' }, 'Alfa'],
  [{ kind: 'location', latitude: 1, longitude: 2, name: 'Bar', address: 'Via Roma 1' }, 'Bar, Via Roma 1'],
  [{ kind: 'location', latitude: 1, longitude: 2, address: 'Via Roma 1' }, 'Via Roma 1'],
  [{ kind: 'reaction', to: 'm1', emoji: '👍' }, ''],
  [{ kind: 'unsupported', what: 'poll' }, ''],
];

for (const [content, text] of TEXTS)
  test(`the words of ${JSON.stringify(content).slice(0, 60)} are "${text}"`, () => assert.equal(textOf(content), text));

test('an address is found by its kind, the first one first', () => {
  const addresses = [
    { kind: 'user', value: 'u1' },
    { kind: 'phone', value: '+391' },
    { kind: 'phone', value: '+392' },
  ] as const;
  assert.equal(addressOf(addresses, 'phone'), '+391');
  assert.equal(addressOf(addresses, 'email'), undefined);
});
