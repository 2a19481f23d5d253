import { randomBytes } from 'node:crypto';

/** Hands out ids that never repeat, across restarts too. */
export type Ids = {
  /** `wamid.` and base64 of the other party's identity and a unique part, as Meta builds them. */
  wamid: (identity: string) => string;
  media: () => string;
};

/** Makes an id source; its start is random, so that a restart does not repeat ids. */
export function createIds(): Ids {
  const start = randomBytes(6).toString('hex').toUpperCase();
  const mediaStart = 1_000_000_000 + (randomBytes(4).readUInt32BE() % 8_000_000_000);
  let count = 0;
  return {
    wamid: (identity) => {
      const serial = (++count).toString(16).toUpperCase().padStart(8, '0');
      const text = `\x1c\x18${String.fromCharCode(identity.length)}${identity}\x15\x02\x00\x11\x18\x14${start}${serial}\x00`;
      return `wamid.${Buffer.from(text, 'latin1').toString('base64')}`;
    },
    media: () => `${mediaStart}${String(++count).padStart(6, '0')}`,
  };
}
