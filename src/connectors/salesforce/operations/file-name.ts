/** Endings of files that come without a name, by their type: the org tells by the ending what it shows. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'audio/ogg': 'ogg',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
};

const LONGEST = 200;
const LONGEST_ENDING = 12;

/**
 * The name under which a file is attached: the given one without folders and characters that no file system takes, with
 * an ending by its type where it has none. A name that is too long keeps its ending.
 */
export function fileNameOf(given: string | undefined, mime: string | undefined): string {
  const clean = (given ?? '')
    .replace(/^.*[\\/]/s, '')
    .replace(/[\p{Cc}<>:"|?*]+/gu, ' ')
    .trim()
    .replace(/^\.+/, '');
  const ending = ENDINGS[(mime ?? '').split(';')[0]?.trim().toLowerCase() ?? ''];
  const name = clean === '' ? 'file' : clean;
  const own = /\.[A-Za-z0-9]+$/.exec(name)?.[0];
  if (own && own.length <= LONGEST_ENDING) return cut(name.slice(0, -own.length)) + own;
  return ending === undefined ? cut(name) : `${cut(name)}.${ending}`;
}

function cut(name: string): string {
  return Array.from(name).slice(0, LONGEST).join('').trim() || 'file';
}
