import type { Dialect } from '../sql/dialect.ts';
import { firstTables } from './0001-first-tables.ts';
import { peopleAndHistory } from './0002-people-and-history.ts';
import { effectsWhole } from './0003-effects-whole.ts';
import { messagesWhole } from './0004-messages-whole.ts';
import { peopleWhole } from './0005-people-whole.ts';

/**
 * One step from a version of the tables to the next. Once released it is never edited: a mistake is put right by the
 * next one, because files that have taken this step exist.
 */
export type Migration = { name: string; up(dialect: Dialect): readonly string[] };

/** Every migration in order; the position, counted from 1, is the version of the tables that it leads to. */
export const MIGRATIONS: readonly Migration[] = [
  firstTables,
  peopleAndHistory,
  effectsWhole,
  messagesWhole,
  peopleWhole,
];
