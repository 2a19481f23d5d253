import { formatPath, type Diagnostic } from '../../../src/base/diagnostic.ts';
import type { StepId } from '../../../src/base/ids.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import { own, type Outcome } from '../../../src/flow/flow.ts';
import type { Language } from '../../i18n/language.ts';
import { it as canvasIt } from '../canvas/texts.it.ts';
import { en as canvasEn } from '../canvas/texts.en.ts';
import { sayCheck } from './say-check.ts';
import { it } from './texts.it.ts';

/** A problem as a person reads it. */
export type ProblemWords = {
  /** What is wrong. */
  readonly sentence: string;
  /** What to do about it. */
  readonly cure: string;
  /** The exact words of the check, where those above are more general. */
  readonly detail?: string;
};

/** Problems that the sentence of their code tells as exactly, with steps and exits called as the canvas calls them. */
const PLACED: ReadonlySet<string> = new Set([
  'open_exit',
  'open_trouble',
  'disabled_step',
  'unreachable_step',
  'dead_end',
]);

/**
 * A problem in the viewer's language: what the check says itself. What has no words in that language is told by the sentence
 * and the cure of its code, with the names of the place, and by the words of the check as the detail.
 */
export function wordsOf(diagnostic: Diagnostic, draft: Draft, language: Language): ProblemWords {
  const { code, message, fix } = diagnostic;
  if (language === 'en') return { sentence: message, cure: fix };
  const [said, cured] = [sayCheck(message, language), sayCheck(fix, language)];
  if (said !== undefined && cured !== undefined && !PLACED.has(code)) return { sentence: said, cure: cured };
  const texts: Readonly<Record<string, string>> = it;
  const sentence = own(texts, `code.${code}`);
  if (sentence === undefined) return { sentence: message, cure: fix };
  const values = placeIn(diagnostic, draft, language);
  return {
    sentence: filled(sentence, values),
    cure: filled(own(texts, `cure.${code}`) ?? fix, values),
    detail: `${said ?? message} ${cured ?? fix}`,
  };
}

/** Where a problem is: the step, what it is called there, its exit and its field, as far as there are any. */
export type ProblemPlace = {
  readonly id: StepId | undefined;
  readonly step: string;
  readonly exit: string;
  readonly field: string;
};

/** Where a problem is, in names that people know. */
export function placeIn(diagnostic: Diagnostic, draft: Draft, language: Language): ProblemPlace {
  const id = stepAt(diagnostic.path);
  const found = id === undefined ? undefined : own(draft.flow.steps, id);
  const names: Readonly<Record<string, string>> = language === 'it' ? canvasIt : canvasEn;
  const outcome = exitAt(diagnostic, draft);
  return {
    id,
    step: found ? (found.title ?? own(names, `type.${found.type}`) ?? found.type) : (id ?? draft.flow.name),
    exit: outcome === undefined ? '' : (own(names, `exit.${outcome}`) ?? outcome),
    field: fieldIn(diagnostic.path),
  };
}

/** The step that a path leads into. */
export function stepAt(path: Diagnostic['path']): StepId | undefined {
  const name = path[0] === 'flow' && path[1] === 'steps' ? path[2] : undefined;
  return typeof name === 'string' ? (name as StepId) : undefined;
}

/** The field inside a step's form that a path leads to; undefined where it leads elsewhere. */
export function fieldPath(path: Diagnostic['path']): Diagnostic['path'] | undefined {
  return stepAt(path) !== undefined && path[3] === 'params' && path.length > 4 ? path.slice(4) : undefined;
}

/** The exit that a problem is about. A problem with an exit that leads nowhere names it in its words. */
export function exitAt({ path, message }: Diagnostic, draft: Draft): Outcome | undefined {
  const id = stepAt(path);
  const step = id === undefined ? undefined : own(draft.flow.steps, id);
  if (!step || path[3] !== 'next') return undefined;
  const [outcome] = path.slice(4);
  if (typeof outcome === 'string') return outcome;
  return /exit "([^"]+)"/.exec(message)?.[1];
}

function fieldIn(path: Diagnostic['path']): string {
  const inside = fieldPath(path) ?? (stepAt(path) === undefined ? path.slice(1) : path.slice(4));
  return formatPath(inside);
}

function filled(text: string, values: Readonly<Record<string, string | undefined>>): string {
  const said = text.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => values[name] ?? '');
  // A place that is not known leaves no colon behind.
  return said.replace(/:\s*$/, '');
}
