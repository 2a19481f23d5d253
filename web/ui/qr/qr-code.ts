import { errorWords } from './error-words.ts';

/** A QR code: rows of modules from the top, true for a dark one. The margin of four light modules is not in it. */
export type QrCode = readonly (readonly boolean[])[];

/** Sizes 1 to 6 with medium correction: blocks of equal length, the data words and the error words of each. */
const SIZES: readonly { blocks: number; data: number; errors: number }[] = [
  { blocks: 1, data: 16, errors: 10 },
  { blocks: 1, data: 28, errors: 16 },
  { blocks: 1, data: 44, errors: 26 },
  { blocks: 2, data: 32, errors: 18 },
  { blocks: 2, data: 43, errors: 24 },
  { blocks: 4, data: 27, errors: 16 },
];

/** Which modules a mask turns over, by row and column (ISO/IEC 18004, table 10). */
const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_row, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

/** Draws a text of up to 106 bytes as a QR code; undefined for a longer one. */
export function qrCode(text: string): QrCode | undefined {
  const bytes = new TextEncoder().encode(text);
  // Twelve bits say how it is written and how long it is.
  const at = SIZES.findIndex(({ blocks, data }) => bytes.length + 2 <= blocks * data);
  const size = SIZES[at];
  if (!size) return undefined;
  const words = interleave(dataWords(bytes, size.blocks * size.data), size);
  const drawn = MASKS.map((_mask, mask) => draw(words, { width: 21 + 4 * at, mask }));
  return drawn.reduce((best, next) => (unrestOf(next) < unrestOf(best) ? next : best));
}

/** The text as bytes, its length before it, filled up to the size. */
function dataWords(bytes: Uint8Array, count: number): number[] {
  const nibbles = [4, bytes.length >> 4, bytes.length & 15, ...[...bytes].flatMap((byte) => [byte >> 4, byte & 15]), 0];
  const words: number[] = [];
  for (let at = 0; at + 1 < nibbles.length; at += 2) words.push(((nibbles[at] ?? 0) << 4) | (nibbles[at + 1] ?? 0));
  for (let filler = 0xec; words.length < count; filler ^= 0xec ^ 0x11) words.push(filler);
  return words;
}

/** The first word of every block, then the second of every block, and so on; the error words in the same way after. */
function interleave(words: readonly number[], { blocks, data, errors }: (typeof SIZES)[number]): number[] {
  const parts = Array.from({ length: blocks }, (_, block) => words.slice(block * data, (block + 1) * data));
  const corrections = parts.map((part) => errorWords(part, errors));
  const inTurn = (lists: readonly (readonly number[])[], length: number): number[] =>
    Array.from({ length }, (_, at) => lists.map((list) => list[at] ?? 0)).flat();
  return [...inTurn(parts, data), ...inTurn(corrections, errors)];
}

type Drawing = { width: number; mask: number };

function draw(words: readonly number[], { width, mask }: Drawing): boolean[][] {
  const fixed = fixedModules({ width, mask });
  const rows = Array.from({ length: width }, (_, row) =>
    Array.from({ length: width }, (__, column) => fixed(row, column) ?? false),
  );
  let bit = 0;
  for (const [row, column] of way(width)) {
    if (fixed(row, column) !== undefined) continue;
    const word = words[bit >> 3] ?? 0;
    const isDark = ((word >> (7 - (bit & 7))) & 1) === 1;
    const line = rows[row];
    if (line) line[column] = isDark !== (MASKS[mask]?.(row, column) ?? false);
    bit++;
  }
  return rows;
}

/** Where the bits lie: in columns of two from the right, up and down in turn; the column of the time marks is passed over. */
function* way(width: number): Generator<[row: number, column: number]> {
  let isUpward = true;
  for (let right = width - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < width; step++) {
      const row = isUpward ? width - 1 - step : step;
      yield [row, right];
      yield [row, right - 1];
    }
    isUpward = !isUpward;
  }
}

/** The modules that say where the code lies and how it is written; undefined for one that carries a bit of the text. */
function fixedModules({ width, mask }: Drawing): (row: number, column: number) => boolean | undefined {
  const format = formatBits(mask);
  const far = width - 7;
  return (row, column) => {
    const corner = cornerOf(row, column, width);
    if (corner) return ringOf(corner[0] - 3, corner[1] - 3) !== 2 && ringOf(corner[0] - 3, corner[1] - 3) !== 4;
    const isFormat = formatAt(row, column, width);
    if (isFormat !== undefined) return isFormat === 'dark' || ((format >> isFormat) & 1) === 1;
    if (row === 6 || column === 6) return (row + column) % 2 === 0;
    const ring = ringOf(row - far, column - far);
    // The smallest code needs no mark there.
    return width > 21 && ring <= 2 ? ring !== 1 : undefined;
  };
}

const ringOf = (down: number, right: number): number => Math.max(Math.abs(down), Math.abs(right));

/** The place within one of the three large marks, with the light line around it; it is counted from its own corner. */
function cornerOf(row: number, column: number, width: number): [number, number] | undefined {
  const [low, left] = [row < 8, column < 8];
  if (low && left) return [row, column];
  if (low && column >= width - 8) return [row, column - (width - 7)];
  return left && row >= width - 8 ? [row - (width - 7), column] : undefined;
}

/** Which bit of the format stands at a place: each stands twice. One module beside them is always dark. */
function formatAt(row: number, column: number, width: number): number | 'dark' | undefined {
  if (column === 8) {
    if (row < 6) return row;
    if (row === 7 || row === 8) return row - 1;
    if (row === width - 8) return 'dark';
    if (row > width - 8) return row - (width - 15);
  }
  if (row !== 8) return undefined;
  if (column === 7) return 8;
  if (column < 6) return 14 - column;
  return column >= width - 8 ? width - 1 - column : undefined;
}

/** Medium correction and the mask, with the bits by which a misread format is corrected. */
export function formatBits(mask: number): number {
  let rest = mask << 10;
  for (let bit = 14; bit >= 10; bit--) if ((rest >> bit) & 1) rest ^= 0x537 << (bit - 10);
  return ((mask << 10) | rest) ^ 0x5412;
}

/** How hard a code is to read: long lines of one colour, and squares of it. */
function unrestOf(rows: QrCode): number {
  let unrest = 0;
  const columns = rows.map((_, column) => rows.map((row) => row[column] ?? false));
  for (const line of [...rows, ...columns]) {
    let length = 0;
    for (const [at, module] of line.entries()) {
      length = at > 0 && module === line[at - 1] ? length + 1 : 1;
      if (length === 5) unrest += 3;
      else if (length > 5) unrest++;
    }
  }
  for (const [row, line] of rows.entries())
    for (const [column, module] of line.entries()) {
      const below = rows[row + 1];
      const same = [line[column + 1], below?.[column], below?.[column + 1]].every((other) => other === module);
      if (same) unrest += 3;
    }
  return unrest;
}
