/** A transaction of the database, as one group uses it. All of it is synchronous. */
export type Transaction = {
  begin(): void;
  commit(): void;
  rollback(): void;
  /** False once the database has given the transaction up by itself, as it does on a full disk. */
  open(): boolean;
  savepoint(): void;
  /** Keeps what was written since the savepoint. */
  release(): void;
  /** Undoes what was written since the savepoint, and removes it. */
  undo(): void;
};

/** Gathers commits asked for in one turn of the event loop and writes them together. */
export type GroupCommit<Member> = {
  /** Resolves when the member is on disk, rejects when nothing of it is. */
  add(member: Member): Promise<void>;
  /** Writes what is waiting now, without waiting for the turn's end. */
  flush(): void;
  /** Lets members wait until the function that it returns is called. */
  hold(): () => void;
};

type Waiting<Member> = { member: Member; resolve: () => void; reject: (reason: unknown) => void };

/** Turns of the event loop that a group gathers at most; one that is alone waits for none. */
const LONGEST_GATHERING = 12;
/** Who has written so lately is busy. */
const BUSY_MS = 2;
const QUIET_TURNS = 6;

/**
 * Starts a group commit: members are written in the order asked, in one transaction. One that `write` throws for is
 * undone and rejected alone; when the transaction itself fails, every member is rejected with that error.
 */
export function createGroupCommit<Member>(
  transaction: Transaction,
  write: (member: Member) => void,
): GroupCommit<Member> {
  let waiting: Waiting<Member>[] = [];
  let held = 0;
  let flushedAt = -Infinity;

  /** Under load the next member is on its way: a few turns without one are not yet the end of a group. */
  const quietTurns = (): number => (performance.now() - flushedAt < BUSY_MS ? QUIET_TURNS : 0);

  const flush = (): void => {
    if (held > 0) return;
    const group = waiting;
    waiting = [];
    if (group.length === 0) return;
    const settle = writeGroup(group, transaction, write);
    for (const one of group) settle(one);
    flushedAt = performance.now();
  };

  /** Waits on while each turn of the event loop brings more: what shares a flush shares the pages that it writes. */
  const gather = (seen: number, turns: number): void => {
    if (turns >= LONGEST_GATHERING || (waiting.length === seen && turns >= quietTurns())) return flush();
    setImmediate(gather, waiting.length, turns + 1);
  };

  return {
    flush,
    hold() {
      held += 1;
      return () => {
        held -= 1;
        flush();
      };
    },
    add: (member) =>
      new Promise((resolve, reject) => {
        if (waiting.push({ member, resolve, reject }) === 1) setImmediate(gather, 1, 0);
      }),
  };
}

/** How one member of a group is to be settled. */
type Settle<Member> = (one: Waiting<Member>) => void;

/**
 * Writes a group. Savepoints cost a copy of every page that a member touches, and members are hardly ever refused: so
 * the group is first written without, and only when a member is refused all over again with them.
 */
function writeGroup<Member>(
  group: readonly Waiting<Member>[],
  transaction: Transaction,
  write: (member: Member) => void,
): Settle<Member> {
  let writing = false;
  try {
    transaction.begin();
    writing = true;
    for (const one of group) write(one.member);
    writing = false;
    transaction.commit();
    return (one) => one.resolve();
  } catch (error) {
    // A transaction that the database gave up took every member along.
    const refusal = writing && transaction.open();
    if (transaction.open()) transaction.rollback();
    return refusal && group.length > 1 ? writeApart(group, transaction, write) : (one) => one.reject(error);
  }
}

/** Writes a group so that one that is refused is undone alone. */
function writeApart<Member>(
  group: readonly Waiting<Member>[],
  transaction: Transaction,
  write: (member: Member) => void,
): Settle<Member> {
  const refused = new Map<Waiting<Member>, unknown>();
  try {
    transaction.begin();
    for (const one of group) {
      transaction.savepoint();
      try {
        write(one.member);
        transaction.release();
      } catch (error) {
        if (!transaction.open()) throw error;
        transaction.undo();
        refused.set(one, error);
      }
    }
    transaction.commit();
  } catch (error) {
    if (transaction.open()) transaction.rollback();
    return (one) => one.reject(refused.get(one) ?? error);
  }
  return (one) => (refused.has(one) ? one.reject(refused.get(one)) : one.resolve());
}
