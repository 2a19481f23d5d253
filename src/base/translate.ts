/**
 * Words of one other language by the English ones. Where the English ones are put together, `{name}` stands for what is
 * filled in, in both; `{~name}` in the English ones stands for words of ours, which are said in the other language, too.
 */
export type Texts = Readonly<Record<string, string>>;

/** Words in other languages than English, by the code of the language. */
export type Translations = Readonly<Record<string, Texts | undefined>>;

/** Says something in another language; undefined where it, or a sentence of it, is not known. */
export type Translator = (english: string) => string | undefined;

type Pattern = { form: RegExp; places: readonly string[]; said: string; exactness: number };

const PLACE = /\{(~?)(\w+)\}/;

/**
 * Says English words in another language. What was put together is known by the sentence that it was put together from;
 * of several that fit the one counts that leaves least open. Several sentences are said one by one.
 */
export function createTranslator(texts: Texts): Translator {
  const exact = new Map(Object.entries(texts));
  const patterns = Object.entries(texts)
    .filter(([english]) => PLACE.test(english))
    .map(patternOf)
    .toSorted((left, right) => right.exactness - left.exactness);

  const matched = (english: string): string | undefined => {
    for (const { form, places, said } of patterns) {
      const found = form.exec(english);
      if (found) return filled(said, Object.fromEntries(places.map((place, at) => [place, found[at + 1] ?? ''])));
    }
    return undefined;
  };
  const one = (english: string): string | undefined => exact.get(english) ?? matched(english);
  const filled = (said: string, values: Readonly<Record<string, string>>): string =>
    said.replaceAll(new RegExp(PLACE, 'g'), (_place, _mark, name: string) => {
      const words = values[`~${name}`];
      return words === undefined ? (values[name] ?? '') : (translate(words) ?? words);
    });
  const translate = (english: string): string | undefined => {
    const known = exact.get(english);
    if (known !== undefined) return known;
    for (const { index } of english.matchAll(/(?<=[.:…]) /g)) {
      const first = one(english.slice(0, index));
      const rest = first === undefined ? undefined : translate(english.slice(index + 1));
      if (rest !== undefined) return `${first} ${rest}`;
    }
    // What was filled in may hold full stops.
    return matched(english);
  };
  return translate;
}

function patternOf([english, said]: [english: string, said: string]): Pattern {
  const [first = '', ...rest] = english.split(PLACE);
  const places: string[] = [];
  let form = escaped(first);
  let exactness = first.length;
  // A split by the place gives its mark, its name and what follows it, in turn.
  for (let at = 0; at < rest.length; at += 3) {
    const [mark = '', name = '', text = ''] = rest.slice(at, at + 3);
    places.push(mark + name);
    form += `([\\s\\S]*?)${escaped(text)}`;
    exactness += text.length;
  }
  return { form: new RegExp(`^${form}$`), places, said, exactness };
}

function escaped(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}
