import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InboundContent } from '../message/content.ts';
import { mergeMessages } from './burst.ts';
import type { MessageContext } from './event-context.ts';

const picture: InboundContent = { kind: 'media', media: 'image', url: 'https://example.org/a.png' };
const said = (text: string, more: Partial<MessageContext> = {}): MessageContext => ({
  id: text,
  text,
  content: { kind: 'text', text },
  at: 1,
  ...more,
});

test('texts follow each other line by line, and the last message gives its id and time', () => {
  assert.deepEqual(mergeMessages(said('uno', { merged: 2 }), said('due', { at: 5 })), {
    id: 'due',
    text: 'uno\ndue',
    content: { kind: 'text', text: 'uno\ndue' },
    at: 5,
    merged: 3,
  });
});

test('a picture stays the content, whichever came first, with all words beside it', () => {
  const shown = said('', { content: picture });
  const first = mergeMessages(shown, said('ecco'));
  assert.deepEqual([first.content, first.text, first.merged], [picture, 'ecco', 2]);
  const last = mergeMessages(said('ecco'), shown);
  assert.deepEqual([last.content, last.text], [picture, 'ecco']);
});

test('of two contents that are no text the last one counts', () => {
  const place: InboundContent = { kind: 'location', latitude: 1, longitude: 2 };
  const merged = mergeMessages(said('a', { content: picture }), said('b', { content: place }));
  assert.deepEqual([merged.content, merged.text], [place, 'a\nb']);
});

test('what brought the person is kept from the first message, unless a later one says it anew', () => {
  const ad = { source: 'ad' };
  assert.deepEqual(mergeMessages(said('a', { referral: ad }), said('b')).referral, ad);
  const other = { source: 'link' };
  assert.deepEqual(mergeMessages(said('a', { referral: ad }), said('b', { referral: other })).referral, other);
  assert.equal('referral' in mergeMessages(said('a'), said('b')), false);
});
