import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import { createTranslator, type Translator } from '../../../src/base/translate.ts';
import { it as checksIt } from '../../../src/flow/validate/texts.it.ts';
import { it as lossesIt } from '../../../src/message/texts.it.ts';
import { it as stepsIt } from '../../../src/steps/texts.it.ts';
import type { Language } from '../../i18n/language.ts';

let italian: Translator | undefined;

/** Says in a language what a check of a flow, a step that fails, or fitting to a channel says in English; undefined where it cannot. */
export function sayCheck(english: string, language: Language): string | undefined {
  if (language === 'en') return english;
  italian ??= createTranslator({ ...stepsIt, ...checksIt, ...lossesIt });
  return italian(english);
}

/** A problem with its words in a language, as far as they are known. */
export function saidIn(diagnostic: Diagnostic, language: Language): Diagnostic {
  const { message, fix } = diagnostic;
  return { ...diagnostic, message: sayCheck(message, language) ?? message, fix: sayCheck(fix, language) ?? fix };
}
