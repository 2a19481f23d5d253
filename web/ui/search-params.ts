/** Reads `?state=failed&state=waiting&q=ada`: a name that comes twice is a list. Nothing is guessed to be a number. */
export function parseSearch(search: string): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(search)) {
    const before = Object.hasOwn(found, name) ? found[name] : undefined;
    found[name] = before === undefined ? value : [before, value].flat();
  }
  return found;
}

/** Writes what `parseSearch` reads; empty values are left out. */
export function writeSearch(search: Readonly<Record<string, unknown>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search))
    for (const each of [value].flat())
      if ((typeof each === 'string' && each !== '') || typeof each === 'number') params.append(name, String(each));
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}

/** Whether a name of an address holds one text or a list of them. */
export type SearchShape = Readonly<Record<string, 'text' | 'list'>>;

/** What an address with that shape says; whatever it does not say is missing. */
export type SearchOf<Shape extends SearchShape> = {
  [Name in keyof Shape]?: Shape[Name] extends 'list' ? string[] : string;
};

/** Makes the reader of a page's part of the address: names it does not know are dropped, one value of a list is a list. */
export function searchOf<const Shape extends SearchShape>(
  shape: Shape,
): (raw: Readonly<Record<string, unknown>>) => SearchOf<Shape> {
  return (raw) => {
    const found: Record<string, string | string[]> = {};
    for (const [name, kind] of Object.entries(shape)) {
      const values = [raw[name]].flat().filter((each) => typeof each === 'string' && each !== '') as string[];
      const [first] = values;
      if (first !== undefined) found[name] = kind === 'list' ? values : first;
    }
    return found as SearchOf<Shape>;
  };
}
