import { useMemo } from 'react';
import { FAILURE_CODES } from '../../src/base/failure.ts';
import { useApi } from '../api/query.ts';
import { useText } from '../i18n/use-text.ts';
import type { Filter } from '../ui/table/columns.ts';
import { SINCE, STATUSES, TESTS, WAITS, type RunsSearch } from './filter.ts';
import type { RunRow } from './use-run-list.ts';

const NEWEST_VERSIONS = 20;

/** What the list of runs can be narrowed by. Versions and steps are those of the flow that is chosen. */
export function useRunFilters(search: RunsSearch, rows: readonly RunRow[] | undefined): readonly Filter[] {
  const t = useText('runs');
  const { flow } = search;
  const flows = useApi('GET /flows', { query: { limit: 200 } }).data?.items;
  const catalog = useApi('GET /catalog').data;
  const ofFlow = { enabled: flow !== undefined };
  const versions = useApi(
    'GET /flows/:flow/versions',
    { params: { flow: flow ?? '' }, query: { limit: NEWEST_VERSIONS } },
    ofFlow,
  ).data?.items;
  const version = Number(search.version) || versions?.find(({ current }) => current)?.version;
  const drawn = useApi(
    'GET /flows/:flow/versions/:version',
    { params: { flow: flow ?? '', version: version ?? 0 } },
    { enabled: flow !== undefined && version !== undefined },
  ).data?.flow;
  return useMemo((): Filter[] => {
    const known = rows ?? [];
    const option = (value: string, label = value): { value: string; label: string } => ({ value, label });
    const steps = drawn
      ? Object.entries(drawn.steps).map(([id, { title }]) => option(id, title ?? id))
      : known.flatMap(({ step, stepTitle }) => (step === null ? [] : [option(step, stepTitle ?? step)]));
    const filters: Filter[] = [
      { name: 'status', label: t('filter.status'), options: STATUSES.map((each) => option(each, t(`status.${each}`))) },
      { name: 'waiting', label: t('filter.waiting'), options: WAITS.map((each) => option(each, t(`waits.${each}`))) },
      { name: 'flow', label: t('filter.flow'), options: (flows ?? []).map(({ flow: id, name }) => option(id, name)) },
      {
        name: 'version',
        label: t('filter.version'),
        options: (versions ?? []).map((each) => option(String(each.version), t('version', { version: each.version }))),
      },
      { name: 'step', label: t('filter.step'), options: unique(steps) },
      {
        name: 'failure',
        label: t('filter.failure'),
        options: FAILURE_CODES.map((code) => option(code, t.known(`failure.${code}`))),
      },
      {
        name: 'connection',
        label: t('filter.connection'),
        options: (catalog?.connectionList ?? []).map(({ name }) => option(name)),
      },
      {
        name: 'contact',
        label: t('filter.contact'),
        options: unique(known.flatMap(({ contact }) => (contact?.name ? [option(contact.key, contact.name)] : []))),
      },
      { name: 'tests', label: t('filter.tests'), options: TESTS.map((each) => option(each, t(`tests.${each}`))) },
      {
        name: 'since',
        label: t('filter.since'),
        options: Object.keys(SINCE).map((each) => option(each, t.known(`since.${each}`))),
      },
    ];
    return filters.filter(({ name, options }) => options.length > 0 || search[name as keyof RunsSearch] !== undefined);
  }, [t, rows, drawn, flows, versions, catalog, search]);
}

function unique<O extends { value: string }>(options: readonly O[]): O[] {
  return [...new Map(options.map((option) => [option.value, option])).values()];
}
