import type { FailureData } from '../../base/failure.ts';
import type { ConnectionId, ContactId } from '../../base/ids.ts';
import type { Scene } from '../../engine/router.ts';
import type { Address } from '../../message/address.ts';
import type { Purpose } from '../../message/purpose.ts';
import { refusalNow } from '../../message/refusal.ts';
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

/** Why somebody may not be written to for a purpose, by what they said; undefined where they may. */
export async function refusalOf(approach: Approach, { draft, at }: Scene): Promise<FailureData | undefined> {
  const { contact, connection, purpose, lastInboundAt } = approach;
  const lasting = approach.to.filter(({ kind }) => kind !== 'username').map((each) => addressKey(each, connection));
  const consents: (ConsentRecord | undefined)[] = [];
  for (const address of lasting) consents.push(await draft.get('consent', consentKey({ contact, address, purpose })));
  const withdrawn = consents.find((each) => each?.state === 'withdrawn');
  const given = consents.some((each) => each?.state === 'given');
  const forbidden = withdrawn && {
    at: withdrawn.at,
    how: withdrawn.proof.how,
    byMessage: withdrawn.proof.message !== undefined,
  };
  return refusalNow({ purpose, given, forbidden, lastInboundAt }, at);
}
