import type { ContactId } from '../../base/ids.ts';
import type { Scene } from '../../engine/router.ts';
import type { Draft } from '../../store/draft.ts';
import type { Purpose } from '../../message/purpose.ts';
import type { ConsentRecord } from '../../store/records.ts';
import { recordChange } from '../changes.ts';

/** Which consent is meant: of a person, for one address (in one text, see `addressKey`), one purpose and one brand. */
export type ConsentPlace = {
  contact: ContactId;
  address: string;
  purpose: Purpose;
  /** Empty, or absent, where the installation speaks for one brand only. */
  brand?: string | undefined;
};

/** A consent given or withdrawn: where, and what proves it. */
export type ConsentChange = ConsentPlace & { proof: ConsentRecord['proof']; by: string };

/**
 * Writes down that somebody may be written to, with what they agreed to. Given again under the same wording and version
 * nothing changes; under another the proof is the newer one, and the history keeps both.
 */
export function giveConsent(change: ConsentChange, scene: Scene): Promise<ConsentRecord> {
  return setConsent(change, 'given', scene);
}

/** Writes down that somebody may not be written to any more, whether or not they ever agreed. Twice changes nothing. */
export function withdrawConsent(change: ConsentChange, scene: Scene): Promise<ConsentRecord> {
  return setConsent(change, 'withdrawn', scene);
}

/** Whether somebody may be written to: `unknown` where they never said, which is no permission where one is needed. */
export async function consentOf(
  place: ConsentPlace,
  draft: Pick<Draft, 'get'>,
): Promise<'given' | 'withdrawn' | 'unknown'> {
  return (await draft.get('consent', consentKey(place)))?.state ?? 'unknown';
}

/** The key of a consent. */
export function consentKey({ contact, address, purpose, brand = '' }: ConsentPlace): string {
  return `${contact}/${encodeURIComponent(brand)}/${purpose}/${address}`;
}

async function setConsent(
  { proof, by, ...place }: ConsentChange,
  state: ConsentRecord['state'],
  scene: Scene,
): Promise<ConsentRecord> {
  const key = consentKey(place);
  const known = await scene.draft.get('consent', key);
  if (known?.state === state && (state === 'withdrawn' || sameTerms(known.proof, proof))) return known;
  const { contact, address, purpose, brand = '' } = place;
  const record: ConsentRecord = { key, contact, address, brand, purpose, state, proof, at: scene.at };
  scene.draft.put('consent', record);
  recordChange(
    {
      contact,
      what: state === 'given' ? 'consented' : 'withdrew',
      before: { state: known?.state ?? null },
      after: { state, purpose, brand, address, proof: { ...proof } },
      by,
    },
    scene,
  );
  return record;
}

function sameTerms(left: ConsentRecord['proof'], right: ConsentRecord['proof']): boolean {
  return left.wording === right.wording && left.version === right.version;
}
