import type { FailureData } from '../base/failure.ts';
import type { Purpose } from './purpose.ts';

/** What a person has said about being written to for one purpose, and when the person last wrote. */
export type Standing = {
  purpose: Purpose;
  /** True where somebody agreed. */
  given: boolean;
  /** Set where it is forbidden: when, how that was said, and whether it was said by a message. */
  forbidden?: { at: number; how: string; byMessage: boolean } | undefined;
  /** When the person last wrote; 0 for never. */
  lastInboundAt: number;
};

/** Somebody who has forbidden us to write may be answered for so long after writing again. */
const ANSWER_MS = 24 * 3_600_000;

/**
 * Why somebody may not be written to now; undefined where they may. Marketing needs a consent. Everything else goes out
 * until it is forbidden, and who writes after having forbidden it is answered for a day.
 */
export function refusalNow(
  { purpose, given, forbidden, lastInboundAt }: Standing,
  at: number,
): FailureData | undefined {
  if (purpose === 'marketing') {
    if (forbidden) return noConsent(`The person has forbidden us to write for marketing (${forbidden.how}).`);
    return given
      ? undefined
      : noConsent('The person has not agreed to be written to for marketing. Ask first, and keep it with setConsent.');
  }
  if (!forbidden) return undefined;
  // The word itself, where it came as a message, is no message after it.
  const since = forbidden.at + (forbidden.byMessage ? 1 : 0);
  const wroteAgain = lastInboundAt >= since && at - lastInboundAt < ANSWER_MS;
  return wroteAgain
    ? undefined
    : noConsent(`The person has forbidden us to write (${forbidden.how}); until they write again nothing is sent.`);
}

function noConsent(message: string): FailureData {
  return { code: 'denied', message, providerCode: 'no_consent' };
}
