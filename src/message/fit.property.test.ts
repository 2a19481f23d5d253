import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { casesOf } from '../base/testing/cases.contract.ts';
import type { Capabilities } from './capabilities.ts';
import type { ChoicesContent, Content } from './content.ts';
import { fit } from './fit.ts';
import { splitText, utf8Length } from './split-text.ts';

const RUNS = casesOf(400);

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

const texts = (words: string, max: number) =>
  fit({ kind: 'text', text: words }, { ...PLAIN, text: { max } }).parts.map((part) =>
    part.kind === 'text' ? part.text : assert.fail(),
  );

describe('fit: whatever the content and the channel', () => {
  test('each part fits the channel', () => {
    check((content, capabilities) => fit(content, capabilities).parts.every((part) => fits(part, capabilities)));
  });

  test('fitting a part again changes nothing', () => {
    check((content, capabilities) => {
      for (const part of fit(content, capabilities).parts) {
        assert.deepEqual(fit(part, capabilities), { parts: [part], losses: [] });
      }
    });
  });

  test('the parts of a text hold every character but white space, in order, and cut no grapheme', () => {
    fc.assert(
      fc.property(prose(), fc.integer({ min: 20, max: 80 }), (words, max) => {
        const parts = texts(words, max);
        assert.equal(parts.join('').replaceAll(/\s/g, ''), words.replaceAll(/\s/g, ''));
        for (const part of parts) assert.ok(part.isWellFormed());
        const short = words.split(/\s+/).filter((word) => word !== '' && word.length <= max);
        const kept = new Set(parts.flatMap((part) => part.split(/\s+/)));
        // A mark belongs to the space before it, and scripts with full-width stops write no spaces between sentences.
        for (const word of short) assert.ok(kept.has(word) || /^\p{M}|[。！？]/u.test(word), `“${word}” stays whole`);
      }),
      { numRuns: RUNS },
    );
  });

  test('parts of a text counted in bytes are no longer than that, hold every character, and cut no character', () => {
    fc.assert(
      fc.property(prose(), fc.integer({ min: 20, max: 80 }), (words, max) => {
        const parts = splitText(words, { max, unit: 'bytes' });
        assert.equal(parts.join('').replaceAll(/\s/g, ''), words.replaceAll(/\s/g, ''));
        for (const part of parts) {
          assert.ok(part.isWellFormed());
          assert.equal(utf8Length(part), new TextEncoder().encode(part).length);
          if (parts.length > 1) assert.ok(utf8Length(part) <= max, `“${part}” has ${utf8Length(part)} bytes`);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('a megabyte is cut in a moment', () => {
    for (const unit of ['parola ', '"', 'è\n', 'x', '👩‍👩‍👧‍👦', 'Frase. ']) {
      const words = unit.repeat(1_000_000 / unit.length);
      const started = process.cpuUsage();
      for (const max of [160, 4096]) texts(words, max);
      assert.ok(process.cpuUsage(started).user < 5_000_000, unit);
    }
  });
});

function check(property: (content: Content, capabilities: Capabilities) => boolean | void): void {
  fc.assert(fc.property(contents(), channels(), property), { numRuns: RUNS });
}

function prose() {
  const word = fc.oneof(fc.string({ maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 30 }), fc.lorem());
  const space = fc.constantFrom(' ', '\n', '\n\n', '. ', '  ');
  return fc.array(fc.tuple(word, space), { maxLength: 40 }).map((pairs) => pairs.flat().join(''));
}

function contents(): fc.Arbitrary<Content> {
  const title = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
  const description = fc.option(fc.string({ maxLength: 90 }), { nil: undefined });
  const choice = fc.record({ id: fc.string({ minLength: 1 }), title, description }).map(withoutUndefined);
  const style = fc.constantFrom('auto', 'buttons', 'list');
  const option = { nil: undefined };
  const choices = fc.record({
    kind: fc.constant('choices'),
    text: prose(),
    style,
    choices: fc.array(choice, { maxLength: 12 }),
    listButton: fc.option(fc.string({ maxLength: 30 }), option),
    header: fc.option(fc.lorem(), option),
  });
  const media = fc.record({
    kind: fc.constant('media'),
    media: fc.constantFrom('image', 'video', 'audio', 'document', 'sticker'),
    url: fc.option(fc.webUrl(), option),
    caption: fc.option(prose(), option),
  });
  const location = fc.record({
    kind: fc.constant('location'),
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    name: fc.option(fc.lorem(), option),
  });
  const words = fc.record({ kind: fc.constant('text'), text: prose() });
  return fc.oneof(words, choices, media, location).map((content) => withoutUndefined(content) as Content);
}

function channels(): fc.Arbitrary<Capabilities> {
  const size = fc.integer({ min: 20, max: 200 });
  const small = fc.integer({ min: 6, max: 30 });
  const count = fc.integer({ min: 1, max: 12 });
  return fc
    .record({
      text: fc.record({ max: size }),
      buttons: fc.option(fc.record({ max: count, title: small, body: size }), { nil: undefined }),
      list: fc.option(fc.record({ max: count, title: small, description: small, body: size, button: small }), {
        nil: undefined,
      }),
      media: fc.option(
        fc.record({
          kinds: fc.subarray(['image', 'video', 'audio'] as const),
          caption: fc.integer({ min: 0, max: 50 }),
        }),
        { nil: undefined },
      ),
      location: fc.boolean(),
    })
    .map((chosen) => ({ ...PLAIN, ...chosen }));
}

function fits(part: Content, capabilities: Capabilities): boolean {
  if (part.kind === 'text') return part.text.length <= capabilities.text.max && part.text.trim() !== '';
  if (part.kind === 'location') return capabilities.location;
  if (part.kind === 'media') {
    return (
      capabilities.media?.kinds.includes(part.media) === true &&
      (part.caption ?? '').length <= capabilities.media.caption
    );
  }
  if (part.kind !== 'choices') return true;
  const titles = part.choices.map(({ title }) => title);
  const limits = part.style === 'list' ? capabilities.list : capabilities.buttons;
  return (
    part.style !== 'auto' &&
    limits !== undefined &&
    titles.length > 0 &&
    titles.length <= limits.max &&
    new Set(titles).size === titles.length &&
    titles.every((title) => title.length <= limits.title) &&
    part.text.length <= limits.body &&
    (part.style !== 'list' || listFits(part, capabilities.list))
  );
}

function listFits({ choices, listButton }: ChoicesContent, list: Capabilities['list']): boolean {
  const longest = Math.max(...choices.map(({ description }) => (description ?? '').length));
  return list !== undefined && longest <= list.description && (listButton ?? '').length <= list.button;
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
