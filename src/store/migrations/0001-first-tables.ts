import type { Migration } from './index.ts';

/**
 * One table per kind of record. Rows that are small, or only ever found by key, lie in the order of their key.
 * Each index costs a page in nearly every commit, so there is none for what is only asked about a few rows: effects of
 * a lane or a connection are looked for among those that are not done, the message of an effect in its lane.
 */
export const firstTables: Migration = {
  name: 'first-tables',
  up: ({ text, integer, clustered }) => [
    ...['lane', 'contact', 'connection', 'memory', 'setting', 'stuck'].map(
      (kind) => `CREATE TABLE ${kind} (key ${text} NOT NULL PRIMARY KEY, data ${text} NOT NULL)${clustered}`,
    ),
    `CREATE TABLE seen (key ${text} NOT NULL PRIMARY KEY, at ${integer} NOT NULL)${clustered}`,

    `CREATE TABLE address (key ${text} NOT NULL PRIMARY KEY, contact ${text} NOT NULL, data ${text} NOT NULL)${clustered}`,
    'CREATE INDEX address_contact ON address (contact, key)',

    `CREATE TABLE conversation (key ${text} NOT NULL PRIMARY KEY, lane ${text} NOT NULL, contact ${text} NOT NULL,
      data ${text} NOT NULL)${clustered}`,
    'CREATE INDEX conversation_lane ON conversation (lane, key)',
    'CREATE INDEX conversation_contact ON conversation (contact, key)',

    `CREATE TABLE message (key ${text} NOT NULL PRIMARY KEY, conversation ${text} NOT NULL, lane ${text} NOT NULL,
      provider_id ${text}, effect ${text}, content ${text} NOT NULL, data ${text} NOT NULL)${clustered}`,
    'CREATE INDEX message_conversation ON message (conversation, key)',
    'CREATE INDEX message_provider_id ON message (provider_id, key) WHERE provider_id IS NOT NULL',

    `CREATE TABLE run (key ${text} NOT NULL PRIMARY KEY, lane ${text} NOT NULL, conversation ${text},
      status ${text} NOT NULL, flow ${text} NOT NULL, due ${integer}, data ${text} NOT NULL)`,
    'CREATE INDEX run_lane ON run (lane, key)',
    'CREATE INDEX run_conversation ON run (conversation, key) WHERE conversation IS NOT NULL',
    "CREATE INDEX run_status ON run (status, key) WHERE status <> 'completed'",
    'CREATE INDEX run_flow ON run (flow, key)',
    'CREATE INDEX run_due ON run (due, key) WHERE due IS NOT NULL',

    `CREATE TABLE journal (key ${text} NOT NULL PRIMARY KEY, run ${text} NOT NULL, number ${integer} NOT NULL, at ${integer} NOT NULL,
      event ${text} NOT NULL, after ${text} NOT NULL)`,

    `CREATE TABLE effect (key ${text} NOT NULL PRIMARY KEY, run ${text} NOT NULL, lane ${text} NOT NULL, state ${text} NOT NULL,
      connection ${text}, data ${text} NOT NULL)${clustered}`,
    "CREATE INDEX effect_state ON effect (state, key) WHERE state <> 'done'",

    `CREATE TABLE flow (key ${text} NOT NULL PRIMARY KEY, flow ${text} NOT NULL, current ${integer} NOT NULL,
      data ${text} NOT NULL)`,
    'CREATE INDEX flow_flow ON flow (flow, key)',
    'CREATE INDEX flow_current ON flow (current, key)',
  ],
};
