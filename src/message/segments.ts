/** How a text travels by SMS: its alphabet, its length in that alphabet, and how many messages are paid. */
export type Segments = {
  /** `gsm7`: 160 characters in one message, 153 in each of several. `ucs2`: 70, and 67 in each of several. */
  encoding: 'gsm7' | 'ucs2';
  /** In septets or UTF-16 units; characters of the extension table count twice. */
  length: number;
  count: number;
};

/** The default alphabet of GSM 03.38, without the escape. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension table: each of these is sent behind an escape. */
const EXTENDED = new Set('\f^{}\\[~]|€');

const SIZES = { gsm7: { single: 160, joined: 153 }, ucs2: { single: 70, joined: 67 } };

/**
 * Counts the messages that a text takes, as 3GPP 23.038 and 23.040 say. One character outside the GSM alphabet (most
 * emoji, ç in small, typographic quotes) makes the whole text UCS-2. A character of two units is never torn apart.
 */
export function segmentsOf(text: string): Segments {
  const characters = [...text];
  const encoding = characters.every((each) => BASIC.has(each) || EXTENDED.has(each)) ? 'gsm7' : 'ucs2';
  const sizes = characters.map((each) => (encoding === 'ucs2' ? each.length : EXTENDED.has(each) ? 2 : 1));
  const length = sizes.reduce((sum, size) => sum + size, 0);
  const { single, joined } = SIZES[encoding];
  if (length <= single) return { encoding, length, count: length === 0 ? 0 : 1 };
  let count = 1;
  let room = joined;
  for (const size of sizes) {
    if (size > room) {
      count += 1;
      room = joined;
    }
    room -= size;
  }
  return { encoding, length, count };
}
