import type { FailureData } from '../../base/failure.ts';
import type { ConnectionId, ContactId } from '../../base/ids.ts';
import type { Scene } from '../../engine/router.ts';
import type { Address } from '../../message/address.ts';
import type { Purpose } from '../../message/purpose.ts';
import type { ConsentRecord } from '../../store/records.ts';
import { addressKey } from '../people.ts';
import { consentKey } from './consent.ts';

/** Somebody who is to be written to: at which addresses, on which connection, for what. */
export type Approach = {
  contact: ContactId;
  connection: ConnectionId;
  to: readonly Address[];
  purpose: Purpose;
  /** When the person last wrote there; 0 for never. */
  lastInboundAt: number;
};

/** Somebody who has forbidden us to write may be answered for so long after writing again. */
const ANSWER_MS = 24 * 3_600_000;

/**
 * Why somebody may not be written to for a purpose; undefined where they may. Marketing needs a consent. Everything else
 * goes out until it is forbidden, and who writes after having forbidden it is answered for a day.
 */
export async function refusalOf(approach: Approach, { draft, at }: Scene): Promise<FailureData | undefined> {
  const { contact, connection, purpose, lastInboundAt } = approach;
  const lasting = approach.to.filter(({ kind }) => kind !== 'username').map((each) => addressKey(each, connection));
  const consents: (ConsentRecord | undefined)[] = [];
  for (const address of lasting) consents.push(await draft.get('consent', consentKey({ contact, address, purpose })));
  const forbidden = consents.find((each) => each?.state === 'withdrawn');
  if (purpose === 'marketing') {
    if (forbidden) return noConsent(`The person has forbidden us to write for marketing (${forbidden.proof.how}).`);
    return consents.some((each) => each?.state === 'given')
      ? undefined
      : noConsent('The person has not agreed to be written to for marketing. Ask first, and keep it with setConsent.');
  }
  if (!forbidden) return undefined;
  // The word itself, where it came as a message, is no message after it.
  const since = forbidden.at + (forbidden.proof.message === undefined ? 0 : 1);
  const wroteAgain = lastInboundAt >= since && at - lastInboundAt < ANSWER_MS;
  return wroteAgain
    ? undefined
    : noConsent(
        `The person has forbidden us to write (${forbidden.proof.how}); until they write again nothing is sent.`,
      );
}

function noConsent(message: string): FailureData {
  return { code: 'denied', message, providerCode: 'no_consent' };
}
