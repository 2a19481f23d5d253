import assert from 'node:assert/strict';
import { createHmac, randomBytes } from 'node:crypto';
import { test } from 'node:test';
import type { Content, MediaRef } from '../../message/content.ts';
import { parseKey } from '../secrets.ts';
import { createMediaLinks, withMediaLink, type AskedLink } from './media-link.ts';

const newKey = () => parseKey(randomBytes(32).toString('base64'), 'test');
const key = newKey();
const links = createMediaLinks([key]);
const FILE: MediaRef = { id: 'ab'.repeat(32), mime: 'application/pdf', name: 'Bolletta è & co=1.pdf', bytes: 7 };
const UNTIL = 1_000_000;

function asked(link: string): AskedLink & { query: Record<string, unknown> } {
  const url = new URL(link, 'https://flows.example.com');
  return { id: url.pathname.slice('/media/'.length), query: Object.fromEntries(url.searchParams) };
}

const good = () => asked(links.sign(FILE, UNTIL));
const stateOf = (link: AskedLink, now = 0) => links.read(link, now).state;

test('a link gives back what was signed', () => {
  const { id, mime, name } = FILE;
  assert.deepEqual(links.read(good(), 0), { state: 'good', file: { id, mime, name }, until: UNTIL });
  const nameless = asked(links.sign({ id, mime }, UNTIL));
  assert.deepEqual(links.read(nameless, 0), { state: 'good', file: { id, mime }, until: UNTIL });
});

test('a link works up to its last millisecond', () => {
  assert.equal(stateOf(good(), UNTIL - 1), 'good');
  assert.equal(stateOf(good(), UNTIL), 'expired');
});

test('a name is signed as it is shown', () => {
  const link = asked(links.sign({ ...FILE, name: '../a\r\nb.pdf\ud800' }, UNTIL));
  assert.equal(link.query['name'], 'ab.pdf\ufffd');
  assert.equal(stateOf(link), 'good');
});

const sig = String(good().query['sig']);
const withOther = (text: string, at: number) =>
  text.slice(0, at) + (text.at(at) === 'A' ? 'B' : 'A') + text.slice(at + 1);

/** What is changed of a good link: its id, or members of its query. */
const TAMPERED: Record<string, { id?: string; query?: Record<string, unknown> }> = {
  'another file': { id: 'cd'.repeat(32) },
  'a path for an id': { id: '../key' },
  'another name': { query: { name: 'x.pdf' } },
  'no name': { query: { name: undefined } },
  'an empty name': { query: { name: '' } },
  'another type': { query: { type: 'text/html' } },
  'no type': { query: { type: undefined } },
  'a later end': { query: { until: String(UNTIL + 1) } },
  'the same end written otherwise': { query: { until: `0${UNTIL}` } },
  'no end': { query: { until: undefined } },
  'no signature': { query: { sig: undefined } },
  'an empty signature': { query: { sig: '' } },
  'half a signature': { query: { sig: sig.slice(0, 20) } },
  'a longer signature': { query: { sig: `${sig}AAAA` } },
  'a padded signature': { query: { sig: `${sig}=` } },
  'a changed first character': { query: { sig: withOther(sig, 0) } },
  'a changed last character': { query: { sig: withOther(sig, sig.length - 1) } },
  'a signature given twice': { query: { sig: [sig, sig] } },
  'a name given twice': { query: { name: [FILE.name, 'x'] } },
  'the boundary of two claims moved': { query: { name: `${FILE.name}","application`, type: 'pdf' } },
};

for (const [name, { id, query }] of Object.entries(TAMPERED)) {
  test(`a link with ${name} is forged, also when it has expired`, () => {
    const link = { id: id ?? FILE.id, query: { ...good().query, ...query } };
    assert.equal(stateOf(link), 'forged');
    assert.equal(stateOf(link, UNTIL + 1), 'forged');
  });
}

test('an older key still verifies, the first one signs, another one does neither', () => {
  const next = newKey();
  const both = createMediaLinks([next, key]);
  assert.equal(both.read(good(), 0).state, 'good');
  assert.equal(stateOf(asked(both.sign(FILE, UNTIL))), 'forged');
  assert.equal(createMediaLinks([next]).read(asked(both.sign(FILE, UNTIL)), 0).state, 'good');
});

test('the key that seals secrets does not sign links itself', () => {
  const { id, query } = good();
  const claims = JSON.stringify([id, query['name'], query['type'], query['until']]);
  const direct = createHmac('sha256', key.bytes).update(claims).digest('base64url');
  assert.equal(stateOf({ id, query: { ...query, sig: direct } }), 'forged');
});

test('a file of ours gets a link and keeps its name beside it; all else stays as it is', () => {
  const ours: Content = { kind: 'media', media: 'document', file: FILE, caption: 'Ecco' };
  assert.deepEqual(
    withMediaLink(ours, ({ id }) => `https://x/${id}`),
    { ...ours, url: `https://x/${FILE.id}` },
  );
  const others: Content[] = [
    { kind: 'text', text: FILE.id },
    { kind: 'media', media: 'image', url: 'https://example.com/a.png' },
    { kind: 'media', media: 'image', file: { id: '987654', mime: 'image/png' } },
  ];
  for (const content of others)
    assert.equal(
      withMediaLink(content, () => assert.fail()),
      content,
    );
});
