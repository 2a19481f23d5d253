import { NativeSelect } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { StepId } from '../../../../src/base/ids.ts';
import { connect } from '../../../../src/flow/edit/connect.ts';
import { disconnect } from '../../../../src/flow/edit/disconnect.ts';
import { targetOf, type Exit } from '../../../../src/flow/edit/ends.ts';
import { own } from '../../../../src/flow/flow.ts';
import { useText } from '../../../i18n/use-text.ts';
import { useStepWords } from '../../canvas/step-words.ts';
import { createStepViews } from '../../canvas/step-view.ts';
import { useEditor, useSession } from '../../session/use-editor.ts';
import { usePanel } from '../panel-world.tsx';
import { useStepTitles } from '../use-step-titles.ts';
import styles from './step.module.css';

/** Where one way leads, by a select: wiring without a mouse. */
export function WaySelect({ exit, label }: { exit: Exit; label: string }): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const { draft } = usePanel();
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const titles = useStepTitles();
  const from = 'step' in exit ? exit.step : undefined;
  const target = targetOf(draft, exit);
  const titleOf = (step: StepId): string => titles.find(({ value }) => value === step)?.label ?? step;
  const lead = (to: string): void => {
    const said = { from: from === undefined ? label : `${titleOf(from)}: ${label}` };
    if (to === '')
      return void session.apply({ key: 'edit.disconnect', values: said }, (each) => disconnect(each, { from: exit }));
    const step = to as StepId;
    session.apply({ key: 'edit.connect', values: { ...said, to: titleOf(step) } }, (each) =>
      connect(each, { from: exit, to: step }),
    );
  };
  return (
    <NativeSelect
      size="xs"
      aria-label={t('exit.leads', { exit: label })}
      disabled={isReadOnly}
      className={styles.way ?? ''}
      value={target ?? ''}
      data={[{ value: '', label: t('exit.nowhere') }, ...titles]}
      onChange={(event) => lead(event.currentTarget.value)}
    />
  );
}

/** Where one exit of the open step leads. */
export function ExitSelect({ outcome }: { outcome: string }): ReactNode {
  const t = useText('stepPanel');
  const { step } = usePanel();
  const words = useStepWords();
  if (step === undefined) return null;
  return (
    <label className={styles.leads}>
      <span>{t('exit.to')}</span>
      <WaySelect exit={{ step, outcome }} label={words.exit({ outcome })} />
    </label>
  );
}

/** All exits of the open step and where each leads. */
export function ExitsList(): ReactNode {
  const t = useText('stepPanel');
  const { draft, step, catalog } = usePanel();
  const words = useStepWords();
  const views = useMemo(() => createStepViews(catalog.types), [catalog.types]);
  const open = step === undefined ? undefined : own(draft.flow.steps, step);
  if (step === undefined || !open) return null;
  const { exits } = views(step, open, draft.flow.language);
  return (
    <section className={styles.exits} aria-label={t('exits')}>
      <h3 className={styles.heading}>{t('exits')}</h3>
      {exits.length === 0 && <p className={styles.quiet}>{t('exits.none')}</p>}
      {exits.map(({ outcome, title, isTrouble }) => {
        const label = words.exit({ outcome, title });
        return (
          <div key={outcome} className={styles.exit}>
            <span data-trouble={isTrouble || undefined}>{label}</span>
            <WaySelect exit={{ step, outcome }} label={label} />
          </div>
        );
      })}
    </section>
  );
}
