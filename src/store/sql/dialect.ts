/**
 * What differs between SQL databases; everything else is written once, in SQL that all of them understand.
 * PostgreSQL's would be `$1`, `TEXT COLLATE "C"` (keys compare by their bytes everywhere), `BIGINT` and no suffix.
 */
export type Dialect = {
  /** The placeholder of the parameter at a position, counted from 1. */
  placeholder: (position: number) => string;
  /** The column type of texts, compared byte by byte. */
  text: string;
  /** The column type of times, counts and truth values (0 or 1). */
  integer: string;
  /** Ends the definition of a table of small rows that is kept in the order of its key. */
  clustered: string;
};

/** SQLite, as Node carries it. */
export const SQLITE: Dialect = {
  placeholder: () => '?',
  text: 'TEXT',
  integer: 'INTEGER',
  clustered: ' WITHOUT ROWID',
};
