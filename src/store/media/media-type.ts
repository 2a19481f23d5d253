/** How many bytes of a file's beginning are looked at to tell its type. */
export const HEAD_BYTES = 4096;

/** The type of a file that nobody can vouch for: it is downloaded, never shown. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/** One type of file: how it begins, and the stated types that are believed beside it because they say more. */
type Signature = { mime: string; fits(head: Buffer): boolean; also?: readonly string[] };

const OPEN_XML = 'application/vnd.openxmlformats-officedocument.';
const WORD = `${OPEN_XML}wordprocessingml.document`;
const EXCEL = `${OPEN_XML}spreadsheetml.sheet`;
const POWERPOINT = `${OPEN_XML}presentationml.presentation`;
const OPEN_DOCUMENT = 'application/vnd.oasis.opendocument.';

/** From the most to the least telling: the first that fits is the type. */
const SIGNATURES: readonly Signature[] = [
  { mime: 'image/jpeg', fits: begins('\xff\xd8\xff') },
  { mime: 'image/png', fits: begins('\x89PNG\r\n\x1a\n') },
  { mime: 'image/gif', fits: begins('GIF87a', 'GIF89a') },
  { mime: 'image/webp', fits: (head) => begins('RIFF')(head) && at(head, 8, 'WEBP') },
  { mime: 'audio/wav', fits: (head) => begins('RIFF')(head) && at(head, 8, 'WAVE'), also: ['audio/x-wav'] },
  { mime: 'application/pdf', fits: begins('%PDF-') },
  { mime: 'video/3gpp', fits: brand('3gp', '3g2'), also: ['audio/3gpp', 'video/3gpp2', 'video/mp4', 'audio/mp4'] },
  { mime: 'audio/mp4', fits: brand('M4A', 'M4B'), also: ['audio/x-m4a', 'audio/m4a', 'audio/aac'] },
  { mime: 'video/quicktime', fits: brand('qt  ') },
  {
    mime: 'video/mp4',
    fits: brand('iso', 'mp4', 'avc1', 'M4V', 'MSNV', 'dash'),
    also: ['audio/mp4', 'audio/x-m4a', 'audio/m4a', 'audio/aac', 'video/quicktime'],
  },
  // WhatsApp takes Ogg as a voice message only where the type names the codec.
  { mime: 'audio/ogg; codecs=opus', fits: (head) => begins('OggS')(head) && at(head, 28, 'OpusHead') },
  { mime: 'audio/ogg', fits: begins('OggS'), also: ['video/ogg', 'application/ogg'] },
  { mime: 'audio/amr', fits: begins('#!AMR') },
  { mime: 'audio/aac', fits: begins('\xff\xf1', '\xff\xf9') },
  { mime: 'audio/mpeg', fits: begins('ID3', '\xff\xfb', '\xff\xfa', '\xff\xf3', '\xff\xf2'), also: ['audio/mp3'] },
  { mime: WORD, fits: zipWith('word/') },
  { mime: EXCEL, fits: zipWith('xl/') },
  { mime: POWERPOINT, fits: zipWith('ppt/') },
  { mime: `${OPEN_DOCUMENT}text`, fits: zipOf(`${OPEN_DOCUMENT}text`) },
  { mime: `${OPEN_DOCUMENT}spreadsheet`, fits: zipOf(`${OPEN_DOCUMENT}spreadsheet`) },
  { mime: `${OPEN_DOCUMENT}presentation`, fits: zipOf(`${OPEN_DOCUMENT}presentation`) },
  // What is inside may stand behind a long first member.
  { mime: 'application/zip', fits: begins('PK\x03\x04', 'PK\x05\x06'), also: [WORD, EXCEL, POWERPOINT] },
  {
    mime: 'application/x-ole-storage',
    fits: begins('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
    also: ['application/msword', 'application/vnd.ms-excel', 'application/vnd.ms-powerpoint'],
  },
  { mime: 'application/rtf', fits: begins('{\\rtf'), also: ['text/rtf'] },
  { mime: 'text/vcard', fits: (head) => isText(head) && begins('BEGIN:VCARD')(head), also: ['text/x-vcard'] },
  {
    mime: 'text/plain',
    fits: (head) => isText(head) && !isMarkup(head),
    also: ['text/csv', 'text/tab-separated-values', 'text/calendar', 'text/markdown', 'application/json'],
  },
];

/** Types with a signature of their own: a file that claims one of them and begins otherwise lies. */
const TELLABLE = new Set(SIGNATURES.flatMap(({ mime, also = [] }) => [essenceOf(mime), ...also]));

/** What a browser might run, or hand to a program that does. */
const ACTIVE = /^text\/|html|xml|svg|script|xsl|java|flash|wasm|msdownload|hta$/;

/** What a browser shows by itself without running any of it. A PDF may hold scripts: it is downloaded. */
const SHOWN: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/gif',
  'image/webp',
  'audio/wav',
  'audio/mp4',
  'audio/ogg',
  'audio/amr',
  'audio/aac',
  'audio/mpeg',
  'audio/3gpp',
  'video/mp4',
  'video/3gpp',
  'video/quicktime',
  'text/plain',
]);

/**
 * The type to keep a file under: what its first bytes say it is. The stated type is believed where it says more about
 * the same thing (a CSV is text too), or where the bytes say nothing and it claims nothing that they would have shown.
 * Pages, pictures with scripts and programs become `application/octet-stream`, whatever they are called.
 */
export function settleType(stated: string, head: Uint8Array): string {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, HEAD_BYTES));
  const said = essenceOf(stated);
  const found = SIGNATURES.find(({ fits }) => fits(start));
  if (found) return found.also?.includes(said) ? said : found.mime;
  return said === '' || TELLABLE.has(said) || ACTIVE.test(said) ? UNKNOWN_TYPE : said;
}

/** How a file of a type is handed to a browser: under which content type, and whether it may be shown in the page. */
export function servedAs(mime: string): { type: string; inline: boolean } {
  const essence = essenceOf(mime);
  const inline = SHOWN.has(essence);
  if (essence === 'text/plain') return { type: 'text/plain; charset=utf-8', inline };
  if (essence === '' || (ACTIVE.test(essence) && !TELLABLE.has(essence))) return { type: UNKNOWN_TYPE, inline: false };
  return { type: /; *codecs=opus$/i.test(mime) ? `${essence}; codecs=opus` : essence, inline };
}

/** Type and subtype in lower case, without parameters; empty where it is none. */
function essenceOf(mime: string): string {
  const [essence = ''] = mime.split(';');
  return /^[a-z0-9]+\/[a-z0-9][a-z0-9.+_-]{0,100}$/.exec(essence.trim().toLowerCase())?.[0] ?? '';
}

function begins(...beginnings: readonly string[]): (head: Buffer) => boolean {
  return (head) => beginnings.some((beginning) => at(head, 0, beginning));
}

function at(head: Buffer, offset: number, text: string): boolean {
  return head.toString('latin1', offset, offset + text.length) === text;
}

/** The family of MP4 files: the brand stands behind the mark `ftyp`. */
function brand(...brands: readonly string[]): (head: Buffer) => boolean {
  return (head) => at(head, 4, 'ftyp') && brands.some((name) => at(head, 8, name));
}

/** A zip one of whose first members stands in a folder. */
function zipWith(folder: string): (head: Buffer) => boolean {
  return (head) => {
    if (!at(head, 0, 'PK\x03\x04')) return false;
    const text = head.toString('latin1');
    for (let from = 0; (from = text.indexOf('PK\x03\x04', from)) >= 0; from++) {
      if (text.startsWith(folder, from + 30)) return true;
    }
    return false;
  };
}

/** A zip whose first member says what it is, as OpenDocument has it. */
function zipOf(mime: string): (head: Buffer) => boolean {
  const member = `mimetype${mime}`;
  return (head) => at(head, 0, 'PK\x03\x04') && at(head, 30, member) && !/[a-z-]/.test(latin(head, 30 + member.length));
}

function latin(head: Buffer, index: number): string {
  return head.toString('latin1', index, index + 1);
}

/** No byte that texts have no use for, in whatever encoding of single bytes. */
function isText(head: Buffer): boolean {
  return head.length > 0 && !head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27) || byte === 127);
}

/** Begins like a page: a browser that is let to guess would take it for one. */
function isMarkup(head: Buffer): boolean {
  return /^(\u00EF\u00BB\u00BF)?\s*</.test(head.toString('latin1'));
}
