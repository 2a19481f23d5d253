import { createInstance, type BackendModule, type i18n as I18n } from 'i18next';
import type { Language } from './language.ts';
import { NAMESPACES } from './namespaces.ts';
import type { Area, TextKey, Translate, Values } from './texts.ts';

type Catalogue = Readonly<Record<string, string>>;

/** Makes the words of the app ready in a language. `ui` and `app` are there when it resolves; others follow on demand. */
export async function createTexts(language: Language, areas: readonly Area[] = ['ui', 'app']): Promise<I18n> {
  const texts = createInstance();
  await texts.use(backend).init({
    lng: language,
    fallbackLng: false,
    ns: [...areas],
    // Keys have dots and texts have colons; neither means anything.
    keySeparator: false,
    nsSeparator: false,
    // React escapes.
    interpolation: { escapeValue: false },
    react: { useSuspense: true },
  });
  return texts;
}

/** Makes the translating function of an area from what i18next gives. */
export function translateOf<A extends Area>(texts: I18n, area: A): Translate<A> {
  // Our keys are typed by area; the library is asked by plain texts.
  const say: (key: string, values: Record<string, unknown>) => string = texts.t;
  const translate = (key: TextKey<A>, values?: Values): string => say(key, { ns: area, ...values });
  const known = (key: string, values?: Values): string | undefined =>
    texts.exists(key, { ns: area, ...values }) ? say(key, { ns: area, ...values }) : undefined;
  return Object.assign(translate, { known });
}

/** The words of an area in a language, with the forms that a language has for millions and we write no other way. */
export async function loadCatalogue(area: Area, language: Language): Promise<Catalogue> {
  const module: { readonly en?: Catalogue; readonly it?: Catalogue } = await NAMESPACES[area][language]();
  const texts = module[language] ?? {};
  const many = Object.entries(texts).flatMap(([key, text]) =>
    key.endsWith('_other') ? [[key.replace(/_other$/, '_many'), text] as const] : [],
  );
  return { ...texts, ...Object.fromEntries(many) };
}

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  // The library waits for a promise where no callback is taken; its types do not say so.
  // oxlint-disable-next-line typescript/no-misused-promises
  read: (language, area) => loadCatalogue(area as Area, language as Language),
};
