import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import { stepOf } from '../../../src/flow/edit/draft.ts';
import { useText } from '../../i18n/use-text.ts';
import { SidePanel } from '../../ui/split/side-panel.tsx';
import { findSteps, readQuery } from '../canvas/find-steps.ts';
import { StepIcon } from '../canvas/step-icon.tsx';
import { useStepWords } from '../canvas/step-words.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import { draftIn } from '../session/state.ts';
import styles from './editor.module.css';

/** Finds steps by words and filters; n and N, or Enter and Shift+Enter, go from one to the next. */
export function SearchPanel({ onGo, onLeave }: { onGo(step: StepId): void; onLeave(): void }): ReactNode {
  const t = useText('workbench');
  const words = useStepWords();
  const session = useSession();
  const draft = useEditor(draftIn);
  const catalog = useEditor((state) => state.catalog);
  const diagnostics = useEditor((state) => state.diagnostics);
  const [text, setText] = useState('');
  const [at, setAt] = useState(-1);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const titleOf = (step: StepId): string => words.title(stepOf(draft, step));
  const found = useMemo(
    () =>
      findSteps(draft, readQuery(text), { catalog, diagnostics, titleOf: (step) => stepOf(draft, step).title ?? '' }),
    [draft, text, catalog, diagnostics],
  );
  const go = (to: number): void => {
    const next = (to + found.length) % found.length;
    const step = found[next];
    if (step === undefined) return;
    setAt(next);
    onGo(step);
  };
  const pressInField = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') go(at + (event.shiftKey ? -1 : 1));
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  };
  return (
    <SidePanel
      name="editor.search"
      side="left"
      width={300}
      title={t('search.title')}
      onClose={() => session.show(undefined)}
    >
      <TextInput
        ref={field}
        value={text}
        aria-label={t('search.field')}
        placeholder={t('search.field')}
        leftSection={<IconSearch size={16} aria-hidden />}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(-1);
        }}
        onKeyDown={pressInField}
      />
      <p className={styles.searchHint}>{t('search.hint')}</p>
      {text.trim() !== '' && (
        <div className={styles.searchCount} role="status">
          {found.length === 0 ? t('search.none') : t('search.count', { count: found.length })}
          <span>
            <ActionIcon size={26} aria-label={t('search.previous')} onClick={() => go(at - 1)}>
              <IconChevronUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon size={26} aria-label={t('search.next')} onClick={() => go(at + 1)}>
              <IconChevronDown size={16} aria-hidden />
            </ActionIcon>
          </span>
        </div>
      )}
      <Found found={found} at={at} titleOf={titleOf} go={go} onLeave={onLeave} />
    </SidePanel>
  );
}

type FoundProps = {
  found: readonly StepId[];
  at: number;
  titleOf(step: StepId): string;
  go(to: number): void;
  onLeave(): void;
};

function Found({ found, at, titleOf, go, onLeave }: FoundProps): ReactNode {
  const t = useText('workbench');
  const draft = useEditor(draftIn);
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'n') go(at + 1);
    else if (event.key === 'N') go(at - 1);
    else if (event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <ul className={styles.found} aria-label={t('search.results')}>
      {found.map((step, index) => (
        <li key={step}>
          <button
            type="button"
            className={styles.foundStep}
            aria-current={index === at}
            onClick={() => go(index)}
            onKeyDown={press}
          >
            <StepIcon type={stepOf(draft, step).type} size={16} />
            <span>{titleOf(step)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
