import type { FailureData } from '../base/failure.ts';

/**
 * What an attempt tells of the system that it was made at.
 * `answered`: it works, whatever it thinks of this one request. `away`: it does not, or wants to be left alone.
 * `unclear`: the attempt never got there, or went elsewhere.
 */
export type Outcome = { says: 'answered' | 'unclear' } | { says: 'away'; failure: FailureData };

/** Why nothing but a probe is tried at a system. */
export type Outage = { at: number; failure: FailureData };

/** Keeps work away from a system that is away: lets one probe out from time to time, and work back in by and by. */
export type Breaker = {
  /** Whether one more attempt may be begun, with so many under way and so many allowed in good times. */
  allows(now: number, underWay: number, most: number): boolean;
  /** When the next probe may go out; undefined while no outage is known, or a probe is under way. */
  probeAt(): number | undefined;
  outage(): Outage | undefined;
  /** Counts an attempt as begun; the answer tells how it ended, and is to be called once. */
  begin(): (outcome: Outcome, now: number) => void;
  /** Forgets what was known, and lets work back in as after an outage. */
  restart(): void;
};

/** Attempts that get nowhere, one after the other, before an outage is assumed. */
const ENOUGH = 5;
const FIRST_PROBE_MS = 1000;
const LONGEST_PROBE_MS = 60_000;

/** Creates a breaker that knows of no outage. */
export function createBreaker(): Breaker {
  /** Attempts that got nowhere since the last that did. */
  let failures = 0;
  /** Probes in vain since work last went on at full strength: the back-off starts anew only then. */
  let vain = 0;
  /** How many may be under way while work comes back in; grows by one with each answer, so it doubles by the round. */
  let allowed = Infinity;
  let open: (Outage & { probeAt: number; probing: boolean }) | undefined;

  const shut = (now: number, failure: FailureData): void => {
    const delay = Math.min(LONGEST_PROBE_MS, FIRST_PROBE_MS * 2 ** Math.min(vain, 20));
    const probeAt = now + Math.max(delay, failure.retryAfterMs ?? 0);
    open = { at: open?.at ?? now, failure, probeAt, probing: false };
    vain++;
  };

  const answered = (): void => {
    failures = 0;
    if (!open) {
      allowed += 1;
      return;
    }
    open = undefined;
    allowed = 1;
  };

  const away = (probe: boolean, failure: FailureData, now: number): void => {
    failures++;
    // What was begun before the outage was known tells nothing new.
    if (open && !probe) return;
    if (open || allowed < Infinity || failures >= ENOUGH) shut(now, failure);
  };

  return {
    allows(now, underWay, most) {
      if (open) return !open.probing && now >= open.probeAt;
      if (allowed >= most) {
        allowed = Infinity;
        vain = 0;
      }
      return underWay < Math.min(most, allowed);
    },
    probeAt: () => (open && !open.probing ? open.probeAt : undefined),
    outage: () => open && { at: open.at, failure: open.failure },
    begin() {
      const probed = open;
      if (probed) probed.probing = true;
      return (outcome, now) => {
        const mine = probed !== undefined && probed === open;
        if (outcome.says === 'away') away(mine, outcome.failure, now);
        else if (outcome.says === 'answered') answered();
        else if (mine) probed.probing = false;
      };
    },
    restart() {
      failures = 0;
      vain = 0;
      open = undefined;
      allowed = 1;
    },
  };
}
