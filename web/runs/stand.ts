import type { RunSummary } from '../../src/control/run-search.ts';
import type { Translate } from '../i18n/texts.ts';
import type { Tone } from '../ui/state-badge.tsx';

/** What says where a run stands. */
export type Standing = Pick<RunSummary, 'status' | 'step' | 'stepTitle' | 'wait' | 'failure'>;

/** What is needed to say it. */
export type StandWords = { t: Translate<'runs'>; duration(ms: number): string; now: number };

/** Where a run stands, as one would say it: "waiting for a reply, 2 h left", "failed at Create Lead: denied". */
export function standOf(run: Standing, words: StandWords): { tone: Tone; text: string } {
  const { t } = words;
  const step = run.stepTitle ?? run.step ?? t('stand.start');
  switch (run.status) {
    case 'completed':
      return { tone: 'good', text: t('stand.completed') };
    case 'canceled':
      return { tone: 'quiet', text: t('stand.canceled', { step }) };
    case 'failed':
      return { tone: 'bad', text: t('stand.failed', { step, why: failureWord(run.failure?.code ?? '', t) }) };
    case 'active':
      return { tone: run.wait.for === 'agent' ? 'waiting' : 'busy', text: waitOf(run, words) };
  }
}

/** What an active run waits for, and for how long at most. */
export function waitOf(
  { wait, step, stepTitle }: Pick<Standing, 'wait' | 'step' | 'stepTitle'>,
  words: StandWords,
): string {
  const { t, duration, now } = words;
  if (wait.for === 'effects') return t('wait.effects', { step: stepTitle ?? step ?? t('stand.start') });
  const what = t(`wait.${wait.for}`);
  if (wait.until === undefined) return what;
  if (wait.until <= now) return t('wait.due', { what });
  return t(wait.for === 'time' ? 'wait.timeLeft' : 'wait.left', { what, time: duration(wait.until - now) });
}

/** A failure's code as a word for lists; the code itself where there is none. */
export function failureWord(code: string, t: Translate<'runs'>): string {
  return t.known(`failure.${code}`) ?? code;
}
