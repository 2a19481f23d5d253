import assert from 'node:assert/strict';
import { test } from 'node:test';
import { multipartFile } from './multipart-file.ts';

test('a file travels with its record in one body whose length is known before', async () => {
  const content = {
    bytes: 4,
    stream: () => ReadableStream.from([new Uint8Array([65, 13]), new Uint8Array([10, 255])]),
  };
  const { type, body } = multipartFile({ fields: { Title: 'è' }, content, mime: 'a\r\nb', boundary: 'key' });
  assert.equal(type, 'multipart/form-data; boundary="key"');
  const whole = Buffer.concat(await collect(body.stream()));
  assert.equal(whole.byteLength, body.bytes);
  const text = whole.toString('latin1');
  assert.match(text, /Content-Type: application\/octet-stream\r\n\r\nA\r\n\xff\r\n--key--\r\n$/);
  assert.match(whole.toString('utf8'), /\r\n\r\n\{"Title":"è"\}\r\n--key\r\n/);
});

async function collect(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return pieces;
}
