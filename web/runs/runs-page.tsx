import { Button } from '@mantine/core';
import { IconPlayerPlay, IconTool, IconZoomQuestion } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { mayRepair } from './may-repair.ts';
import { useApi } from '../api/query.ts';
import { useMe } from '../app/sign-in/use-session.ts';
import { useText } from '../i18n/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { Alerts } from './alerts.tsx';
import { FILTER_NAMES, filterOf, isFiltered, type RunsSearch } from './filter.ts';
import { keepScope } from './repair-scope.ts';
import { RepairStrip } from './repair-strip.tsx';
import { useRunColumns } from './run-columns.tsx';
import { useRunFilters } from './run-filters.ts';
import { useRunsNews } from './runs-news.ts';
import styles from './runs.module.css';
import { useNow } from '../ui/when.tsx';
import { useRunList, type RunRow } from './use-run-list.ts';

/** Every conversation with a flow: who, which flow, where it stands, what it made. Kept up to date while it is open. */
export function RunsPage(): ReactNode {
  const t = useText('runs');
  useRunsNews();
  const parked = useApi('GET /parked', { query: { limit: 100 } }).data?.items.length ?? 0;
  return (
    <PageBody wide>
      <PageHeader
        title={t('title')}
        actions={
          parked > 0 && (
            <Button component={ParkedLink} variant="default">
              {t('parked.link', { count: parked })}
            </Button>
          )
        }
      />
      <div className={styles.page}>
        <Alerts />
        <RepairStrip />
        <RunList />
      </div>
    </PageBody>
  );
}

function ParkedLink(props: object): ReactNode {
  return <Link to="/runs/parked" {...props} />;
}

function RunList(): ReactNode {
  const t = useText('runs');
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/runs' });
  const now = useNow();
  // Its times go on in steps of minutes: the same filter stays the same object's text.
  const filter = filterOf(search, now);
  const { rows, error, refetch, more } = useRunList(filter, search.q ?? '');
  const columns = useRunColumns();
  const filters = useRunFilters(search, rows);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const chosen = useMemo(
    () =>
      Object.fromEntries(FILTER_NAMES.map((name) => [name, search[name] === undefined ? undefined : [search[name]]])),
    [search],
  );
  const go = (change: Partial<RunsSearch>, replace = false): void =>
    void navigate({ to: '/runs', search: (before) => cleaned({ ...before, ...change }), replace });
  if (error && !rows) return <ErrorView error={error} retry={refetch} />;
  return (
    <DataTable<RunRow>
      name="runs"
      label={t('title')}
      dense
      columns={columns}
      rows={rows}
      keyOf={({ run }) => run}
      nameOf={nameOfRun}
      onOpen={({ run }) => void navigate({ to: '/runs/$run', params: { run } })}
      sort={search.sort}
      onSort={(sort) => go({ sort })}
      filters={filters}
      chosen={chosen}
      // One of each: a list of runs is read from one index.
      onFilter={(name, values) => {
        setSelected(new Set());
        go({ [name]: values.at(-1) });
      }}
      selected={selected}
      onSelect={setSelected}
      search={
        <SearchBox
          label={t('search')}
          value={search.q ?? ''}
          onSearch={(q) => go({ q: q || undefined }, true)}
          width={340}
        />
      }
      actions={<RepairButton selected={selected} search={search} />}
      more={more}
      empty={<NoRuns search={search} />}
    />
  );
}

/** Leads to repairing what is selected, or else all that the filters find. */
function RepairButton({ selected, search }: { selected: ReadonlySet<string>; search: RunsSearch }): ReactNode {
  const t = useText('runs');
  const navigate = useNavigate();
  const me = useMe();
  const isAll = selected.size === 0;
  if (!mayRepair(me)) return null;
  if (isAll && (!isFiltered(search) || search.q !== undefined)) return null;
  const begin = (): void => {
    keepScope(isAll ? filterOf(search, Date.now()) : { runs: [...selected].slice(0, MOST_SELECTED) });
    void navigate({ to: '/runs/repair' });
  };
  return (
    <Button leftSection={<IconTool size={16} aria-hidden />} variant={isAll ? 'default' : 'filled'} onClick={begin}>
      {isAll ? t('repair.all') : t('repair.selected', { count: selected.size })}
    </Button>
  );
}

/** What one order of the API takes by name. */
const MOST_SELECTED = 500;

function NoRuns({ search }: { search: RunsSearch }): ReactNode {
  const t = useText('runs');
  if (search.q !== undefined)
    return (
      <EmptyState
        icon={<IconZoomQuestion size={28} />}
        title={t('noMatch.title', { text: search.q })}
        why={t('noMatch.why')}
      />
    );
  return (
    <EmptyState
      icon={<IconPlayerPlay size={28} />}
      title={t('empty.title')}
      why={t('empty.why')}
      action={<Link to="/flows">{t('empty.action')}</Link>}
    />
  );
}

function nameOfRun({ contact, run }: RunRow): string {
  return contact?.name ?? contact?.addresses[0]?.value ?? run;
}

function cleaned(search: Partial<RunsSearch>): RunsSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
