/** Characters of the GSM alphabet beyond those of ASCII; phones switch to UCS-2 for any other. */
const GSM = /^[\n\r -_a-z{|}~£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà€]*$/;

/** A text as a phone sends it: whole, or cut into parts of 153 or 67 characters, never through a character. */
export function partsOf(text: string): { encoding: 'gsm7' | 'ucs2'; parts: string[] } {
  const encoding = GSM.test(text) ? 'gsm7' : 'ucs2';
  const [single, joined] = encoding === 'gsm7' ? [160, 153] : [70, 67];
  if (text.length <= single) return { encoding, parts: [text] };
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (part.length + character.length > joined) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return { encoding, parts: [...parts, part] };
}
