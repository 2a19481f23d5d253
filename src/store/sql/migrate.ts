import type { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS, type Migration } from '../migrations/index.ts';
import { SQLITE } from './dialect.ts';

/** The stored file cannot be used by this program: what it is, and what to do. */
export class MigrationError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'MigrationError';
  }
}

/**
 * Brings the tables of an open database up to date. Each step is one transaction that also records itself in
 * `migration`, so a half-taken step cannot exist. On tables that are up to date it changes nothing; tables made by a
 * newer program are left alone and refused with a `MigrationError`.
 */
export function migrate(db: DatabaseSync, file: string, migrations: readonly Migration[] = MIGRATIONS): void {
  const version = versionOf(db, file);
  if (version > migrations.length) {
    throw new MigrationError(
      `${file} has tables of version ${version}; this program knows versions up to ${migrations.length}. ` +
        'It was last used by a newer release: start that release, or restore a backup made before the update.',
    );
  }
  for (const [index, migration] of migrations.entries()) {
    if (index >= version) take(db, file, { ...migration, version: index + 1 });
  }
}

function versionOf(db: DatabaseSync, file: string): number {
  db.exec(
    'CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL)',
  );
  const row = db.prepare('SELECT count(*) AS taken, coalesce(max(version), 0) AS version FROM migration').get();
  const { taken, version } = row as { taken: number; version: number };
  if (taken === version) return version;
  throw new MigrationError(
    `${file} records ${taken} migrations but is at version ${version}: it was changed by hand. Restore a backup.`,
  );
}

function take(db: DatabaseSync, file: string, migration: Migration & { version: number }): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const statement of migration.up(SQLITE)) db.exec(statement);
    const record = db.prepare('INSERT INTO migration (version, name, at) VALUES (?, ?, ?)');
    record.run(migration.version, migration.name, Date.now());
    db.exec('COMMIT');
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK');
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MigrationError(
      `${file} could not be brought to version ${migration.version} (${migration.name}): ${reason}. Nothing of this ` +
        'step was kept. Check that the disk has room and that the file may be written, then start again.',
      { cause },
    );
  }
}
