import { useMemo } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useStepWords } from '../canvas/step-words.ts';
import type { ChangeWords } from './change-lines.ts';

/** The words that changes of a flow are told in, in the viewer's language. */
export function useChangeWords(): ChangeWords {
  const t = useText('publish');
  const params = useText('params');
  const words = useStepWords();
  return useMemo(
    () => ({
      step: words.type,
      trigger: (type) => words.t.known(`trigger.${type}`) ?? type,
      handler: (type) => words.t.known(`exit.${type}`) ?? type,
      exit: (outcome) => t('member.exit', { exit: words.exit({ outcome }) }),
      field: (key) => params.known(`param.${key}`),
      member: (name) => t.known(`member.${name}`),
      yes: t('yes'),
      no: t('no'),
    }),
    [t, params, words],
  );
}
