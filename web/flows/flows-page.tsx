import { Button } from '@mantine/core';
import { IconFile, IconRoute, IconTemplate } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { useCommands } from '../ui/commands.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { findFlows, stateOf, STATES, type ListedFlow } from './flow-list.ts';
import { flatOf, isOpenAtFirst, treeOf } from './flow-tree.ts';
import { Folders } from './folders.tsx';
import styles from './flows.module.css';
import { LabelsDialog } from './labels-dialog.tsx';
import { BlankFlow, NewFlow } from './new-flow.tsx';
import { shownName } from './shown-name.ts';
import { useFlowActions } from './use-flow-actions.ts';
import { useFlowColumns } from './use-flow-columns.tsx';
import { useFlows } from './use-flows.ts';
import { useFolds } from './use-folds.ts';

const FROM = '/shell/flows';

/** All flows: what each is, how it stands and how it does. */
export function FlowsPage(): ReactNode {
  const t = useText('flows');
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: '/flows' });
  const { data: all, error, refetch } = useFlows();
  const actions = useFlowActions();
  const [isBlank, setBlank] = useState(false);
  const [labelled, setLabelled] = useState<ListedFlow>();
  const rows = useMemo(() => all && findFlows(all, search), [all, search]);
  const tags = useMemo(() => namesOf(all, ({ labels }) => labels.tags), [all]);
  const folders = useMemo(() => namesOf(all, ({ labels }) => [labels.folder]), [all]);
  // Whoever looks for something sees all that fits; else flows lie in their folders.
  const isTree = !search.q && !search.folder && !search.state && !search.tag && !search.sort;
  const { isOpen, turn } = useFolds(isOpenAtFirst(rows ?? []));
  const lines = useMemo(() => rows && (isTree ? treeOf(rows, isOpen) : flatOf(rows)), [rows, isTree, isOpen]);
  const columns = useFlowColumns({ actions, label: setLabelled, turn });
  const set = (change: Partial<typeof search>): void =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  useFlowCommands(actions.canEdit, () => setBlank(true));
  const blank = (): void => setBlank(true);
  return (
    <PageBody wide>
      <PageHeader title={t('title')} actions={actions.canEdit && <NewFlow blank={blank} />} />
      {error && !all && <ErrorView error={error} retry={() => void refetch()} />}
      {all?.length === 0 ? (
        <NoFlows canEdit={actions.canEdit} blank={blank} />
      ) : (
        (!error || all) && (
          <>
            {!isTree && <Folders flows={all ?? []} folder={search.folder} go={(folder) => set({ folder })} />}
            <DataTable
              name="flows"
              label={t('title')}
              columns={columns}
              rows={lines}
              whole={isTree && rows ? flatOf(rows) : undefined}
              keyOf={(row) => ('flow' in row ? row.flow.flow : `folder ${row.folder.path}`)}
              onOpen={(row) => ('flow' in row ? actions.open(row.flow.flow) : turn(row.folder.path))}
              sort={search.sort}
              onSort={(sort) => set({ sort })}
              filters={[
                {
                  name: 'state',
                  label: t('state'),
                  options: STATES.map((value) => ({ value, label: t(`state.${value}`) })),
                },
                { name: 'tag', label: t('tag'), options: tags.map((value) => ({ value, label: shownName(value, t) })) },
              ]}
              chosen={{ state: search.state, tag: search.tag }}
              onFilter={(name, values) => set({ [name]: values.length === 0 ? undefined : [...values] })}
              search={
                <SearchBox
                  label={t('search')}
                  value={search.q ?? ''}
                  onSearch={(q) => set({ q: q === '' ? undefined : q })}
                />
              }
              empty={<EmptyState title={t('none.title')} why={t('none.why')} />}
            />
          </>
        )
      )}
      {isBlank && <BlankFlow close={() => setBlank(false)} />}
      {labelled && <LabelsDialog flow={labelled} folders={folders} tags={tags} close={() => setLabelled(undefined)} />}
    </PageBody>
  );
}

/** Before the first flow. */
function NoFlows({ canEdit, blank }: { canEdit: boolean; blank(): void }): ReactNode {
  const t = useText('flows');
  return (
    <EmptyState
      icon={<IconRoute size={28} />}
      title={t('empty.title')}
      why={t('empty.why')}
      action={
        canEdit && (
          <div className={styles.actions}>
            <Button component={Link} to="/templates" leftSection={<IconTemplate size={16} aria-hidden />}>
              {t('empty.action')}
            </Button>
            <Button variant="default" leftSection={<IconFile size={16} aria-hidden />} onClick={blank}>
              {t('new.blank')}
            </Button>
          </div>
        )
      }
    />
  );
}

function useFlowCommands(canEdit: boolean, blank: () => void): void {
  const t = useText('flows');
  const navigate = useNavigate();
  useCommands(
    useMemo(
      () =>
        canEdit
          ? [
              { id: 'flows.blank', label: t('command.blank'), run: blank },
              { id: 'flows.template', label: t('command.template'), run: () => void navigate({ to: '/templates' }) },
            ]
          : [],
      // The function only sets a state.
      // oxlint-disable-next-line react-hooks/exhaustive-deps
      [canEdit, t, navigate],
    ),
  );
}

/** The names that flows have, once each, in order; those of what was put away are left out. */
function namesOf(flows: readonly ListedFlow[] | undefined, of: (flow: ListedFlow) => readonly string[]): string[] {
  const present = (flows ?? []).filter((flow) => stateOf(flow) !== 'archived');
  return [...new Set(present.flatMap(of))].filter((name) => name !== '').sort();
}
