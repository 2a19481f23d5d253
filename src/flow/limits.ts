/** Bounds of one run, so that a mistake ends with a clear failure instead of filling a disk. */
export const LIMITS = {
  /** Steps that may follow each other without a wait. */
  stepsWithoutWait: 5000,
  /** Characters of the run's variables and of what its steps keep, written as JSON. */
  variables: 262_144,
  /** Visits of the flow's handlers. */
  handlers: 25,
  /** Passes of one loop or jump, where its step does not say less. */
  passes: 1000,
  /** Flows that call each other, counted from the first. */
  nesting: 10,
  /** Runs that one run may start. */
  children: 500,
  /** Runs that wait for each other's end, besides the one under way. */
  inLine: 1000,
} as const;
