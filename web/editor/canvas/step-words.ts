import { createContext, useContext, useMemo } from 'react';
import type { Trigger } from '../../../src/flow/trigger.ts';
import type { Translate } from '../../i18n/texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { useFormat } from '../../ui/use-format.ts';
import type { StepLine } from './step-line.ts';
import type { ExitView } from './step-view.ts';

/** What steps and their parts are called in the viewer's language. */
export type StepWords = {
  type(type: string): string;
  /** What its author calls a step, else its type. */
  title(step: { readonly title?: string | undefined; readonly type: string }): string;
  line(line: StepLine | undefined): string;
  exit(view: Pick<ExitView, 'outcome' | 'title'>): string;
  trigger(trigger: Trigger): string;
};

/** All words of the canvas: made once for hundreds of cards. */
export type CanvasWords = StepWords & { readonly t: Translate<'canvas'> };

const Context = createContext<CanvasWords | undefined>(undefined);

/** Gives the words to the cards. */
export const CanvasWordsProvider = Context.Provider;

/** The words of the canvas that a card stands on. */
export function useCanvasWords(): CanvasWords {
  const words = useContext(Context);
  if (!words) throw new Error('A card stands outside of a canvas.');
  return words;
}

/** The words of steps. */
export function useStepWords(): CanvasWords {
  const t = useText('canvas');
  const format = useFormat();
  return useMemo(() => {
    const type = (name: string): string => t.known(`type.${name}`) ?? name;
    return {
      t,
      type,
      title: ({ title, type: name }) => title ?? type(name),
      exit: ({ outcome, title }) => title ?? t.known(`exit.${outcome}`) ?? outcome,
      line: (line) => {
        if (!line) return '';
        const { key, values, durationMs } = line;
        const filled = durationMs === undefined ? values : { ...values, duration: format.duration(durationMs) };
        return t.known(`line.${key}`, filled) ?? '';
      },
      trigger: (trigger) => {
        const said = t.known(`trigger.${trigger.type}`) ?? trigger.type;
        const more = detailOf(trigger);
        return more === '' ? said : `${said} · ${more}`;
      },
    };
  }, [t, format]);
}

function detailOf(trigger: Trigger): string {
  switch (trigger.type) {
    case 'message':
      return [...(trigger.keywords?.map((word) => `“${word}”`) ?? []), ...(trigger.connections ?? [])].join(', ');
    case 'status':
    case 'conversation':
      return (trigger.connections ?? []).join(', ');
    case 'webhook':
      return `/${trigger.path}`;
    case 'schedule':
      return trigger.cron;
    case 'contact':
      return trigger.name ?? '';
    case 'connection':
      return `${trigger.connection}, ${trigger.poll}`;
    case 'flow':
      return trigger.after ?? '';
    case 'manual':
      return '';
  }
}
