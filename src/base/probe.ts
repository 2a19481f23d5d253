/**
 * One fact found by looking at a connection from outside: what was looked at, how it stands, and the cure.
 * - `known`: `verified` by the call named in `call`, `inferred` from something else, or `not knowable` from outside.
 * - `place`: the page on which a person cures it, by its clicks.
 */
export type ProbeResult = {
  name: string;
  ok: boolean;
  message: string;
  fix?: string;
  known?: 'verified' | 'inferred' | 'not knowable';
  call?: string;
  place?: string;
};
