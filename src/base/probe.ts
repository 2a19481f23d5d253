/** What a probe says to people. */
export type ProbeWords = {
  /** What it belongs to, for grouping: `Sign-in`, `Limits`. */
  topic?: string;
  name: string;
  message: string;
  /** What to do; beside a good result it is advice. */
  fix?: string;
  /** The page on which a person cures it, by its clicks. */
  place?: string;
};

/**
 * One fact found by looking at a connection from outside: what was looked at, how it stands, and the cure.
 * - `known`: `verified` by the call named in `call`, `inferred` from something else, or `not knowable` from outside.
 * - `passesWithinMs`: such trouble may be over by itself within this time; whoever can wait asks again.
 * - `ends`: the look ended here, as nothing further could be known.
 * - `translations`: the same words in other languages, by their code.
 */
export type ProbeResult = ProbeWords & {
  ok: boolean;
  /** The same word in all languages for what a page treats apart. */
  about?: string;
  known?: 'verified' | 'inferred' | 'not knowable';
  call?: string;
  passesWithinMs?: number;
  ends?: true;
  translations?: Readonly<Record<string, ProbeWords>>;
};
