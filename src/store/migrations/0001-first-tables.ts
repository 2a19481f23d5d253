import type { Migration } from './index.ts';

/**
 * One table per kind of record, in the order of its key where rows are small. A page is the price of every table and
 * index that a commit touches: keys of what grows begin with a time, so that the new rows of one moment lie together,
 * and there is no index for what is only asked about a few rows.
 */
export const firstTables: Migration = {
  name: 'first-tables',
  up: ({ text, integer, clustered }) => [
    ...['lane', 'contact', 'address', 'conversation', 'connection', 'memory', 'setting', 'stuck'].map(
      (kind) => `CREATE TABLE ${kind} (key ${text} NOT NULL PRIMARY KEY, data ${text} NOT NULL)${clustered}`,
    ),
    `CREATE TABLE seen (key ${text} NOT NULL PRIMARY KEY, at ${integer} NOT NULL)${clustered}`,

    `CREATE TABLE message (key ${text} NOT NULL PRIMARY KEY, conversation ${text} NOT NULL, sent_id ${text},
      content ${text} NOT NULL, data ${text} NOT NULL)${clustered}`,
    'CREATE INDEX message_sent_id ON message (sent_id, key) WHERE sent_id IS NOT NULL',

    `CREATE TABLE run (key ${text} NOT NULL PRIMARY KEY, lane ${text} NOT NULL, conversation ${text},
      due ${integer}, data ${text} NOT NULL)`,
    'CREATE INDEX run_conversation ON run (conversation, key) WHERE conversation IS NOT NULL',
    'CREATE INDEX run_due ON run (due, key, lane) WHERE due IS NOT NULL',

    `CREATE TABLE journal (key ${text} NOT NULL PRIMARY KEY, run ${text} NOT NULL, number ${integer} NOT NULL, at ${integer} NOT NULL,
      event ${text} NOT NULL, after ${text} NOT NULL)`,

    `CREATE TABLE effect (key ${text} NOT NULL PRIMARY KEY, run ${text} NOT NULL, state ${text} NOT NULL,
      data ${text} NOT NULL)${clustered}`,
    "CREATE INDEX effect_state ON effect (state, key) WHERE state <> 'done'",

    `CREATE TABLE flow (key ${text} NOT NULL PRIMARY KEY, flow ${text} NOT NULL, current ${integer} NOT NULL,
      data ${text} NOT NULL)`,
    'CREATE INDEX flow_flow ON flow (flow, key)',
    'CREATE INDEX flow_current ON flow (current, key)',
  ],
};
