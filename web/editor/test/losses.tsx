import { useMemo, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useViewer } from '../../ui/viewer.tsx';
import { sayCheck } from '../problems/say-check.ts';
import { draftIn } from '../session/state.ts';
import { useEditor } from '../session/use-editor.ts';
import { lossesOf } from './moments.ts';
import styles from './test-panel.module.css';
import type { Moment } from './trial-model.ts';

/** What the channel could not carry of the last thing that was said. */
export function Losses({ moments, channel }: { moments: readonly Moment[]; channel: string }): ReactNode {
  const t = useText('test');
  const { language } = useViewer();
  const draft = useEditor(draftIn);
  const catalog = useEditor((state) => state.catalog);
  const step = moments.flatMap(({ lines }) => lines.flatMap((line) => line.step ?? [])).at(-1);
  const losses = useMemo(
    () => (step === undefined ? [] : lossesOf(draft, step, { channel, catalog })),
    [draft, step, channel, catalog],
  );
  if (losses.length === 0) return null;
  return (
    <ul className={styles.losses} aria-label={t('loss.label')}>
      {losses.map((loss) => (
        <li key={loss}>{sayCheck(loss, language) ?? loss}</li>
      ))}
    </ul>
  );
}
