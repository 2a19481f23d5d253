import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Capabilities } from './capabilities.ts';
import type { Choice, ChoicesContent, Content } from './content.ts';
import { fit, numberedChoice } from './fit.ts';

const RICH: Capabilities = {
  source: 'made up',
  asOf: '2026-01-01',
  text: { max: 100 },
  buttons: { max: 3, title: 10, body: 40 },
  list: { max: 5, title: 12, description: 20, body: 40, button: 8 },
  media: { kinds: ['image', 'audio', 'document'], caption: 20 },
  location: true,
  contacts: true,
  templates: true,
  reactions: true,
  sendKey: false,
  proof: false,
};
const PLAIN: Capabilities = {
  source: 'made up',
  asOf: '2026-01-01',
  text: { max: 60 },
  location: false,
  contacts: false,
  templates: false,
  reactions: false,
  sendKey: false,
  proof: false,
};

const codes = (content: Content, capabilities: Capabilities) =>
  fit(content, capabilities).losses.map(({ code }) => code);
const texts = (content: Content, capabilities: Capabilities) =>
  fit(content, capabilities).parts.map((part) => (part.kind === 'text' ? part.text : part.kind));
const text = (words: string): Content => ({ kind: 'text', text: words });
const ask = (titles: readonly string[], rest: Partial<ChoicesContent> = {}): ChoicesContent => ({
  kind: 'choices',
  text: 'Quale?',
  style: 'auto',
  choices: titles.map((title, index) => ({ id: `id-${index}`, title })),
  ...rest,
});

describe('fit: text', () => {
  test('a text that fits comes back as it is', () => {
    assert.deepEqual(fit(text('  Ciao \n'), RICH), { parts: [text('  Ciao \n')], losses: [] });
  });

  test('a blank text sends nothing and says so', () => {
    for (const blank of ['', ' \n\t', ' '.repeat(500)]) {
      assert.deepEqual(fit(text(blank), RICH).parts, []);
      assert.deepEqual(codes(text(blank), RICH), ['empty']);
    }
  });

  test('a long text is cut at the end of a paragraph, else of a line, else of a sentence, else of a word', () => {
    const [first, second] = ['a'.repeat(35), 'b'.repeat(20)];
    assert.deepEqual(texts(text(`${first}\n\n${second} c`), PLAIN), [`${first}\n\n${second} c`]);
    const rest = 'c'.repeat(20);
    assert.deepEqual(texts(text(`${first}\n\n${second}\n${rest}`), PLAIN), [first, `${second}\n${rest}`]);
    assert.deepEqual(texts(text(`${first}\n${second} ${rest}`), PLAIN), [first, `${second} ${rest}`]);
    assert.deepEqual(texts(text(`${first}. ${second} ${rest}`), PLAIN), [`${first}.`, `${second} ${rest}`]);
    assert.deepEqual(texts(text(`${first} ${second} ${rest}`), PLAIN), [`${first} ${second}`, rest]);
  });

  test('white space at a cut and before a long text is dropped', () => {
    assert.deepEqual(texts(text(` ${'a'.repeat(60)} b`), PLAIN), ['a'.repeat(60), 'b']);
    assert.deepEqual(texts(text(`${'a'.repeat(40)}  \n${'b'.repeat(40)}`), PLAIN), ['a'.repeat(40), 'b'.repeat(40)]);
  });

  test('a space that carries a mark is not cut away from under it', () => {
    const marked = ' \u0301';
    const [head, tail] = ['a'.repeat(60), 'b'.repeat(40)];
    assert.deepEqual(texts(text(`aa ${'c'.repeat(30)}${marked}${tail}`), PLAIN)[0], 'aa');
    assert.deepEqual(texts(text(`${head}${marked}${tail}`), PLAIN), [head, `${marked}${tail}`]);
  });

  test('a word longer than a message is cut between two graphemes', () => {
    const family = '👩‍👩‍👧‍👦';
    const parts = texts(text(family.repeat(12)), PLAIN);
    assert.equal(parts.join(''), family.repeat(12));
    for (const part of parts) assert.equal(part.length % family.length, 0);
  });

  test('one grapheme longer than a message is cut between its characters', () => {
    const pile = `a${'\u{1E000}'.repeat(60)}`;
    const parts = texts(text(pile), PLAIN);
    assert.equal(parts.join(''), pile);
    for (const part of parts) assert.ok(part.isWellFormed() && part.length <= 60);
  });
});

describe('fit: choices', () => {
  test('auto shows few short choices as buttons and others as a list', () => {
    assert.equal(styleOf(fit(ask(['Sì', 'No']), RICH).parts), 'buttons');
    assert.equal(styleOf(fit(ask(['a', 'b', 'c', 'd']), RICH).parts), 'list');
    assert.equal(styleOf(fit(ask(['Undici char']), RICH).parts), 'list');
    const described = ask([], { choices: [{ id: 'a', title: 'A', description: 'the first' }] });
    assert.equal(styleOf(fit(described, RICH).parts), 'list');
  });

  test('a style that the channel cannot show gives way to the other one, and says so', () => {
    assert.deepEqual(codes(ask(['a', 'b', 'c', 'd'], { style: 'buttons' }), RICH), ['choices_as_list']);
    assert.deepEqual(codes(ask(['a'], { style: 'list' }), { ...RICH, list: undefined }), ['choices_as_buttons']);
  });

  test('without buttons and list, or with too many choices, they become numbered lines', () => {
    const content = ask(['Luce', 'Gas'], { header: 'Contratti', footer: 'Grazie' });
    assert.deepEqual(texts(content, PLAIN), ['Contratti\n\nQuale?\n\n1. Luce\n2. Gas\n\nGrazie']);
    assert.deepEqual(codes(content, PLAIN), ['choices_as_text']);
    assert.deepEqual(codes(ask(['1', '2', '3', '4', '5', '6']), RICH), ['choices_as_text']);
    const described = ask([], { choices: [{ id: 'a', title: 'Luce', description: 'di casa' }] });
    assert.deepEqual(texts(described, PLAIN), ['Quale?\n\n1. Luce – di casa']);
  });

  test('text over the limit of the choices’ message goes out before it', () => {
    const { parts, losses } = fit(ask(['Sì'], { text: `${'parola '.repeat(20)}fine?` }), RICH);
    const last = parts.at(-1);
    assert.ok(parts.length > 1 && last?.kind === 'choices' && last.text.endsWith('fine?') && last.text.length <= 40);
    assert.deepEqual(losses, []);
  });

  test('titles over the limit are shortened, stay different, and are named as losses', () => {
    const { parts, losses } = fit(ask(['Appuntamento uno', 'Appuntamento due', 'Sì'], { style: 'buttons' }), RICH);
    assert.deepEqual(titlesOf(parts), ['Appuntame…', 'Appunta… 2', 'Sì']);
    assert.deepEqual(
      losses.map(({ code }) => code),
      ['title', 'title'],
    );
  });

  test('equal titles are made different', () => {
    assert.deepEqual(titlesOf(fit(ask(['Sì', 'Sì', 'Sì']), RICH).parts), ['Sì', 'Sì 2', 'Sì 3']);
  });

  test('descriptions and the list’s button are shortened; buttons have no descriptions', () => {
    const choices = [{ id: 'a', title: 'A', description: 'una descrizione molto lunga' }];
    const { parts, losses } = fit(ask([], { choices, style: 'list', listButton: 'Scegli qui' }), RICH);
    assert.deepEqual(parts, [
      {
        kind: 'choices',
        text: 'Quale?',
        style: 'list',
        choices: [{ id: 'a', title: 'A', description: 'una descrizione mol…' }],
        listButton: 'Scegli…',
      },
    ]);
    assert.deepEqual(
      losses.map(({ code }) => code),
      ['description', 'list_button'],
    );
    assert.deepEqual(codes(ask([], { choices, style: 'buttons' }), RICH), ['description']);
  });

  test('a question without choices is a text', () => {
    assert.deepEqual(fit(ask([]), RICH), { parts: [text('Quale?')], losses: [] });
    assert.deepEqual(fit(ask([], { text: '' }), RICH).parts, []);
  });
});

describe('fit: other kinds', () => {
  const image: Content = {
    kind: 'media',
    media: 'image',
    url: 'https://a.example/i.jpg',
    caption: 'Il contatore del gas',
  };

  test('a caption over the limit follows as text; a voice message never keeps one', () => {
    assert.deepEqual(fit(image, RICH).parts, [image]);
    assert.deepEqual(texts({ ...image, caption: 'Il contatore del gas!' }, RICH), ['media', 'Il contatore del gas!']);
    assert.deepEqual(texts({ ...image, media: 'audio', caption: 'Ehi' }, RICH), ['media', 'Ehi']);
  });

  test('a caption follows as text where the channel shows none with this kind', () => {
    const words = { ...RICH, media: { kinds: ['image', 'document'], caption: 20, captioned: ['image'] } } as const;
    assert.deepEqual(texts({ ...image, media: 'document', caption: 'Ehi' }, words), ['media', 'Ehi']);
    assert.deepEqual(fit(image, words).parts, [image]);
  });

  test('media that the channel cannot carry becomes its link, or its caption alone', () => {
    assert.deepEqual(texts(image, PLAIN), ['Il contatore del gas\nhttps://a.example/i.jpg']);
    assert.deepEqual(codes(image, PLAIN), ['image_as_text']);
    const file: Content = { kind: 'media', media: 'video', file: { id: 'f', mime: 'video/mp4' }, caption: 'Ehi' };
    assert.deepEqual(texts(file, RICH), ['Ehi']);
    assert.deepEqual(codes(file, RICH), ['video']);
  });

  test('a location becomes its address and a link, a contact its lines', () => {
    const place: Content = { kind: 'location', latitude: 45.5, longitude: 9.1, name: 'Duomo' };
    assert.deepEqual(texts(place, PLAIN), ['Duomo\nhttps://www.google.com/maps?q=45.5,9.1']);
    assert.deepEqual(fit(place, RICH), { parts: [place], losses: [] });
    const card: Content = { kind: 'contacts', contacts: [{ name: 'Ada', phones: ['+391'], emails: [] }] };
    assert.deepEqual(texts(card, PLAIN), ['Ada\n+391']);
    assert.deepEqual(fit(card, RICH), { parts: [card], losses: [] });
  });

  test('a template or a reaction that the channel cannot carry is lost as a whole, and says so', () => {
    const template: Content = { kind: 'template', name: 'ciao', language: 'it', parameters: [] };
    const reaction: Content = { kind: 'reaction', to: 'm', emoji: '👍' };
    for (const content of [template, reaction]) {
      assert.deepEqual(fit(content, RICH), { parts: [content], losses: [] });
      assert.deepEqual(fit(content, PLAIN).parts, []);
      assert.deepEqual(codes(content, PLAIN), [content.kind]);
    }
  });
});

describe('numberedChoice', () => {
  const choices = ['Sì', 'Energia elettrica', 'Gas'].map((title, index) => ({ id: `option_${index}`, title }));
  const pick = (words: string, from: readonly Choice[] = choices) => numberedChoice(words, from)?.title;

  test('a number, bare or with a dot or a bracket, picks by position', () => {
    for (const words of ['2', '2.', '2)', ' 2 ', '2 .', '2️⃣', '２'])
      assert.equal(pick(words), 'Energia elettrica', words);
    for (const words of ['0', '4', '-1', '1.5', '99999', '2 3', '']) assert.equal(pick(words), undefined, words);
  });

  test('a title picks whatever its case, accents and spaces', () => {
    for (const words of ['Sì', 'si', ' SI ', 'Si\u0300']) assert.equal(pick(words), 'Sì', words);
    assert.equal(pick('ENERGIA   elettrica'), 'Energia elettrica');
    assert.equal(pick('energia'), undefined);
  });

  test('an id picks when nothing else does', () => {
    assert.equal(pick('option_2'), 'Gas');
  });

  test('a title that is a number beats the position, and the position beats an id', () => {
    const guests = [
      { id: '2', title: '2' },
      { id: '1', title: '1' },
    ];
    assert.equal(pick('1', guests), '1');
    const odd = [
      { id: '2', title: 'A' },
      { id: '1', title: 'B' },
    ];
    assert.equal(pick('1', odd), 'A');
  });

  test('titles that differ only in accents need to be written exactly', () => {
    const twins = [
      { id: 'a', title: 'Pero' },
      { id: 'b', title: 'Però' },
    ];
    assert.equal(pick('Però', twins), 'Però');
    assert.equal(pick('PERO', twins), undefined);
  });
});

function styleOf(parts: readonly Content[]): string | undefined {
  const last = parts.at(-1);
  return last?.kind === 'choices' ? last.style : undefined;
}

function titlesOf(parts: readonly Content[]): string[] {
  const last = parts.at(-1);
  return last?.kind === 'choices' ? last.choices.map(({ title }) => title) : [];
}
