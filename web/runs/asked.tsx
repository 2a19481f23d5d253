import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { contentWords } from './content-words.ts';
import { JsonView } from './json-view.tsx';
import type { Effect } from './api-types.ts';

/** What exactly was asked: the input of a call, the words of a message. */
export function Asked({ request }: Pick<Effect, 'request'>): ReactNode {
  const t = useText('runs');
  if (request.kind === 'send') return <p>«{contentWords(request.content, t)}»</p>;
  if (request.kind === 'handoff') return request.note === undefined ? null : <p>«{request.note}»</p>;
  if (request.kind === 'fetch') return null;
  if (Object.keys(request.input).length === 0) return null;
  return <JsonView label={t('asked.input')} value={request.input} />;
}
