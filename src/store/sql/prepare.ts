import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Gives the prepared statement of a text. Rows come as arrays, in the order of the columns. */
export type Prepare = (sql: string) => StatementSync;

/** Prepares each text once and keeps it: preparing costs several times what running does. */
export function createPrepare(db: DatabaseSync): Prepare {
  const prepared = new Map<string, StatementSync>();
  return (sql) => {
    let statement = prepared.get(sql);
    if (!statement) {
      statement = db.prepare(sql);
      statement.setReturnArrays(true);
      prepared.set(sql, statement);
    }
    return statement;
  };
}
