import type { Kind, Records } from '../records.ts';
import { ConflictError, type Write } from '../store.ts';
import { POSTGRES } from './dialect.ts';
import { describePlace, isLost, PostgresError } from './postgres-error.ts';
import type { Answer, Session } from './postgres-session.ts';
import type { Outcome } from './queue-commit.ts';
import { deleteText, insertText, replaceText, upsertText, type Statement } from './statements.ts';
import { createTexts, TABLES, type Row, type ToText } from './tables.ts';

/** One write as a statement; with `conflict`, changing no row means that. */
type Step = Statement & { conflict?: ConflictError };

/** Longest time for the statements of a group; a connection that is silent for longer is given up. */
const LIMIT_MS = 60_000;

const plain = (sql: string): Statement => ({ sql, values: [] });
const BEGIN = plain('BEGIN');
const COMMIT = plain('COMMIT');
const ROLLBACK = plain('ROLLBACK');
const SAVEPOINT = plain('SAVEPOINT member');
const RELEASE = plain('RELEASE SAVEPOINT member');
const UNDO = plain('ROLLBACK TO SAVEPOINT member');

/**
 * Makes the function that writes a group of commits over a session, in one transaction. Members are hardly ever
 * refused: so the statements of all go out together, without savepoints, and only when a member is refused the group
 * is written all over again, each member behind its own.
 *
 * Throws `PostgresError` when the connection is lost. Nothing is kept when that happens before the `COMMIT` was sent;
 * after it, nobody on this side can know. Either way the caller may ask for the same commit again: one that was kept
 * meets its own inserts and is refused with a `ConflictError`, as a redelivered event is.
 */
export function createGroupWriter(
  session: () => Promise<Session>,
): (group: readonly (readonly Write[])[]) => Promise<readonly Outcome[]> {
  return async (group) => {
    const plans = group.map(planOf);
    const good = plans.filter((plan) => Array.isArray(plan));
    const outcomes = good.length > 0 ? await writePlans(await session(), good) : [];
    let next = 0;
    return plans.map((plan) => (Array.isArray(plan) ? outcomes[next++] : plan));
  };
}

async function writePlans(session: Session, plans: readonly Step[][]): Promise<Outcome[]> {
  const steps = plans.flat();
  const [begun, ...answers] = await session.send([BEGIN, ...steps], LIMIT_MS);
  failIfLost(session, [begun, ...answers]);
  const refusal = firstRefusal(steps, answers);
  if (!refusal) {
    await commit(session);
    return plans.map(() => undefined);
  }
  failIfLost(session, await session.send([ROLLBACK], LIMIT_MS));
  return plans.length > 1 ? writeApart(session, plans) : [refusal];
}

async function writeApart(session: Session, plans: readonly Step[][]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  failIfLost(session, await session.send([BEGIN], LIMIT_MS));
  for (const steps of plans) {
    const [, ...answers] = await session.send([SAVEPOINT, ...steps], LIMIT_MS);
    failIfLost(session, answers);
    const refusal = firstRefusal(steps, answers);
    failIfLost(session, await session.send(refusal ? [UNDO, RELEASE] : [RELEASE], LIMIT_MS));
    outcomes.push(refusal);
  }
  await commit(session);
  return outcomes;
}

async function commit(session: Session): Promise<void> {
  const [answer] = await session.send([COMMIT], LIMIT_MS);
  if (answer instanceof Error) {
    if (!isLost(answer)) throw answer;
    throw new PostgresError(
      `The connection to ${inside(session)} was lost during a commit. It is unknown whether it was kept; asking for it again is safe.`,
      { cause: answer },
    );
  }
  // A transaction that had failed answers with ROLLBACK.
  if (answer?.command !== 'COMMIT') throw new PostgresError(`${describePlace(session.place)} did not keep a commit.`);
}

function failIfLost(session: Session, answers: readonly (Answer | Error | undefined)[]): void {
  const lost = answers.find((answer) => answer instanceof Error && isLost(answer));
  if (!lost) return;
  const message = `The connection to ${inside(session)} was lost before a commit; nothing of it was kept.`;
  throw new PostgresError(message, { cause: lost });
}

const inside = ({ place }: Session): string => describePlace(place).replace(/^The/, 'the');

/** Why a member is refused: the first of its statements that failed or met what it must not meet. */
function firstRefusal(steps: readonly Step[], answers: readonly (Answer | Error)[]): Error | undefined {
  for (const [index, answer] of answers.entries()) {
    if (answer instanceof Error) return answer;
    const { conflict } = steps[index] as Step;
    if (conflict && answer.changed === 0) return conflict;
  }
  return undefined;
}

/** The statements of one commit, or why it cannot be written. */
function planOf(writes: readonly Write[]): Step[] | Error {
  const toText = createTexts();
  try {
    return writes.map((write) => stepOf(write, toText));
  } catch (error) {
    return error as Error;
  }
}

const texts = Object.fromEntries(
  (Object.keys(TABLES) as Kind[]).map((kind) => [
    kind,
    {
      insert: insertText(kind, POSTGRES),
      put: upsertText(kind, POSTGRES),
      replace: replaceText(kind, POSTGRES),
      delete: deleteText(kind, POSTGRES),
    },
  ]),
) as Record<Kind, Record<'insert' | 'put' | 'replace' | 'delete', string>>;

function stepOf(write: Write, toText: ToText): Step {
  const sql = texts[write.kind];
  if (write.op === 'delete') return { sql: sql.delete, values: [write.key] };
  const table = TABLES[write.kind] as { write(record: Records[Kind], text: ToText): Row };
  const row = table.write(write.record, toText);
  const conflict = new ConflictError(write.kind, write.record.key);
  if (write.op === 'insert') return { sql: sql.insert, values: [...row], conflict };
  if (!write.former) return { sql: sql.put, values: [...row] };
  return { sql: sql.replace, values: [...row, ...table.write(write.former, toText).slice(1)], conflict };
}
