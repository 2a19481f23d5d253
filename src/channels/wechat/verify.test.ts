import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HookRequest } from '../channel.ts';
import { messages, push } from './fixtures/webhooks.ts';
import { CONFIG, encrypt, signedAt } from './testing/signed.ts';
import { wechat } from './wechat.ts';
import { readXml } from './xml.ts';

const NOW = Date.UTC(2026, 10, 22, 9);
const TEXT = Buffer.from(messages['text']?.body ?? '');
const request = (): HookRequest => ({ ...signedAt(TEXT, CONFIG, NOW), at: NOW });
const withBody = (change: (body: string) => string): HookRequest => {
  const original = request();
  return { ...original, body: Buffer.from(change(Buffer.from(original.body).toString())) };
};

test('a change of any letter of the encrypted message is refused', () => {
  const original = request();
  const body = Buffer.from(original.body).toString();
  const encrypted = readXml(body)?.get('Encrypt') ?? '';
  assert.ok(encrypted.length > 100);
  const start = body.indexOf(encrypted);
  for (let at = start; at < start + encrypted.length; at += 7) {
    const changed = body.slice(0, at) + (body[at] === 'A' ? 'B' : 'A') + body.slice(at + 1);
    assert.equal(wechat.verify({ ...original, body: Buffer.from(changed) }, CONFIG), false);
  }
});

test('what stands beside the encrypted message counts for nothing', () => {
  const both = withBody((text) => text.replace('<xml>', '<xml><MsgType>text</MsgType><Content>forged</Content>'));
  assert.equal(wechat.verify(both, CONFIG), true);
  assert.deepEqual(wechat.receive(both, CONFIG).events, messages['text']?.events);
});

test('a plain message is refused where the connection has a key', () => {
  const { encodingAesKey: _, ...plain } = CONFIG;
  const unencrypted = { ...signedAt(TEXT, plain, NOW), at: NOW };
  assert.equal(wechat.verify(unencrypted, plain), true);
  assert.equal(wechat.verify(unencrypted, CONFIG), false);
  assert.throws(() => wechat.receive(unencrypted, CONFIG), /EncodingAESKey/);
});

test('a message for another account is refused, though it is signed', () => {
  const other = { ...CONFIG, appId: 'wxffffffffffffffff' };
  assert.equal(wechat.verify({ ...signedAt(TEXT, other, NOW), at: NOW }, CONFIG), false);
});

test('a key whose last bits are not zero is taken, and any length of padding', () => {
  const odd = { ...CONFIG, encodingAesKey: `${CONFIG.encodingAesKey?.slice(0, 42)}R` };
  for (let length = 1; length <= 33; length++) {
    const signed = { ...signedAt(Buffer.from('x'.repeat(length)), odd, NOW), at: NOW };
    assert.equal(wechat.verify(signed, odd), true, `${length}`);
  }
});

test('a text that is not encrypted at all is refused without an exception', () => {
  for (const encrypted of ['', 'AAAA', 'A'.repeat(64), encrypt(TEXT, CONFIG).slice(0, -44)]) {
    const broken = withBody((text) => text.replace(/CDATA\[[^\]]{99,}/, `CDATA[${encrypted}`));
    assert.equal(wechat.verify(broken, CONFIG), false);
    assert.throws(() => wechat.receive(broken, CONFIG), { code: 'invalid' });
  }
});

test('how old a webhook may be is for the connection to say', () => {
  const later = (ms: number) => ({ ...request(), at: NOW + ms });
  assert.equal(wechat.verify(later(299_000), CONFIG), true);
  assert.equal(wechat.verify(later(301_000), CONFIG), false);
  assert.equal(wechat.verify(later(301_000), { ...CONFIG, maxAgeMinutes: 10 }), true);
  assert.equal(wechat.verify(later(-9e11), { ...CONFIG, maxAgeMinutes: 0 }), true);
});

test('a webhook is answered with the word that WeChat waits for', () => {
  assert.equal(wechat.receive(request(), CONFIG).response?.body, 'success');
});

test('XML is read as texts from the first level, and only XML of WeChat’s kind', () => {
  const read = (inner: string) => Object.fromEntries(readXml(`<xml>${inner}</xml>`) ?? []);
  assert.deepEqual(read('<a>1</a><a>2</a><b/><c> <d>3</d> </c>'), { a: '1' });
  assert.deepEqual(read('<a>x<![CDATA[<y>]]>&quot;&apos;z</a><!-- <a> -->'), { a: 'x<y>"\'z' });
  assert.deepEqual(Object.fromEntries(readXml('\uFEFF<?xml version="1.0"?>\n<xml><a>1</a></xml>\n') ?? []), { a: '1' });
  const wrong = [
    '<a>&b;</a>',
    '<a>&</a>',
    '<a>&#0;</a>',
    '<a>&#xD800;</a>',
    '<a b="c">1</a>',
    '<a>1</b>',
    '<a>',
    '<!x>',
  ];
  for (const inner of wrong) assert.equal(readXml(`<xml>${inner}</xml>`), undefined, inner);
  for (const whole of ['', 'x<xml></xml>', '<xml></xml><xml></xml>', '<xml/>', '<a></a>', '<xml><![CDATA[</xml>'])
    assert.equal(readXml(whole), undefined, whole);
});

test('a great many elements and open ends are read in a moment', () => {
  const started = process.cpuUsage();
  for (const piece of ['<a>', '<a>1</a>', '<![CDATA[', '<!--', '&amp;', '</', '<a'])
    readXml(push('text', piece.repeat(200_000)));
  assert.ok(process.cpuUsage(started).user < 2_000_000);
});
