import type { Migration } from './index.ts';

/** Tables with a row for each person or conversation; some are also looked up by the contact. */
const TABLES: readonly { kind: string; contact: boolean }[] = [
  { kind: 'lane', contact: false },
  { kind: 'contact', contact: false },
  { kind: 'address', contact: true },
  { kind: 'conversation', contact: true },
];

/**
 * People and conversations in the order in which they come, beside an index of their keys, as messages are since version
 * 4. With a million of them the inner pages of these four tables, which held whole rows, were larger than the memory for
 * pages: finding one row read several. Where tables are never kept in the order of their key nothing changes.
 */
export const peopleWhole: Migration = {
  name: 'people-whole',
  up: ({ text, clustered }) =>
    clustered === ''
      ? []
      : TABLES.flatMap(({ kind, contact }) => [
          `CREATE TABLE ${kind}_whole (key ${text} NOT NULL PRIMARY KEY${contact ? `, contact ${text}` : ''}, data ${text} NOT NULL)`,
          `INSERT INTO ${kind}_whole (key${contact ? ', contact' : ''}, data)
            SELECT key${contact ? ', contact' : ''}, data FROM ${kind} ORDER BY key`,
          `DROP TABLE ${kind}`,
          `ALTER TABLE ${kind}_whole RENAME TO ${kind}`,
          ...(contact ? [`CREATE INDEX ${kind}_contact ON ${kind} (contact, key)`] : []),
        ]),
};
