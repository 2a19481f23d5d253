import type { Row } from './tables.ts';

/** Writes the records of one kind. */
export type KindWriter = {
  /** False when the key is taken. */
  insert(row: Row): boolean;
  put(row: Row): void;
  /** True while the stored row is this one. */
  holds(row: Row): boolean;
  delete(key: string): void;
  /** Remembers of a stored row what it would look up before writing over it; `columnsOf` tells what such a row holds. */
  know(row: Row): void;
  /** Forgets what it remembers of rows. */
  forget(): void;
};
