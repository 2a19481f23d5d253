const encoder = new TextEncoder();

/** Polynomial of the check sum that archives have. */
const POLYNOMIAL = 0xedb88320;

const TABLE = Uint32Array.from({ length: 256 }, (_each, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ POLYNOMIAL : value >>> 1;
  return value;
});

function checkSum(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ (TABLE[(sum ^ byte) & 0xff] ?? 0);
  return (sum ^ 0xffffffff) >>> 0;
}

/** 1 January 1980, midnight: the same files give the same archive. */
const DATE = 0x21;
/** Names are UTF-8. */
const UTF8 = 0x0800;

/** An archive of texts by path, not compressed: small files that any program opens. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const [name, bytes] = [encoder.encode(path), encoder.encode(text)];
    const facts = [20, UTF8, 0, 0, DATE];
    const sizes = [checkSum(bytes), bytes.length, bytes.length];
    const local = [...u32(0x04034b50), ...facts.flatMap(u16), ...sizes.flatMap(u32), ...u16(name.length), ...u16(0)];
    const entry = [...u32(0x02014b50), ...u16(20), ...facts.flatMap(u16), ...sizes.flatMap(u32), ...u16(name.length)];
    directory.push(Uint8Array.from([...entry, ...[0, 0, 0, 0].flatMap(u16), ...u32(0), ...u32(offset)]), name);
    parts.push(Uint8Array.from(local), name, bytes);
    offset += local.length + name.length + bytes.length;
  }
  const count = Object.keys(files).length;
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = [
    ...u32(0x06054b50),
    ...u16(0),
    ...u16(0),
    ...u16(count),
    ...u16(count),
    ...u32(size),
    ...u32(offset),
    ...u16(0),
  ];
  return joined([...parts, ...directory, Uint8Array.from(end)]);
}

const u16 = (value: number): number[] => [value & 0xff, (value >>> 8) & 0xff];
const u32 = (value: number): number[] => [...u16(value & 0xffff), ...u16(value >>> 16)];

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, each) => sum + each.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
