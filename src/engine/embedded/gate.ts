import type { ConnectionLimits } from '../../store/records.ts';
import { createBreaker, type Outage, type Outcome } from '../breaker.ts';
import { createPace, type Pace } from '../pace.ts';

/** What a gate looks at. */
export type GateOptions = {
  now(): number;
  limits(): Required<Pick<ConnectionLimits, 'concurrency'>> & ConnectionLimits;
  isBroken(): boolean;
  /** Told when an outage begins, and with nothing when it ends. */
  outage(began: Outage | undefined): void;
};

/** Whether the next effect may be begun. `shut`: not for a while, as far as is known; `until`: when to ask again. */
export type Answer = { may: true } | { may: false; shut: boolean; until?: number };

/** Decides when work may be begun on a connection: its state, its limits, and whether the system behind it answers. */
export type Gate = {
  /** With a yes, one attempt counts towards the pace. */
  ask(underWay: number): Answer;
  /** Counts an attempt as under way; the answer tells how it ended. Only the first call counts. */
  begin(): (outcome: Outcome) => void;
  outage(): Outage | undefined;
  /** Opens after a repair, gently. */
  restart(): void;
};

/** Creates an open gate. */
export function createGate(options: GateOptions): Gate {
  const breaker = createBreaker();
  let pace: { rate: number; pace: Pace } | undefined;
  const paceOf = (rate: number): Pace => {
    if (pace?.rate !== rate) pace = { rate, pace: createPace(rate) };
    return pace.pace;
  };
  return {
    ask(underWay) {
      const now = options.now();
      if (options.isBroken()) return { may: false, shut: true };
      const { concurrency, perSecond } = options.limits();
      if (!breaker.allows(now, underWay, concurrency)) {
        const until = breaker.probeAt();
        return { may: false, shut: breaker.outage() !== undefined, ...(until === undefined ? {} : { until }) };
      }
      if (perSecond === undefined || paceOf(perSecond).take(now)) return { may: true };
      return { may: false, shut: false, until: paceOf(perSecond).nextAt(now) };
    },
    begin() {
      const tell = breaker.begin();
      let told = false;
      return (outcome) => {
        if (told) return;
        told = true;
        const before = breaker.outage();
        tell(outcome, options.now());
        const after = breaker.outage();
        if ((before === undefined) !== (after === undefined)) options.outage(after);
      };
    },
    outage: breaker.outage,
    restart: breaker.restart,
  };
}
