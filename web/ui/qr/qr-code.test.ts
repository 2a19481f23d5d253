import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { errorWords } from './error-words.ts';
import { formatBits, qrCode, type QrCode } from './qr-code.ts';

/** Medium correction with each mask, as the standard's table has it. */
const FORMATS = [
  '101010000010010',
  '101000100100101',
  '101111001111100',
  '101101101001011',
  '100010111111001',
  '100000011001110',
  '100111110010111',
  '100101010100000',
];

/** How long the blocks of each size are: data words, and all words. */
const BLOCKS: Readonly<Record<number, readonly [count: number, data: number]>> = {
  21: [1, 16],
  25: [1, 28],
  29: [1, 44],
  33: [2, 32],
  37: [2, 43],
  41: [4, 27],
};

const TURNED: readonly ((y: number, x: number) => number)[] = [
  (y, x) => (y + x) % 2,
  (y) => y % 2,
  (_y, x) => x % 3,
  (y, x) => (y + x) % 3,
  (y, x) => ((y >> 1) + Math.trunc(x / 3)) % 2,
  (y, x) => ((y * x) % 2) + ((y * x) % 3),
  (y, x) => (((y * x) % 2) + ((y * x) % 3)) % 2,
  (y, x) => (((y + x) % 2) + ((y * x) % 3)) % 2,
];

/** Reads a code as a reader does that sees every module well. */
function read(code: QrCode): string {
  const size = code.length;
  const module = (y: number, x: number): number => (code[y]?.[x] ? 1 : 0);
  const format = [14, 13, 12, 11, 10, 9].map((bit) => module(8, 14 - bit)).join('');
  const mask = FORMATS.findIndex((each) => each.startsWith(format));
  const [count, data] = BLOCKS[size] ?? [0, 0];
  const isText = (y: number, x: number): boolean => {
    if (y === 6 || x === 6) return false;
    if ((y < 9 && x < 9) || (y < 9 && x > size - 9) || (y > size - 9 && x < 9)) return false;
    return size === 21 || y < size - 9 || x < size - 9 || y > size - 5 || x > size - 5;
  };
  const bits: number[] = [];
  const columns = Array.from({ length: size }, (_, x) => size - 1 - x).filter((x) => x !== 6);
  for (let pair = 0; pair * 2 < columns.length; pair++)
    for (let step = 0; step < size; step++)
      for (const x of columns.slice(pair * 2, pair * 2 + 2)) {
        const y = pair % 2 === 0 ? size - 1 - step : step;
        if (isText(y, x)) bits.push(module(y, x) ^ (TURNED[mask]?.(y, x) === 0 ? 1 : 0));
      }
  const words = Array.from({ length: bits.length >> 3 }, (_, at) =>
    Number.parseInt(bits.slice(at * 8, at * 8 + 8).join(''), 2),
  );
  const blocks = Array.from({ length: count }, (_, block) => words.filter((_word, at) => at % count === block));
  for (const block of blocks) {
    const errors = block.slice(data);
    assert.deepEqual(errors, errorWords(block.slice(0, data), errors.length));
  }
  const all = blocks
    .flatMap((block) => block.slice(0, data))
    .map((word) => word.toString(2).padStart(8, '0'))
    .join('');
  assert.equal(all.slice(0, 4), '0100');
  const length = Number.parseInt(all.slice(4, 12), 2);
  const bytes = Array.from({ length }, (_, at) => Number.parseInt(all.slice(12 + at * 8, 20 + at * 8), 2));
  return new TextDecoder().decode(Uint8Array.from(bytes));
}

describe('a QR code', () => {
  it('is corrected by the error words of the standard', () => {
    const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
    assert.deepEqual(errorWords(data, 10), [196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
  });

  it('says its mask as the standard does', () => {
    assert.deepEqual(
      FORMATS.map((_, mask) => formatBits(mask).toString(2)),
      FORMATS,
    );
  });

  it('is read back as it was written, in every size', () => {
    for (const length of [1, 14, 15, 26, 42, 62, 63, 84, 106]) {
      const text = 'https://wa.me/393331234567?text=TEST%204821 '.repeat(3).slice(0, length);
      const code = qrCode(text);
      assert.ok(code);
      assert.equal(read(code), text);
    }
  });

  it('is not drawn for what is too long', () => {
    assert.equal(qrCode('x'.repeat(107)), undefined);
  });
});
