/** Gathers commits while others are being written, and writes those that have gathered together. */
export type QueueCommit<Member> = {
  /** Settles as the member's outcome says. */
  add(member: Member): Promise<void>;
  /** Resolves when nothing is waiting or being written. */
  idle(): Promise<void>;
};

/** What became of a member: an error when it was refused, else it is on disk. */
export type Outcome = Error | undefined;

type Waiting<Member> = { member: Member; resolve: () => void; reject: (reason: unknown) => void };

/** Most members of one group: a long transaction would keep the first of them waiting. */
const GROUP = 256;

/**
 * Starts a group commit for a database that answers later. Groups are written one after another, so members keep the
 * order asked; when `writeGroup` throws, every member of that group is rejected with what it threw.
 */
export function createQueueCommit<Member>(
  writeGroup: (group: readonly Member[]) => Promise<readonly Outcome[]>,
): QueueCommit<Member> {
  const waiting: Waiting<Member>[] = [];
  let writing: Promise<void> | undefined;

  const writeAll = async (): Promise<void> => {
    // Commits asked for in this turn shall be in the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await settle(waiting.splice(0, GROUP), writeGroup);
    writing = undefined;
  };

  return {
    add: (member) =>
      new Promise((resolve, reject) => {
        waiting.push({ member, resolve, reject });
        writing ??= writeAll();
      }),
    idle: async () => writing,
  };
}

async function settle<Member>(
  group: readonly Waiting<Member>[],
  writeGroup: (group: readonly Member[]) => Promise<readonly Outcome[]>,
): Promise<void> {
  try {
    const outcomes = await writeGroup(group.map(({ member }) => member));
    for (const [index, { resolve, reject }] of group.entries()) {
      const refusal = outcomes[index];
      if (refusal) reject(refusal);
      else resolve();
    }
  } catch (error) {
    for (const { reject } of group) reject(error);
  }
}
