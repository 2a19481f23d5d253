import { createContext, useContext, type ReactNode } from 'react';
import type { Translator } from '../../src/base/translate.ts';
import { inLanguage } from '../api/in-language.ts';
import { useApi } from '../api/query.ts';
import { useKindWords } from '../ui/use-kind-words.ts';
import { useViewer } from '../ui/viewer.tsx';

const Context = createContext<Translator>(() => undefined);

/** Gives what is inside the words of a channel or system: what a look found, why something failed. */
export function WordsOf({ kind, children }: { kind: string; children: ReactNode }): ReactNode {
  return <Context value={useKindWords(kind)}>{children}</Context>;
}

/** Says in the viewer's language what is said in English around here; undefined for what has no words in it. */
export function useWords(): Translator {
  return useContext(Context);
}

/** Words of a channel or system in the viewer's language; marked as English where they have no others. */
export function Spoken({ text }: { text: string }): ReactNode {
  const said = useWords()(text);
  return said === undefined ? <span lang="en">{text}</span> : said;
}

/** What kinds of connections there are, in the viewer's language. */
export function useKinds() {
  const { language } = useViewer();
  return useApi('GET /connection-kinds', { query: inLanguage(language) }, { staleTime: Infinity });
}
