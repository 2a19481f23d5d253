import type { Migration } from './index.ts';

/**
 * One index for what is not done: each effect enters it once and leaves it once. Those of a state on all connections are
 * few, and are sorted when somebody asks.
 */
const OPEN_EFFECTS = "CREATE INDEX effect_open ON effect (state, connection, key) WHERE state <> 'done'";

/**
 * Effects in the order in which they come. A row of a table that is kept in the order of its key holds at most a quarter
 * of a page, and what is beyond gets a page of its own: an effect with its HTTP exchanges took four times its size, and
 * each of its writes a page more. Where tables are never kept in that order nothing changes.
 */
export const effectsWhole: Migration = {
  name: 'effects-whole',
  up: ({ text, clustered }) =>
    clustered === ''
      ? ['DROP INDEX effect_state', 'DROP INDEX effect_connection', OPEN_EFFECTS]
      : [
          `CREATE TABLE effect_whole (key ${text} NOT NULL PRIMARY KEY, run ${text} NOT NULL, state ${text} NOT NULL,
            connection ${text}, data ${text} NOT NULL)`,
          `INSERT INTO effect_whole (key, run, state, connection, data)
            SELECT key, run, state, connection, data FROM effect ORDER BY key`,
          'DROP TABLE effect',
          'ALTER TABLE effect_whole RENAME TO effect',
          OPEN_EFFECTS,
        ],
};
