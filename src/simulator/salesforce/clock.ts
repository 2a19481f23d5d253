/** The org's time and what it has yet to do. Time can be moved ahead; what fell due on the way is done at once. */
export type OrgClock = {
  now: () => number;
  /**
   * Does something once this much time has passed: as time goes by, as it is moved, or as `runDue` finds it due.
   * `forgotten` is called where the clock is cleared before that.
   */
  after: (ms: number, action: () => void, forgotten?: () => void) => void;
  /** Moves time ahead by so much and does what fell due, in order. */
  advance: (ms: number) => number;
  /** Does what has fallen due: for a clock that somebody else moves. */
  runDue: () => void;
  /** How many things are yet to come. */
  pending: () => number;
  /** Forgets what is yet to come. */
  clear: () => void;
};

type Task = { dueAt: number; action: () => void; forgotten: (() => void) | undefined; timer: NodeJS.Timeout };

/** The longest delay that `setTimeout` takes. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** Makes the clock of an org over the time that `base` tells. */
export function createClock(base: () => number): OrgClock {
  let ahead = 0;
  const tasks = new Set<Task>();
  const now = (): number => base() + ahead;
  const run = (task: Task): void => {
    clearTimeout(task.timer);
    if (tasks.delete(task)) task.action();
  };
  const runDue = (): void => {
    if (tasks.size === 0) return;
    const due = [...tasks].filter((task) => task.dueAt <= now());
    for (const task of due.sort((left, right) => left.dueAt - right.dueAt)) run(task);
  };
  return {
    now,
    after: (ms, action, forgotten) => {
      // Real time counts too: a clock that somebody else moves may stand still.
      const timer = setTimeout(() => run(task), Math.min(ms, LONGEST_TIMER_MS));
      const task: Task = { dueAt: now() + ms, action, forgotten, timer };
      tasks.add(task);
    },
    advance: (ms) => {
      ahead += ms;
      runDue();
      return now();
    },
    runDue,
    pending: () => tasks.size,
    clear: () => {
      const forgotten = [...tasks];
      tasks.clear();
      for (const task of forgotten) {
        clearTimeout(task.timer);
        task.forgotten?.();
      }
    },
  };
}
