import { liquid } from './liquid.ts';
import { checkTemplate, hasTemplate } from './template.ts';

/** What stands at a place where a member of `vars` is read by its name. */
const READ = /vars(?:\.|\[\s*(["'])?)([A-Za-z_][A-Za-z0-9_]*)/y;

/**
 * A template that reads variables under other names: `now` says what each is called. Found by where the parser sees
 * them, so that words, names of members and names that the template gives itself stay as they are. A template that
 * cannot be read comes back as it is, and so does a member that is worked out: `vars[contact.name]`.
 */
export function renameVariablesIn(text: string, now: (name: string) => string): string {
  if (!hasTemplate(text) || checkTemplate(text) !== undefined) return text;
  const places = placesOf(text).toSorted((left, right) => right.at - left.at);
  return places.reduce((made, { at, name }) => {
    READ.lastIndex = at;
    const [read = '', , found] = READ.exec(made) ?? [];
    const before = at + read.length - name.length;
    return found === name ? `${made.slice(0, before)}${now(name)}${made.slice(before + name.length)}` : made;
  }, text);
}

/** Where a template reads which variables. */
function placesOf(text: string): { at: number; name: string }[] {
  const read = liquid.analyzeSync(liquid.parse(text), { partials: false }).globals['vars'] ?? [];
  const lines = text.split('\n');
  return read.flatMap(({ segments: [, name], location: { row, col } }) => {
    const above = lines.slice(0, row - 1).reduce((length, line) => length + line.length + 1, 0);
    return typeof name === 'string' ? [{ at: above + col - 1, name }] : [];
  });
}
