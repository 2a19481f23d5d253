import type { Migration } from './index.ts';

/**
 * Effects in the order in which they come. A row of a table that is kept in the order of its key holds at most a quarter
 * of a page, and what is beyond gets a page of its own: an effect with its HTTP exchanges took four times its size, and
 * each of its writes a page more. Where tables are never kept in that order nothing changes.
 */
export const effectsWhole: Migration = {
  name: 'effects-whole',
  up: ({ text, clustered }) =>
    clustered === ''
      ? []
      : [
          `CREATE TABLE effect_whole (key ${text} NOT NULL PRIMARY KEY, run ${text} NOT NULL, state ${text} NOT NULL,
            connection ${text}, data ${text} NOT NULL)`,
          `INSERT INTO effect_whole (key, run, state, connection, data)
            SELECT key, run, state, connection, data FROM effect ORDER BY key`,
          'DROP TABLE effect',
          'ALTER TABLE effect_whole RENAME TO effect',
          "CREATE INDEX effect_state ON effect (state, key) WHERE state <> 'done'",
          "CREATE INDEX effect_connection ON effect (connection, state, key) WHERE state <> 'done'",
        ],
};
