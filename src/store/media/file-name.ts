const LONGEST = 150;
const LONGEST_EXTENSION = 20;

/**
 * A file's name as somebody else gave it, made fit to be shown and saved: its last part only, without what steers
 * terminals, reverses text or means something to a file system. Undefined when nothing is left.
 */
export function cleanName(given: string | undefined): string | undefined {
  const name = (given ?? '')
    .toWellFormed()
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"|?*]/gu, '')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  if (name === '') return undefined;
  if (name.length <= LONGEST) return name;
  const [extension = ''] = /\.[^.\s]+$/.exec(name) ?? [];
  const kept = extension.length <= LONGEST_EXTENSION ? extension : '';
  // Cutting may part the two halves of one character.
  return `${name.slice(0, LONGEST - kept.length).toWellFormed()}${kept}`;
}
