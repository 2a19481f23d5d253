import { ActionIcon, Button, Tooltip } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconChevronLeft,
  IconListTree,
  IconPlayerPlay,
  IconSearch,
  IconSettings,
  IconAlertTriangle,
} from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Suspense, type ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { diff } from '../../../src/flow/diff/diff.ts';
import type { Draft } from '../../../src/flow/edit/draft.ts';
import type { CommandId, Keymap } from '../keys/keymap.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import { draftIn, type Saving } from '../session/state.ts';
import styles from './editor.module.css';
import { PublishButton } from './panels.tsx';
import { wordsFor } from './use-notices.ts';

type TopBarProps = {
  published: Draft['flow'] | undefined;
  version: number | undefined;
  keymap: Keymap;
  run(command: CommandId): void;
};

/** The flow's name and state, what was done last, and the ways to the panels. */
export function TopBar({ published, version, keymap, run }: TopBarProps): ReactNode {
  const t = useText('workbench');
  const session = useSession();
  const name = useEditor((state) => draftIn(state).flow.name);
  const drawer = useEditor((state) => state.drawer);
  return (
    <header className={styles.bar}>
      <ActionIcon component={Link} to="/flows" aria-label={t('bar.back')} size={32}>
        <IconChevronLeft size={19} aria-hidden />
      </ActionIcon>
      <div className={styles.naming}>
        <h1 className={styles.name}>{name}</h1>
        <span className={styles.facts}>
          <FlowState published={published} version={version} />
          <SavingState />
        </span>
      </div>
      <UndoButtons run={run} keymap={keymap} />
      <span className={styles.gap} />
      <Problems isOpen={drawer === 'problems'} run={run} />
      <Tool label={t('bar.search')} keys={keymap.search[0]} isOn={drawer === 'search'} onClick={() => run('search')}>
        <IconSearch size={18} stroke={1.7} aria-hidden />
      </Tool>
      <Tool
        label={t('bar.outline')}
        keys={keymap.outline[0]}
        isOn={drawer === 'outline'}
        onClick={() => run('outline')}
      >
        <IconListTree size={18} stroke={1.7} aria-hidden />
      </Tool>
      <Tool label={t('bar.settings')} keys={undefined} isOn={false} onClick={() => session.open({ flow: true })}>
        <IconSettings size={18} stroke={1.7} aria-hidden />
      </Tool>
      <Button
        variant={drawer === 'test' ? 'light' : 'default'}
        leftSection={<IconPlayerPlay size={16} aria-hidden />}
        aria-pressed={drawer === 'test'}
        onClick={() => run('test')}
      >
        {t('bar.test')}
      </Button>
      {PublishButton && (
        <Suspense fallback={<Button disabled>{t('bar.publish')}</Button>}>
          <PublishButton />
        </Suspense>
      )}
    </header>
  );
}

type ToolProps = {
  label: string;
  keys: string | undefined;
  isOn: boolean;
  isDisabled?: boolean;
  onClick(): void;
  children: ReactNode;
};

/** A button with a drawing; its name and keys are shown on hovering. */
export function Tool({ label, keys, isOn, isDisabled = false, onClick, children }: ToolProps): ReactNode {
  return (
    <Tooltip
      label={
        <span className={styles.tip}>
          {label}
          {keys !== undefined && <KeyHint keys={keys} />}
        </span>
      }
    >
      <ActionIcon
        size={34}
        aria-label={label}
        aria-pressed={isOn}
        aria-disabled={isDisabled}
        data-quiet={isDisabled}
        className={styles.tool ?? ''}
        variant={isOn ? 'light' : 'subtle'}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function UndoButtons({ run, keymap }: Pick<TopBarProps, 'run' | 'keymap'>): ReactNode {
  const t = useText('session');
  const done = useEditor(({ history }) => (history.past.length > 0 ? history.present.label : undefined));
  const undone = useEditor(({ history }) => history.future[0]?.label);
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  if (isReadOnly) return null;
  return (
    <span className={styles.pair}>
      <Tool
        label={done ? t('undo.named', { what: wordsFor(t, done) }) : t('undo.verb')}
        keys={keymap.undo[0]}
        isOn={false}
        isDisabled={!done}
        onClick={() => run('undo')}
      >
        <IconArrowBackUp size={19} stroke={1.7} aria-hidden />
      </Tool>
      <Tool
        label={undone ? t('redo.named', { what: wordsFor(t, undone) }) : t('redo.verb')}
        keys={keymap.redo[0]}
        isOn={false}
        isDisabled={!undone}
        onClick={() => run('redo')}
      >
        <IconArrowForwardUp size={19} stroke={1.7} aria-hidden />
      </Tool>
    </span>
  );
}

function Problems({ isOpen, run }: { isOpen: boolean; run(command: CommandId): void }): ReactNode {
  const t = useText('workbench');
  const count = useEditor(({ diagnostics }) => diagnostics.length);
  const errors = useEditor(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === 'error').length);
  if (count === 0 && !isOpen) return null;
  return (
    <Button
      variant={isOpen ? 'light' : 'subtle'}
      color={errors > 0 ? 'red' : 'amber'}
      aria-pressed={isOpen}
      leftSection={<IconAlertTriangle size={17} aria-hidden />}
      onClick={() => run('problems')}
    >
      {t('bar.problems.some', { count })}
    </Button>
  );
}

function FlowState({ published, version }: Pick<TopBarProps, 'published' | 'version'>): ReactNode {
  const t = useText('workbench');
  const flow = useEditor((state) => draftIn(state).flow);
  if (version === undefined) return <StateBadge tone="quiet">{t('state.draft')}</StateBadge>;
  const changes = published ? countChanges(published, flow) : 0;
  if (changes === 0) return <StateBadge tone="good">{t('state.published', { version })}</StateBadge>;
  return <StateBadge tone="waiting">{t('state.changes', { version, count: changes })}</StateBadge>;
}

function countChanges(before: Draft['flow'], after: Draft['flow']): number {
  const { facts, triggers, handlers, steps } = diff(before, after);
  return facts.length + triggers.length + handlers.length + steps.length;
}

function SavingState(): ReactNode {
  const t = useText('workbench');
  const s = useText('session');
  const session = useSession();
  const saving = useEditor((state) => state.saving);
  const readOnly = useEditor((state) => state.readOnly);
  if (readOnly) return <span className={styles.saving}>{s.known(`readOnly.${readOnly.why}`, readOnly.values)}</span>;
  const isTrouble = saving.state === 'offline' || saving.state === 'refused' || saving.state === 'conflict';
  return (
    <span className={styles.saving} data-trouble={isTrouble} role={isTrouble ? 'alert' : undefined}>
      {savingWords(saving, t)}
      {(saving.state === 'offline' || saving.state === 'refused') && (
        <Button variant="subtle" size="compact-xs" onClick={() => session.retry()}>
          {t('saving.retry')}
        </Button>
      )}
    </span>
  );
}

function savingWords(saving: Saving, t: ReturnType<typeof useText<'workbench'>>): string {
  if (saving.state === 'refused') return t('saving.refused', { message: saving.message });
  if (saving.state === 'conflict') return t('saving.conflict', { by: saving.theirs.by });
  return t(`saving.${saving.state}`);
}
