import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channels } from '../channels/index.ts';
import { connectors } from '../connectors/index.ts';
import { piecesOf, readReadme, sectionsOf, type Section } from './readme.ts';

test('a line is cut into its marked pieces, and only links to other sites stay links', () => {
  assert.deepEqual(
    piecesOf(
      'Press **Start** (_Avvia_), then `/newbot` at [Bot](https://t.me/x) or <https://a.it/b>; see [there](../x.md).',
    ),
    [
      { text: 'Press ' },
      { text: 'Start', as: 'strong' },
      { text: ' (' },
      { text: 'Avvia', as: 'em' },
      { text: '), then ' },
      { text: '/newbot', as: 'code' },
      { text: ' at ' },
      { text: 'Bot', href: 'https://t.me/x' },
      { text: ' or ' },
      { text: 'a.it/b', href: 'https://a.it/b' },
      { text: '; see ' },
      { text: 'there' },
      { text: '.' },
    ],
  );
});

test('chapters hold texts, lists, tables and code', () => {
  const [intro, first] = sectionsOf(
    '# T\n\nIntro\nline.\n\n## One\n\n1. a\n   more\n2. b\n\n| A | B |\n| - | - |\n| 1 | x |\n\n```sh\nls\n\nls\n```\n',
  );
  assert.deepEqual(intro, { title: '', blocks: [{ kind: 'text', pieces: [{ text: 'Intro line.' }] }] });
  assert.deepEqual(first, {
    title: 'One',
    blocks: [
      { kind: 'list', ordered: true, items: [[{ text: 'a more' }], [{ text: 'b' }]] },
      { kind: 'table', head: [[{ text: 'A' }], [{ text: 'B' }]], rows: [[[{ text: '1' }], [{ text: 'x' }]]] },
      { kind: 'code', text: 'ls\n\nls' },
    ],
  });
});

test('every kind has a page that can be shown, without markup left over', async () => {
  const all = [
    ...channels.map(({ id }) => ['channel', id] as const),
    ...connectors.map(({ id }) => ['connector', id] as const),
  ];
  for (const [kind, name] of all) {
    const sections = await readReadme(kind, name);
    assert.ok(sections.length > 1, name);
    for (const { blocks } of sections)
      for (const block of blocks)
        if (block.kind === 'text')
          for (const { text, as } of block.pieces) if (as !== 'code') assert.doesNotMatch(text, /\*\*|\]\(/, name);
  }
});

/** What the guided set-up shows of a page: the chapter about credentials, or else the beginning. */
const shownOf = (sections: readonly Section[]): Section | undefined =>
  sections.find(({ title }) => /credential|credenzial|In (?:a flow|un flusso)/i.test(title)) ?? sections[0];

for (const [kind, { id }] of [
  ...channels.map((channel) => ['channel', channel] as const),
  ...connectors.map((connector) => ['connector', connector] as const),
])
  test(`what the set-up of ${id} shows has the same steps and the same words to copy in Italian`, async () => {
    const [english, italian] = await Promise.all([readReadme(kind, id), readReadme(kind, id, 'it')]);
    const [shown, said] = [shownOf(english), shownOf(italian)];
    assert.ok(shown && said);
    // The beginning of a page is shown where it has no such chapter; it has no steps.
    if (shown.title === '') return assert.equal(said.title, '');
    assert.notEqual(said.title, shown.title);
    const steps = ({ blocks }: Section) =>
      blocks.flatMap((block) =>
        block.kind === 'list' ? [block.items.length] : block.kind === 'table' ? [block.rows.length] : [],
      );
    const words = (section: Section) =>
      [...JSON.stringify(section).matchAll(/"text":"([^"]*)","as":"code"/g)].map(([, word]) => word).toSorted();
    assert.deepEqual(steps(said), steps(shown));
    assert.deepEqual(words(said), words(shown));
  });

test('a page that is not written in a language is English', async () => {
  assert.deepEqual(await readReadme('channel', 'line', 'de'), await readReadme('channel', 'line'));
  assert.deepEqual(await readReadme('channel', 'line', '../line'), await readReadme('channel', 'line'));
});
