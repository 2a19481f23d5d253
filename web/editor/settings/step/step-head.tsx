import { Switch, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { StepId } from '../../../../src/base/ids.ts';
import { addNote } from '../../../../src/flow/edit/edit-notes.ts';
import { renameStep } from '../../../../src/flow/edit/rename-step.ts';
import { setDisabled } from '../../../../src/flow/edit/set-disabled.ts';
import { setTitle } from '../../../../src/flow/edit/set-title.ts';
import { own, type Step } from '../../../../src/flow/flow.ts';
import { useText } from '../../../i18n/use-text.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { useStepWords } from '../../canvas/step-words.ts';
import { useEditor, useSession } from '../../session/use-editor.ts';
import { usePanel } from '../panel-world.tsx';
import styles from './step.module.css';

/** Beside a step: where its note is put. */
const NOTE = { dx: 300, width: 220, height: 120 };

/** What a step is called, its type and id, and whether runs do it. */
export function StepHead({ id, step }: { id: StepId; step: Step }): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const words = useStepWords();
  const { draft } = usePanel();
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const place = own(draft.layout.steps, id);
  return (
    <div className={styles.head}>
      <TitleInput id={id} step={step} isReadOnly={isReadOnly} />
      <div className={styles.facts}>
        <span>{words.type(step.type)}</span>
        <IdInput id={id} isReadOnly={isReadOnly} />
        <CopyButton value={id} what={t('head.id')} />
        <Switch
          size="xs"
          className={styles.right ?? ''}
          label={t('head.enabled')}
          disabled={isReadOnly}
          checked={step.disabled !== true}
          onChange={(event) => {
            const disabled = !event.currentTarget.checked;
            const key = disabled ? 'edit.disableSteps' : 'edit.enableSteps';
            session.apply({ key, values: { count: 1 } }, (each) => setDisabled(each, { steps: [id], disabled }));
          }}
        />
      </div>
      {!isReadOnly && place && (
        <button
          type="button"
          className={styles.link}
          onClick={() => {
            const note = { x: place.x + NOTE.dx, y: place.y, width: NOTE.width, height: NOTE.height, text: '' };
            session.apply({ key: 'edit.addNote' }, (each) => addNote(each, { note }).draft);
          }}
        >
          {t('head.note')}
        </button>
      )}
    </div>
  );
}

/** The title as it is typed: blanks at its end are part of what is being written. */
function TitleInput({ id, step, isReadOnly }: { id: StepId; step: Step; isReadOnly: boolean }): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const words = useStepWords();
  const title = step.title ?? '';
  const [text, setText] = useState(title);
  if (text.trim() !== title) setText(title);
  return (
    <TextInput
      size="md"
      aria-label={t('head.title')}
      classNames={{ input: styles.title ?? '' }}
      placeholder={words.type(step.type)}
      disabled={isReadOnly}
      value={text}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        session.apply({ key: 'edit.setTitle' }, (each) => setTitle(each, { step: id, title: next }), {
          merge: `title ${id}`,
        });
      }}
    />
  );
}

/** The id under which ways and histories know the step; changed everywhere when the field is left. */
function IdInput({ id, isReadOnly }: { id: StepId; isReadOnly: boolean }): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const { catalog } = usePanel();
  const [text, setText] = useState<string>(id);
  const [known, setKnown] = useState(id);
  if (known !== id) {
    setKnown(id);
    setText(id);
  }
  const rename = (): void => {
    const to = text.trim();
    if (to === id || to === '') return setText(id);
    const renamed = session.apply(
      { key: 'edit.renameStep', values: { to } },
      (each) => renameStep(each, { step: id, to }, catalog.types),
      {
        select: [to as StepId],
        open: { step: to as StepId },
      },
    );
    if (!renamed) setText(id);
  };
  return (
    <TextInput
      size="xs"
      aria-label={t('head.id')}
      classNames={{ input: styles.id ?? '' }}
      disabled={isReadOnly}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={rename}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') setText(id);
      }}
    />
  );
}
