import type { Migration } from './index.ts';

/**
 * What people, flow authors and operators look things up by. A run's flow never changes, so its index is written once;
 * the index of states holds only runs that have not completed.
 */
export const peopleAndHistory: Migration = {
  name: 'people-and-history',
  up: ({ text, integer, clustered, textIn }) => [
    ...['merge', 'value', 'draft', 'resume', 'alert'].map(
      (kind) => `CREATE TABLE ${kind} (key ${text} NOT NULL PRIMARY KEY, data ${text} NOT NULL)${clustered}`,
    ),
    ...[
      ['consent', 'contact'],
      ['change', 'contact'],
      ['note', 'conversation'],
      ['mediaUse', 'media'],
    ].map(
      ([kind, owner]) =>
        `CREATE TABLE ${kind} (key ${text} NOT NULL PRIMARY KEY, ${owner} ${text} NOT NULL, data ${text} NOT NULL)${clustered}`,
    ),
    `CREATE TABLE link (key ${text} NOT NULL PRIMARY KEY, contact ${text} NOT NULL, record ${text} NOT NULL,
      data ${text} NOT NULL)${clustered}`,
    'CREATE INDEX link_record ON link (record, key)',
    `CREATE TABLE timer (key ${text} NOT NULL PRIMARY KEY, lane ${text} NOT NULL, at ${integer} NOT NULL,
      data ${text} NOT NULL)${clustered}`,
    'CREATE INDEX timer_at ON timer (at, key, lane)',

    `ALTER TABLE address ADD COLUMN contact ${text}`,
    `ALTER TABLE conversation ADD COLUMN contact ${text}`,
    `UPDATE address SET contact = ${textIn('data', ['contact'])}`,
    `UPDATE conversation SET contact = ${textIn('data', ['contact'])}`,
    'CREATE INDEX address_contact ON address (contact, key)',
    'CREATE INDEX conversation_contact ON conversation (contact, key)',

    `ALTER TABLE run ADD COLUMN flow ${text}`,
    `ALTER TABLE run ADD COLUMN status ${text}`,
    `UPDATE run SET flow = ${textIn('data', ['flow', 'id'])}, status = ${textIn('data', ['status'])}`,
    'CREATE INDEX run_flow ON run (flow, key)',
    'CREATE INDEX run_lane ON run (lane, key)',
    "CREATE INDEX run_status ON run (status, key) WHERE status <> 'completed'",

    `ALTER TABLE effect ADD COLUMN connection ${text}`,
    `UPDATE effect SET connection = ${textIn('data', ['connection'])}`,
    "CREATE INDEX effect_connection ON effect (connection, state, key) WHERE state <> 'done'",
  ],
};
