/**
 * The 32-bit MurmurHash3 of a text's UTF-8 bytes, as a whole number from 0 to 2³² - 1: the same on every machine and
 * for ever. It spreads similar texts evenly and keeps no secret. Public domain, by Austin Appleby:
 * https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp (x86, 32 bit)
 */
export function murmur3(text: string, seed = 0): number {
  const bytes = utf8(text);
  const blocks = bytes.length - (bytes.length % 4);
  let hash = seed;
  for (let at = 0; at < blocks; at += 4) hash = Math.imul(rotate(hash ^ scramble(word(bytes, at)), 13), 5) + 0xe6546b64;
  hash ^= scramble(word(bytes, blocks)) ^ bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** Four bytes as one number, the lowest first; bytes beyond the end count as 0, which scrambles to 0. */
function word(bytes: readonly number[], at: number): number {
  const [a = 0, b = 0, c = 0, d = 0] = bytes.slice(at, at + 4);
  return a | (b << 8) | (c << 16) | (d << 24);
}

function scramble(block: number): number {
  return Math.imul(rotate(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
}

function rotate(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}

/** A text as UTF-8. Halves of a character, which UTF-8 cannot hold, count as the replacement character. */
function utf8(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text.toWellFormed()) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
}
