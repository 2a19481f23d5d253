import type { Migration } from './index.ts';

/**
 * Messages in the order in which they come, beside an index of their keys. In a table that is kept in the order of its
 * key every inner page holds whole rows too: among a million conversations a message took three pages to find its place,
 * and often split the page it came to. Runs are looked for by their lane only where they belong to no conversation, so
 * only these are in that index. Where tables are never kept in the order of their key only the index changes.
 */
export const messagesWhole: Migration = {
  name: 'messages-whole',
  up: ({ text, clustered }) => [
    ...(clustered === ''
      ? []
      : [
          `CREATE TABLE message_whole (key ${text} NOT NULL PRIMARY KEY, conversation ${text} NOT NULL, sent_id ${text},
            content ${text} NOT NULL, data ${text} NOT NULL)`,
          `INSERT INTO message_whole (key, conversation, sent_id, content, data)
            SELECT key, conversation, sent_id, content, data FROM message ORDER BY key`,
          'DROP TABLE message',
          'ALTER TABLE message_whole RENAME TO message',
          'CREATE INDEX message_sent_id ON message (sent_id, key) WHERE sent_id IS NOT NULL',
        ]),
    'DROP INDEX run_lane',
    'CREATE INDEX run_lane ON run (lane, key) WHERE conversation IS NULL',
  ],
};
