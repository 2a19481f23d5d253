/** Texts of the elements directly below the root, by their names. */
export type XmlFields = ReadonlyMap<string, string>;

const TOKEN =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\/([A-Za-z_][\w.-]*)\s*>|<([A-Za-z_][\w.-]*)\s*(\/?)>|([^<]+)/y;
const PROLOGUE = /^\uFEFF?\s*(?:<\?xml\s[^<>?]*\?>\s*)?/;
const REFERENCE = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-f]{1,6}));|&/gi;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const ROOT = 'xml';

/**
 * Reads the XML that WeChat writes: a root `xml` and elements without attributes, with texts and CDATA. Values stay
 * texts, because ids have 64 bits; what lies deeper is passed over; of two elements with one name the first counts.
 * There are no document types and no entities but XML's own five. Undefined for everything else. Takes linear time.
 */
export function readXml(source: string): XmlFields | undefined {
  const fields = new Map<string, string>();
  const open: string[] = [];
  let text = '';
  let deep = false;
  TOKEN.lastIndex = PROLOGUE.exec(source)?.[0].length ?? 0;
  while (TOKEN.lastIndex < source.length) {
    const token = TOKEN.exec(source);
    if (!token) return undefined;
    const [, data, closing, opening, empty, plain] = token;
    if (opening !== undefined) {
      if (open.length === 0 && (opening !== ROOT || empty === '/')) return undefined;
      deep = open.length > 1;
      if (empty !== '/') open.push(opening);
      text = '';
    } else if (closing !== undefined) {
      if (open.pop() !== closing) return undefined;
      if (open.length === 1 && !deep && !fields.has(closing)) fields.set(closing, text);
      if (open.length === 1) deep = false;
      if (open.length === 0) return source.slice(TOKEN.lastIndex).trim() === '' ? fields : undefined;
    } else if (data !== undefined || plain !== undefined) {
      const words = data ?? decode(plain ?? '');
      if (words === undefined || (open.length === 0 && words.trim() !== '')) return undefined;
      text += words;
    }
  }
  return undefined;
}

/** The text without references; undefined where one of them is none of XML's own. */
function decode(text: string): string | undefined {
  let known = true;
  const decoded = text.replaceAll(REFERENCE, (_all, name?: string, decimal?: string, hex?: string) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    const character = name === undefined ? characterOf(code) : NAMED[name];
    if (character === undefined) known = false;
    return character ?? '';
  });
  return known ? decoded : undefined;
}

function characterOf(code: number): string | undefined {
  const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : undefined;
}
