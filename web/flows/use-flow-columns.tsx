import { UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconFolder, IconFolderOpen } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import type { Translate } from '../i18n/texts.ts';
import { useText } from '../i18n/use-text.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import type { Column } from '../ui/table/columns.ts';
import { useFormat, type Format } from '../ui/use-format.ts';
import { When } from '../ui/when.tsx';
import { stateOf, STATES, sum, TONES, type Folder, type ListedFlow } from './flow-list.ts';
import { FlowMenu } from './flow-menu.tsx';
import { runsOfAll, type TreeRow } from './flow-tree.ts';
import styles from './flows.module.css';
import { shownName, shownPath } from './shown-name.ts';
import { Sparkline } from './sparkline.tsx';
import type { FlowActions } from './use-flow-actions.ts';

type ColumnsOptions = {
  actions: FlowActions;
  label(flow: ListedFlow): void;
  /** Opens or folds a folder. */
  turn(folder: string): void;
};

/** The columns of the list of flows, which may lie in folders. */
export function useFlowColumns({ actions, label, turn }: ColumnsOptions): readonly Column<TreeRow>[] {
  const t = useText('flows');
  const format = useFormat();
  return useMemo(
    () => [...standing(t), ...counted(t, format), ...ending(t, actions, label)].map((column) => inTree(column, turn)),
    [t, format, actions, label, turn],
  );
}

/** A column of flows, of which a folder fills two: its name, and the runs of all that lies in it. */
function inTree({ cell, sortBy, csv, ...column }: Column<ListedFlow>, turn: (folder: string) => void): Column<TreeRow> {
  return {
    ...column,
    ...(sortBy ? { sortBy: (row: TreeRow) => ('flow' in row ? sortBy(row.flow) : undefined) } : {}),
    ...(csv ? { csv: (row: TreeRow) => ('flow' in row ? csv(row.flow) : '') } : {}),
    cell(row) {
      if ('flow' in row) {
        const shown = cell(row.flow);
        return column.id === 'name' && row.depth > 0 ? <Within depth={row.depth}>{shown}</Within> : shown;
      }
      if (column.id === 'name')
        return (
          <Within depth={row.depth}>
            <FolderLine folder={row.folder} isOpen={row.isOpen} turn={() => turn(row.folder.path)} />
          </Within>
        );
      const runs = runsOfAll(row.flows);
      return column.id === 'runs' && sum(runs) > 0 ? <Sparkline counts={runs} /> : null;
    },
  };
}

/** Something further in the deeper it lies. */
function Within({ depth, children }: { depth: number; children: ReactNode }): ReactNode {
  return (
    <div className={styles.within} data-within={depth > 0 || undefined} style={{ paddingInlineStart: depth * INDENT }}>
      {children}
    </div>
  );
}

const INDENT = 26;

function FolderLine({ folder, isOpen, turn }: { folder: Folder; isOpen: boolean; turn(): void }): ReactNode {
  const t = useText('flows');
  const name = shownName(folder.name, t);
  const Icon = isOpen ? IconFolderOpen : IconFolder;
  return (
    <UnstyledButton className={styles.line} aria-expanded={isOpen} onClick={turn}>
      <IconChevronRight size={14} className={styles.turn} aria-hidden />
      <Icon size={17} aria-hidden />
      <span className={styles.folderName}>{name}</span>
      <span className={styles.count}>{t('folders.count', { count: folder.count })}</span>
    </UnstyledButton>
  );
}

type Say = Translate<'flows'>;
type Columns = readonly Column<ListedFlow>[];

/** What a flow is and how it does. */
function standing(t: Say): Columns {
  return [
    {
      id: 'name',
      header: t('name'),
      fixed: true,
      sortBy: ({ name }) => name,
      cell: (flow) => <Name flow={flow} />,
    },
    {
      id: 'state',
      header: t('state'),
      sortBy: (flow) => STATES.indexOf(stateOf(flow)),
      csv: (flow) => t(`state.${stateOf(flow)}`),
      cell: (flow) => <StateOf flow={flow} />,
    },
    {
      id: 'runs',
      header: t('runs'),
      sortBy: ({ runsPerDay }) => sum(runsPerDay),
      cell: ({ runsPerDay }) => <Sparkline counts={runsPerDay} />,
    },
    {
      id: 'last',
      header: t('last'),
      sortBy: ({ lastRun }) => lastRun?.at,
      csv: ({ lastRun }) => (lastRun ? new Date(lastRun.at).toISOString() : ''),
      cell: ({ lastRun }) =>
        lastRun && (
          <Link to="/runs/$run" params={{ run: lastRun.run }} className={styles.stack}>
            <When at={lastRun.at} />
          </Link>
        ),
    },
  ];
}

/** What is shown to those who ask for it. */
function counted(t: Say, format: Format): Columns {
  return [
    {
      id: 'active',
      header: t('active'),
      align: 'end',
      optional: true,
      sortBy: ({ activeRuns }) => activeRuns,
      cell: ({ activeRuns }) => format.number(activeRuns),
    },
    {
      id: 'starts',
      header: t('starts'),
      optional: true,
      csv: ({ triggers }) => triggers.join(', '),
      cell: ({ triggers }) => triggers.map((type) => t.known(`starts.${type}`) ?? type).join(', '),
    },
    {
      id: 'steps',
      header: t('steps'),
      align: 'end',
      optional: true,
      sortBy: ({ steps }) => steps,
      cell: ({ steps }) => format.number(steps),
    },
  ];
}

/** Who changed it, and what can be done. */
function ending(t: Say, actions: FlowActions, label: (flow: ListedFlow) => void): Columns {
  return [
    {
      id: 'changed',
      header: t('changed'),
      sortBy: ({ changedAt }) => changedAt,
      csv: ({ changedAt }) => new Date(changedAt).toISOString(),
      cell: ({ changedAt, changedBy }) => (
        <span className={styles.stack}>
          <When at={changedAt} />
          {changedBy !== undefined && <span className={styles.quiet}>{t('changed.by', { name: changedBy })}</span>}
        </span>
      ),
    },
    {
      id: 'do',
      header: t('actions'),
      fixed: true,
      align: 'end',
      width: 72,
      csv: () => '',
      cell: (flow) => <FlowMenu flow={flow} actions={actions} label={label} />,
    },
  ];
}

function Name({ flow: { flow, name, labels, managedBy } }: { flow: ListedFlow }): ReactNode {
  const t = useText('flows');
  const hasLabels = labels.folder !== '' || labels.tags.length > 0 || managedBy !== undefined;
  return (
    <span className={styles.name}>
      <Link to="/flows/$flow" params={{ flow }}>
        {name}
      </Link>
      {hasLabels && (
        <span className={styles.labels}>
          {labels.folder !== '' && <span className={styles.path}>{shownPath(labels.folder, t)}</span>}
          {managedBy !== undefined && <span title={managedBy}>{t('managed')}</span>}
          {labels.tags.map((tag) => (
            <span key={tag} className={styles.tag}>
              {shownName(tag, t)}
            </span>
          ))}
        </span>
      )}
    </span>
  );
}

function StateOf({ flow }: { flow: ListedFlow }): ReactNode {
  const t = useText('flows');
  const state = stateOf(flow);
  const { current, failed } = flow;
  const more =
    state === 'failing'
      ? t('state.failing.count', { count: failed })
      : current !== undefined && state !== 'archived'
        ? t('state.version', { version: current })
        : undefined;
  return (
    <span className={styles.state}>
      <StateBadge tone={TONES[state]}>{t(`state.${state}`)}</StateBadge>
      {more !== undefined && <span className={styles.quiet}>{more}</span>}
    </span>
  );
}
