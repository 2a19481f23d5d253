import assert from 'node:assert/strict';
import { test } from 'node:test';
import { servedAs, settleType, UNKNOWN_TYPE } from './media-type.ts';

const latin = (text: string) => Buffer.from(text, 'latin1');
const mp4 = (brand: string) => latin(`\0\0\0\x18ftyp${brand}\0\0\0\0`);
/** The beginning of a zip with these members, their lengths left out. */
const zip = (...members: string[]) =>
  latin(members.map((member) => `PK\x03\x04${'\0'.repeat(26)}${member}\0`).join(''));
const ogg = (codec: string) => latin(`OggS${'\0'.repeat(24)}${codec}`);
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const ODT = 'application/vnd.oasis.opendocument.text';

const TYPES: readonly (readonly [name: string, stated: string, head: Buffer, settled: string])[] = [
  ['a JPEG', 'image/jpeg', latin('\xff\xd8\xff\xe0..JFIF'), 'image/jpeg'],
  ['a PNG called JPEG', 'image/jpeg', latin('\x89PNG\r\n\x1a\n'), 'image/png'],
  ['a GIF without a type', '', latin('GIF89a'), 'image/gif'],
  ['a WebP', 'image/webp', latin('RIFF\x10\0\0\0WEBPVP8 '), 'image/webp'],
  ['a WAV', 'audio/wav', latin('RIFF\x10\0\0\0WAVEfmt '), 'audio/wav'],
  ['a PDF with parameters', 'Application/PDF; x=1', latin('%PDF-1.7'), 'application/pdf'],
  ['an MP4', 'video/mp4', mp4('isom'), 'video/mp4'],
  ['an MP4 that is stated to be sound', 'audio/mp4', mp4('mp42'), 'audio/mp4'],
  ['an M4A', 'application/octet-stream', mp4('M4A '), 'audio/mp4'],
  ['a 3GP', 'video/mp4; codecs=x', mp4('3gp5'), 'video/mp4'],
  ['a 3GP called a picture', 'image/png', mp4('3gp5'), 'video/3gpp'],
  ['a brand that we do not know', 'image/heic', mp4('heic'), 'image/heic'],
  ['a voice message', 'audio/ogg', ogg('OpusHead'), 'audio/ogg; codecs=opus'],
  ['an Ogg of another codec', 'audio/ogg', ogg('\x01vorbis'), 'audio/ogg'],
  ['an MP3 with a tag', 'audio/mpeg', latin('ID3\x04'), 'audio/mpeg'],
  ['an MP3 without one', 'application/pdf', latin('\xff\xfb\x90\x64'), 'audio/mpeg'],
  ['an AAC', 'audio/aac', latin('\xff\xf1\x50'), 'audio/aac'],
  ['an AMR', 'audio/amr', latin('#!AMR\n'), 'audio/amr'],
  ['a Word file', 'application/zip', zip('[Content_Types].xml', 'word/document.xml'), DOCX],
  ['a Word file whose parts come late', DOCX, zip('[Content_Types].xml'), DOCX],
  ['an OpenDocument text', 'application/octet-stream', zip(`mimetype${ODT}`), ODT],
  ['a template for OpenDocument texts', '', zip(`mimetype${ODT}-template`), 'application/zip'],
  ['a zip called a picture', 'image/png', zip('a.png'), 'application/zip'],
  ['a program in a zip', 'application/java-archive', zip('META-INF/'), 'application/zip'],
  ['an old Word file', 'application/msword', latin('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'application/msword'],
  ['an RTF', 'application/msword', latin('{\\rtf1'), 'application/rtf'],
  ['a contact', 'text/x-vcard', latin('BEGIN:VCARD\r\nVERSION:3.0'), 'text/x-vcard'],
  ['a contact without a type', '', latin('BEGIN:VCARD\r\nVERSION:3.0'), 'text/vcard'],
  ['a text', 'text/plain; charset=utf-8', Buffer.from('perché no?'), 'text/plain'],
  ['a text in Latin-1', 'text/plain', latin('perch\xe9'), 'text/plain'],
  ['a table', 'text/csv', latin('a;b\r\n1;2'), 'text/csv'],
  ['a text called a film', 'video/mp4', latin('a very short film'), 'text/plain'],
  ['a script', 'text/javascript', latin('alert(1)'), 'text/plain'],
  ['a page', 'text/html', latin('<!doctype html><script>'), UNKNOWN_TYPE],
  ['a page called a text', 'text/plain', latin(' \n<html>'), UNKNOWN_TYPE],
  ['a page behind a byte order mark', 'text/plain', Buffer.from('\ufeff<HTML>'), UNKNOWN_TYPE],
  ['a page called a picture', 'image/png', latin('<svg onload="alert(1)">'), UNKNOWN_TYPE],
  ['a drawing with scripts', 'image/svg+xml', latin('<svg xmlns='), UNKNOWN_TYPE],
  ['a page in UTF-16', 'text/html', Buffer.from('<html>', 'utf16le'), UNKNOWN_TYPE],
  ['a page in UTF-16 called a text', 'text/plain', Buffer.from('<html>', 'utf16le'), UNKNOWN_TYPE],
  ['noise called a picture', 'image/png', latin('\0\x01\x02'), UNKNOWN_TYPE],
  ['noise called a PDF', 'application/pdf', latin('\0\x01\x02'), UNKNOWN_TYPE],
  ['noise called a drawing', 'image/svg+xml', latin('\0\x01\x02'), UNKNOWN_TYPE],
  ['noise called a program', 'application/x-javascript', latin('\0\x01\x02'), UNKNOWN_TYPE],
  ['noise with a type of its own', 'application/vnd.tcpdump.pcap', latin('\0\x01\x02'), 'application/vnd.tcpdump.pcap'],
  ['noise with a type that breaks lines', 'image/x\r\nset-cookie: a=1', latin('\0\x01'), UNKNOWN_TYPE],
  ['nothing', 'image/png', latin(''), UNKNOWN_TYPE],
];

for (const [name, stated, head, settled] of TYPES) {
  test(`${name}, stated as "${stated.replace(/[\r\n]+/, ' ')}", is kept as ${settled}`, () => {
    assert.equal(settleType(stated, head), settled);
  });
}

test('only the beginning decides, also in a view of a larger buffer', () => {
  const text = Buffer.concat([latin('..'), Buffer.alloc(5000, 'a'), latin('\0')]);
  assert.equal(settleType('', text.subarray(2)), 'text/plain');
  assert.equal(settleType('', new Uint8Array(text.buffer, text.byteOffset + 4900)), UNKNOWN_TYPE);
});

const SERVED: readonly (readonly [mime: string, type: string, inline: boolean])[] = [
  ['image/png', 'image/png', true],
  ['IMAGE/PNG; x=1', 'image/png', true],
  ['audio/ogg; codecs=opus', 'audio/ogg; codecs=opus', true],
  ['text/plain', 'text/plain; charset=utf-8', true],
  ['application/pdf', 'application/pdf', false],
  [DOCX, DOCX, false],
  ['text/csv', 'text/csv', false],
  ['image/heic', 'image/heic', false],
  ['text/html', UNKNOWN_TYPE, false],
  ['image/svg+xml', UNKNOWN_TYPE, false],
  ['application/xhtml+xml', UNKNOWN_TYPE, false],
  ['text/javascript', UNKNOWN_TYPE, false],
  ['text/xml', UNKNOWN_TYPE, false],
  ['text/html; codecs=opus', UNKNOWN_TYPE, false],
  ['image/png\r\nx: y', UNKNOWN_TYPE, false],
  ['', UNKNOWN_TYPE, false],
];

for (const [mime, type, inline] of SERVED) {
  test(`"${mime.replace(/[\r\n]+/, ' ')}" is served as ${type}, ${inline ? 'shown' : 'downloaded'}`, () => {
    assert.deepEqual(servedAs(mime), { type, inline });
  });
}
