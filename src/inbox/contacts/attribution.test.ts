import assert from 'node:assert/strict';
import { test } from 'node:test';
import { id } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import { attribute, attributionOf } from './attribution.ts';

const connection = id.connection('shop');
const of = (referral: JsonObject, at = 1) => attributionOf({ connection, at, referral });

test('an ad gives its id, its click and its headline', () => {
  const referral = {
    source_type: 'ad',
    source_id: '77',
    source_url: 'https://fb.me/x',
    headline: 'Luce e gas',
    body: 'Scrivici',
    ctwa_clid: 'cl1',
  };
  const facts = { source: '77', clickId: 'cl1', headline: 'Luce e gas', url: 'https://fb.me/x' };
  assert.deepEqual(of(referral), { at: 1, connection, kind: 'ad', ...facts });
});

test('a post is a link, and so is a deep link with what it carries', () => {
  assert.equal(of({ source_type: 'post', source_id: '9', source_url: 'https://fb.me/p' })?.kind, 'link');
  assert.deepEqual(of({ ref: 'summer-sale', source: 'SHORTLINK' }), {
    at: 1,
    connection,
    kind: 'link',
    payload: 'summer-sale',
  });
  assert.equal(of({ source: 'ADS', ad_id: '5' })?.kind, 'ad');
});

test('a link gives its campaign, and a click that its query names is an ad', () => {
  const url = 'https://shop.example/?utm_source=news&utm_campaign=x&utm_medium=&gclid=G1';
  const utm = { source: 'news', campaign: 'x' };
  assert.deepEqual(of({ url }), { at: 1, connection, kind: 'ad', clickId: 'G1', url, utm });
});

test('what is no link says what it says, and what says nothing is nothing', () => {
  assert.deepEqual(of({ url: 'not a link' }), { at: 1, connection, kind: 'link', url: 'not a link' });
  assert.equal(of({ referred_product: { catalog_id: '500' } }), undefined);
  assert.equal(of({ headline: 7, ref: '' }), undefined);
  assert.equal(of({ headline: 'x'.repeat(9000) })?.headline?.length, 500);
});

test('what brought a person first stays, what brought them last is the last ad or link', () => {
  const begun = attribute(undefined, { connection, at: 1 }, true);
  assert.deepEqual(begun, {
    first: { at: 1, connection, kind: 'direct' },
    last: { at: 1, connection, kind: 'direct' },
  });
  const ad = { source_id: '77', source_type: 'ad' };
  const later = attribute(begun, { connection, at: 2, referral: ad }, false);
  assert.deepEqual([later?.first.kind, later?.last], ['direct', { at: 2, connection, kind: 'ad', source: '77' }]);
  assert.equal(attribute(later, { connection, at: 3 }, false), later);
});

test('somebody whom we write to was not brought by anything', () => {
  assert.equal(attribute(undefined, { connection, at: 1 }, false), undefined);
});
