const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKSUM = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';
const SHAPE = /^[A-Za-z0-9]{15}(?:[A-Z0-5]{3})?$/;
const INSTANCE = 'gL0';

/** The 18-character id of the n-th record of a kind (n from 1), with the checksum that Salesforce appends. */
export function makeRecordId(keyPrefix: string, number: number): string {
  let sequence = '';
  for (let rest = number; sequence.length < 9; rest = Math.floor(rest / 62))
    sequence = BASE62.charAt(rest % 62) + sequence;
  return withChecksum(keyPrefix + INSTANCE + sequence);
}

/** The number that `makeRecordId` made an id from. */
export function numberOfRecordId(id: string): number {
  let number = 0;
  for (const character of id.slice(6, 15)) number = number * 62 + BASE62.indexOf(character);
  return number;
}

/** The 18-character form of a 15- or 18-character id; `undefined` for anything else, a wrong checksum included. */
export function readRecordId(text: string): string | undefined {
  if (!SHAPE.test(text)) return undefined;
  const full = withChecksum(text.slice(0, 15));
  return text.length === 15 || text === full ? full : undefined;
}

/** Three groups of five characters; in each, bit i is set when character i is a capital. */
function withChecksum(id: string): string {
  let suffix = '';
  for (let group = 0; group < 15; group += 5) {
    let bits = 0;
    for (let offset = 0; offset < 5; offset++) {
      const code = id.charCodeAt(group + offset);
      if (code >= 65 && code <= 90) bits |= 1 << offset;
    }
    suffix += CHECKSUM.charAt(bits);
  }
  return id + suffix;
}
