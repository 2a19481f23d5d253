import type { ActLine, ExpectLine, HeaderLine } from './lines.ts';
import type { Report } from './yaml-nodes.ts';

/** A line before it is known where it stands. */
export type Unplaced = HeaderLine | ActLine | ExpectLine;

/** What stands beside the word that a line begins with. */
export type Beside = {
  report: Report;
  who?: string;
  on?: string;
  get(name: string): unknown;
  has(name: string): boolean;
};

/** How one kind of line is read. */
export type Reader = {
  /** Other members that the line may have. */
  beside?: readonly string[];
  /** True where it may say whom it is about, `bot[Bea]`, and on which connection, `on: texts`. */
  who?: true;
  /** True where the word alone is a line: `- nothing`. */
  bare?: true;
  read(value: unknown, beside: Beside): Unplaced | undefined;
};
