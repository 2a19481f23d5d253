/** Bytes in the form that certificates are written in (DER): a tag, a length, and what it holds. */
export type Der = Buffer;

const TAG = {
  integer: 0x02,
  bits: 0x03,
  nothing: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  shortTime: 0x17,
  longTime: 0x18,
  sequence: 0x30,
  set: 0x31,
};

/** Things in their order. */
export function sequence(...parts: readonly Der[]): Der {
  return tagged(TAG.sequence, Buffer.concat(parts));
}

/** A set of one thing. */
export function setOf(part: Der): Der {
  return tagged(TAG.set, part);
}

/** A whole number that is not negative, most significant byte first. */
export function integer(bytes: Uint8Array): Der {
  const first = bytes.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.from([0]) : Buffer.from(bytes.subarray(first));
  // The highest bit would make it negative.
  return tagged(TAG.integer, (digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits);
}

/** Nothing, where something could stand. */
export function nothing(): Der {
  return tagged(TAG.nothing, Buffer.alloc(0));
}

/** A text. */
export function utf8(text: string): Der {
  return tagged(TAG.utf8, Buffer.from(text, 'utf8'));
}

/** Whole bytes as a string of bits. */
export function bits(bytes: Uint8Array): Der {
  return tagged(TAG.bits, Buffer.concat([Buffer.from([0]), bytes]));
}

/** A moment, to the second: with two digits of the year before 2050, as certificates have to. */
export function time(at: number): Der {
  const text = new Date(at).toISOString().replace(/[-:T]|\.\d+/g, '');
  const short = new Date(at).getUTCFullYear() < 2050;
  return tagged(short ? TAG.shortTime : TAG.longTime, Buffer.from(short ? text.slice(2) : text, 'ascii'));
}

/** An object identifier such as `2.5.4.3`. */
export function oid(text: string): Der {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return tagged(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A part that is told by its number where it stands. */
export function numbered(number: number, part: Der): Der {
  return tagged(0xa0 + number, part);
}

function tagged(tag: number, content: Buffer): Der {
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

/** Short lengths are themselves; longer ones say first how many bytes they take. */
function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return [0x80 | bytes.length, ...bytes];
}

/** Seven bits in each byte; all but the last have the highest bit set. */
function base128(value: number): number[] {
  const bytes = [value & 0x7f];
  for (let rest = value >>> 7; rest > 0; rest >>>= 7) bytes.unshift((rest & 0x7f) | 0x80);
  return bytes;
}
