/** What differs between SQL databases; everything else is written once, in SQL that all of them understand. */
export type Dialect = {
  /** The placeholder of the parameter at a position, counted from 1; one parameter may be placed several times. */
  placeholder: (position: number) => string;
  /** The column type of texts, compared byte by byte. */
  text: string;
  /** The column type of times, counts and truth values (0 or 1). */
  integer: string;
  /** Ends the definition of a table of small rows that is kept in the order of its key. */
  clustered: string;
  /** A text inside a column of JSON, by the names that lead to it; null where there is none. */
  textIn: (column: string, path: readonly string[]) => string;
  /** True where a column contains a text that is given in small letters; only ASCII letters have two cases. */
  contains: (column: string, small: string) => string;
};

/** SQLite, as Node carries it. */
export const SQLITE: Dialect = {
  placeholder: (position) => `?${position}`,
  text: 'TEXT',
  integer: 'INTEGER',
  clustered: ' WITHOUT ROWID',
  textIn: (column, path) => `json_extract(${column}, '$.${path.join('.')}')`,
  contains: (column, small) => `instr(lower(${column}), ${small}) > 0`,
};

/** PostgreSQL. The collation "C" orders texts by their bytes and knows no letters but those of ASCII. */
export const POSTGRES: Dialect = {
  placeholder: (position) => `$${position}`,
  text: 'TEXT COLLATE "C"',
  integer: 'BIGINT',
  clustered: '',
  textIn: (column, path) => `${column}::json #>> '{${path.join(',')}}'`,
  contains: (column, small) => `strpos(lower(${column}), ${small}) > 0`,
};
