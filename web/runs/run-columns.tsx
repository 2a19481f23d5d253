import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { isDraftVersion } from '../../src/flow/draft-version.ts';
import type { Translate } from '../i18n/texts.ts';
import { useText } from '../i18n/use-text.ts';
import { ShortId } from '../ui/copy-button.tsx';
import { shortenId } from '../ui/format.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import type { Column } from '../ui/table/columns.ts';
import { useFormat } from '../ui/use-format.ts';
import { useNow, When } from '../ui/when.tsx';
import styles from './runs.module.css';
import { failureWord, standOf, type StandWords } from './stand.ts';
import type { RunRow } from './use-run-list.ts';

/** The columns of the list of runs. */
export function useRunColumns(): readonly Column<RunRow>[] {
  const t = useText('runs');
  const format = useFormat();
  const now = useNow();
  return useMemo(() => {
    const words = { t, duration: format.duration, now };
    return [...standColumns(words), ...factColumns(t)];
  }, [t, format, now]);
}

/** Who, which flow, and where it stands. */
function standColumns(words: StandWords): Column<RunRow>[] {
  const { t } = words;
  return [
    {
      id: 'who',
      header: t('column.who'),
      fixed: true,
      width: '22%',
      cell: (row) => <Who row={row} />,
      sortBy: ({ contact, run }) => contact?.name ?? contact?.addresses[0]?.value ?? run,
      csv: ({ contact }) => [contact?.name, phoneOf(contact)].filter(Boolean).join(' '),
    },
    {
      id: 'flow',
      header: t('column.flow'),
      cell: ({ flowName, test }) => (
        <>
          {flowName}
          {test && <span className={styles.test}>{t('mark.test')}</span>}
        </>
      ),
      sortBy: ({ flowName }) => flowName,
      csv: ({ flowName, test }) => (test ? `${flowName} (${t('mark.test')})` : flowName),
    },
    {
      id: 'version',
      header: t('column.version'),
      align: 'end',
      optional: true,
      cell: ({ version }) => (isDraftVersion(version) ? t('version.draft') : t('version', { version })),
      sortBy: ({ version }) => version,
    },
    {
      id: 'stand',
      header: t('column.stand'),
      width: '30%',
      cell: (row) => standCell(row, words),
      sortBy: (row) => standOf(row, words).text,
    },
    {
      id: 'step',
      header: t('column.step'),
      optional: true,
      cell: ({ stepTitle, step }) => stepTitle ?? step,
      sortBy: ({ stepTitle, step }) => stepTitle ?? step ?? undefined,
    },
    {
      id: 'failure',
      header: t('column.failure'),
      optional: true,
      cell: ({ failure }) => failure && failureWord(failure.code, t),
      sortBy: ({ failure }) => failure?.code,
      csv: ({ failure }) => (failure ? `${failure.code}: ${failure.message}` : ''),
    },
  ];
}

/** What it made, and when. */
function factColumns(t: Translate<'runs'>): Column<RunRow>[] {
  return [
    {
      id: 'record',
      header: t('column.record'),
      cell: ({ links }) => <Records links={links} />,
      sortBy: ({ links }) => links[0]?.object,
      csv: ({ links }) => links.map(({ object, record }) => `${object} ${record}`).join(', '),
    },
    {
      id: 'started',
      header: t('column.started'),
      align: 'end',
      cell: ({ startedAt }) => <When at={startedAt} />,
      sortBy: ({ startedAt }) => startedAt,
      csv: ({ startedAt }) => new Date(startedAt).toISOString(),
    },
    {
      id: 'changed',
      header: t('column.changed'),
      align: 'end',
      cell: ({ changedAt }) => <When at={changedAt} />,
      sortBy: ({ changedAt }) => changedAt,
      csv: ({ changedAt }) => new Date(changedAt).toISOString(),
    },
    {
      id: 'id',
      header: t('column.id'),
      optional: true,
      cell: ({ run }) => <ShortId id={run} />,
      csv: ({ run }) => run,
    },
  ];
}

function standCell(row: RunRow, words: StandWords): ReactNode {
  const { tone, text } = standOf(row, words);
  return (
    <span title={row.failure?.message}>
      <StateBadge tone={tone}>{text}</StateBadge>
    </span>
  );
}

function Who({ row }: { row: RunRow }): ReactNode {
  const format = useFormat();
  const phone = phoneOf(row.contact);
  const name = row.contact?.name;
  return (
    <>
      <Link to="/runs/$run" params={{ run: row.run }}>
        {name ?? (phone === undefined ? shortenId(row.run) : format.phone(phone))}
      </Link>
      {name !== undefined && phone !== undefined && <span className={styles.phone}>{format.phone(phone)}</span>}
    </>
  );
}

/** The number by which somebody is reached, or else the first handle. */
export function phoneOf(contact: RunRow['contact']): string | undefined {
  const addresses = contact?.addresses ?? [];
  return (addresses.find(({ kind }) => kind === 'phone') ?? addresses[0])?.value;
}

/** Records that a run made or found, the first by name; a link where people can look at it. */
export function Records({ links }: { links: RunRow['links'] }): ReactNode {
  const t = useText('runs');
  const [first, ...others] = links;
  if (!first) return null;
  const words = `${first.object} ${shortenId(first.record)}`;
  return (
    <span title={links.map(({ object, record }) => `${object} ${record}`).join(', ')}>
      {first.url === undefined ? (
        words
      ) : (
        <a href={first.url} target="_blank" rel="noreferrer">
          {words}
        </a>
      )}
      {others.length > 0 && ` ${t('records.more', { count: others.length })}`}
    </span>
  );
}
