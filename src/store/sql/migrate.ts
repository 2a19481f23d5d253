import type { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS, type Migration } from '../migrations/index.ts';
import { SQLITE, type Dialect } from './dialect.ts';

/** The stored file cannot be used by this program: what it is, and what to do. */
export class MigrationError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'MigrationError';
  }
}

/** A step to take, with the version that it leads to. */
export type NextStep = Migration & { version: number };

/** The table in which each step records itself. */
export function versionTable({ integer }: Dialect): string {
  return `CREATE TABLE IF NOT EXISTS migration (version ${integer} PRIMARY KEY, name TEXT NOT NULL, at ${integer} NOT NULL)`;
}

/** Reads how many steps were taken and the last of them. */
export const VERSION_TEXT = 'SELECT count(*) AS taken, coalesce(max(version), 0) AS version FROM migration';

/** The steps that tables at a version have to take. Throws `MigrationError` for tables of a newer program. */
export function nextSteps(
  { where, taken, version }: { where: string; taken: number; version: number },
  migrations: readonly Migration[],
): NextStep[] {
  if (taken !== version) {
    throw new MigrationError(
      `${where} records ${taken} migrations but is at version ${version}: it was changed by hand. Restore a backup.`,
    );
  }
  if (version > migrations.length) {
    throw new MigrationError(
      `${where} has tables of version ${version}; this program knows versions up to ${migrations.length}. ` +
        'It was last used by a newer release: start that release, or restore a backup made before the update.',
    );
  }
  return migrations.map((step, index) => ({ ...step, version: index + 1 })).slice(version);
}

/** Says which step failed and why. */
export function stepError(where: string, { version, name }: NextStep, cause: unknown): MigrationError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new MigrationError(
    `${where} could not be brought to version ${version} (${name}): ${reason}. Nothing of this ` +
      'step was kept. Check that the disk has room and that the tables may be changed, then start again.',
    { cause },
  );
}

/**
 * Brings the tables of an open file up to date. Each step is one transaction that also records itself in `migration`,
 * so a half-taken step cannot exist. On tables that are up to date it changes nothing; tables made by a newer program
 * are left alone and refused with a `MigrationError`.
 */
export function migrate(db: DatabaseSync, file: string, migrations: readonly Migration[] = MIGRATIONS): void {
  db.exec(versionTable(SQLITE));
  const { taken, version } = db.prepare(VERSION_TEXT).get() as { taken: number; version: number };
  for (const step of nextSteps({ where: file, taken, version }, migrations)) take(db, file, step);
}

function take(db: DatabaseSync, file: string, step: NextStep): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const statement of step.up(SQLITE)) db.exec(statement);
    const record = db.prepare('INSERT INTO migration (version, name, at) VALUES (?, ?, ?)');
    record.run(step.version, step.name, Date.now());
    db.exec('COMMIT');
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw stepError(file, step, cause);
  }
}
