import type { Change } from './live.ts';

/** A change and its place among all that were told. */
export type Told = { number: number; change: Change };

/** What was told last, numbered, so that who comes back is told what it missed. */
export type Ring = {
  add(changes: readonly Change[]): readonly Told[];
  /** What came after an event; `unknown` where that cannot be said. Nothing for who has never seen one. */
  after(lastEventId: string | undefined): readonly Told[] | 'unknown';
  /** Events as a stream has them, those that fit. */
  write(told: readonly Told[], fits: (change: Change) => boolean): string;
  /** The id of what was told last. */
  id(): string;
  /** Forgets everything: what comes from now on is not seen, so nobody knows what they missed. */
  forget(): void;
};

/** Creates a ring. `epoch` names this process: ids of another one mean nothing here. */
export function createRing({ epoch, kept }: { epoch: string; kept: number }): Ring {
  let ring: Told[] = [];
  let number = 0;
  return {
    add(changes) {
      const fresh = changes.map((change): Told => ({ number: ++number, change }));
      ring = [...ring, ...fresh].slice(-kept);
      return fresh;
    },
    after(lastEventId) {
      const [era = '', text = ''] = lastEventId?.split('-') ?? [];
      if (era === '') return [];
      const last = Number(text);
      const oldest = (ring[0]?.number ?? number + 1) - 1;
      const isKnown = era === epoch && Number.isInteger(last) && last <= number && last >= oldest;
      return isKnown ? ring.filter((told) => told.number > last) : 'unknown';
    },
    write(told, fits) {
      let text = '';
      for (const each of told)
        if (fits(each.change))
          text += `id: ${epoch}-${each.number}\nevent: change\ndata: ${JSON.stringify(each.change)}\n\n`;
      return text;
    },
    id: () => `${epoch}-${number}`,
    forget() {
      ring = [];
      number += 1;
    },
  };
}
