import { closeSync, fstatSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dlopen } from 'node:ffi';

/** One read: no more than what Linux reads ahead by itself. */
const PIECE_BYTES = 128 * 1024;

const PROT_READ = 1;
const MAP_SHARED = 1;
const MADV_RANDOM = 1;
/** What mmap gives when it fails: minus one, as an address. */
const MAP_FAILED = 2n ** 64n - 1n;

/**
 * Brings a file into the machine's memory, page by page as a server comes to it: from its end to its beginning, so that
 * Linux does not take it for a stream. Of a stream it makes pieces of up to 2 MB, and then each write of one page costs
 * a look at every other page of its piece.
 */
export async function readIntoMemory(path: string): Promise<void> {
  const file = await open(path);
  try {
    const piece = Buffer.alloc(PIECE_BYTES);
    const { size } = await file.stat();
    for (let at = Math.floor(size / PIECE_BYTES); at >= 0; at -= 1) {
      await file.read(piece, 0, PIECE_BYTES, at * PIECE_BYTES);
    }
  } finally {
    await file.close();
  }
}

/**
 * Brings a file into the machine's memory and holds it there until this process ends, as far as it is long now: some
 * machines take pages away that nobody has touched for a few seconds. Gives what stood in the way, if anything did:
 * root may hold any amount, others as much as `ulimit -l` says.
 */
export async function holdInMemory(path: string): Promise<string | undefined> {
  await readIntoMemory(path);
  const { functions } = dlopen(null, {
    mmap: { arguments: ['pointer', 'u64', 'i32', 'i32', 'i32', 'i64'], return: 'pointer' },
    madvise: { arguments: ['pointer', 'u64', 'i32'], return: 'i32' },
    mlock: { arguments: ['pointer', 'u64'], return: 'i32' },
    munmap: { arguments: ['pointer', 'u64'], return: 'i32' },
  });
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file, { bigint: true });
    const start = functions.mmap(0n, size, PROT_READ, MAP_SHARED, file, 0n);
    if (start === MAP_FAILED) return `${path} cannot be mapped`;
    if (functions.madvise(start, size, MADV_RANDOM) === 0 && functions.mlock(start, size) === 0) return undefined;
    functions.munmap(start, size);
    return `${size >> 20n} MB may not be held in memory: run as root, or raise "ulimit -l"`;
  } finally {
    closeSync(file);
  }
}
