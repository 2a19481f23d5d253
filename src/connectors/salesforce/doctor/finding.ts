import type { ProbeResult, ProbeWords } from '../../../base/probe.ts';
import type { Words } from '../../preparation.ts';
import type { Place } from './setup-pages.ts';

export type { Words };

/** One fact that the doctor found, in both languages. `known` is `verified` unless told. */
export type Finding = {
  topic: Topic;
  name: Words;
  ok: boolean;
  message: Words;
  fix?: Words;
  place?: Place;
  known?: ProbeResult['known'];
  call?: string;
  passesWithinMs?: number;
  ends?: true;
  /** What a page treats apart. */
  about?: 'exactly-once';
};

/** What findings are grouped by, in the order of looking. */
export const TOPICS = {
  way: { en: 'Way to the org', it: 'Collegamento' },
  signIn: { en: 'Sign-in', it: 'Accesso' },
  access: { en: 'API and user', it: 'API e utente' },
  objects: { en: 'Objects and fields', it: 'Oggetti e campi' },
  rules: { en: 'Rules', it: 'Regole' },
  limits: { en: 'Limits', it: 'Limiti' },
} as const satisfies Record<string, Words>;

export type Topic = keyof typeof TOPICS;

/** The same text in both languages: names, and what the org itself says. */
export function same(text: string): Words {
  return { en: text, it: text };
}

/** A finding as the port tells it: English, with the Italian words beside it. */
export function probeOf(finding: Finding): ProbeResult {
  const { ok, known = 'verified', call, passesWithinMs, ends, about } = finding;
  return {
    ...wordsOf(finding, 'en'),
    ok,
    known,
    ...(call === undefined || known !== 'verified' ? {} : { call }),
    ...(passesWithinMs === undefined ? {} : { passesWithinMs }),
    ...(ends ? { ends } : {}),
    ...(about ? { about } : {}),
    translations: { it: wordsOf(finding, 'it') },
  };
}

function wordsOf({ topic, name, message, fix, place }: Finding, language: keyof Words): ProbeWords {
  return {
    topic: TOPICS[topic][language],
    name: name[language],
    message: message[language],
    ...(fix ? { fix: fix[language] } : {}),
    ...(place ? { place: place[language] } : {}),
  };
}
