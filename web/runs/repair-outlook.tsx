import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { isDraftVersion } from '../../src/flow/draft-version.ts';
import type { Translate } from '../i18n/texts.ts';
import { useText } from '../i18n/use-text.ts';
import { shortenId } from '../ui/format.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import type { Column } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import type { Rehearsal } from './repair-job.ts';
import styles from './runs.module.css';
import { failureWord } from './stand.ts';
import type { RunPreview } from './api-types.ts';

const MOST_SUMS = 6;

/** What would happen: in figures, by failure, step and version, and run by run; then the button that does it. */
export function Outlook({ found, apply }: { found: Rehearsal; apply(): void }): ReactNode {
  const t = useText('runs');
  const unfit = found.runs.length - found.fitting;
  return (
    <>
      <dl className={styles.figures}>
        <Figure label={t('outlook.fitting', { count: found.fitting })} value={found.fitting} />
        <Figure label={t('outlook.unfit', { count: unfit })} value={unfit} tone={unfit > 0 ? 'bad' : undefined} />
        <Figure label={t('outlook.messages', { count: found.messages })} value={found.messages} />
      </dl>
      {found.more && <p className={styles.quiet}>{t('outlook.more', { count: found.runs.length })}</p>}
      <div className={styles.sums}>
        <Sums
          label={t('outlook.byFailure')}
          counts={found.byFailure}
          nameOf={(code) => (code === 'none' ? t('outlook.noFailure') : failureWord(code, t))}
        />
        <Sums label={t('outlook.byStep')} counts={found.byStep} nameOf={(step) => step} />
        <Sums
          label={t('outlook.byVersion')}
          counts={found.byVersion}
          nameOf={(version) => (isDraftVersion(Number(version)) ? t('version.draft') : version)}
        />
      </div>
      <div className={styles.buttons}>
        <Button disabled={found.fitting === 0} onClick={apply}>
          {found.more ? t('outlook.applyAll') : t('outlook.apply', { count: found.fitting })}
        </Button>
      </div>
      <RunTable runs={found.runs} />
    </>
  );
}

type FigureProps = { label: string; value: number; tone?: 'bad' | undefined };

function Figure({ label, value, tone }: FigureProps): ReactNode {
  return (
    <div className={styles.figure} data-tone={tone}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}

type SumsProps = { label: string; counts: Readonly<Record<string, number>>; nameOf(name: string): string };

function Sums({ label, counts, nameOf }: SumsProps): ReactNode {
  const most = Object.entries(counts).sort(([, left], [, right]) => right - left);
  if (most.length === 0) return null;
  return (
    <section>
      <h2>{label}</h2>
      <ul>
        {most.slice(0, MOST_SUMS).map(([name, count]) => (
          <li key={name}>
            <span>{nameOf(name)}</span>
            <strong>{count}</strong>
          </li>
        ))}
      </ul>
    </section>
  );
}

function RunTable({ runs }: { runs: readonly RunPreview[] }): ReactNode {
  const t = useText('runs');
  const columns = useMemo(
    (): Column<RunPreview>[] => [
      {
        id: 'run',
        header: t('column.id'),
        fixed: true,
        cell: ({ run }) => linkTo(run),
        csv: ({ run }) => run,
      },
      {
        id: 'fits',
        header: t('column.fits'),
        cell: ({ problem }) => fitOf(problem, t),
        sortBy: ({ problem }) => problem ?? '',
      },
      { id: 'step', header: t('column.step'), cell: ({ step }) => step, sortBy: ({ step }) => step ?? undefined },
      {
        id: 'version',
        header: t('column.version'),
        cell: ({ version, to }) =>
          version === to
            ? isDraftVersion(version)
              ? t('version.draft')
              : t('version', { version })
            : t('outlook.moves', { from: version, to }),
        sortBy: ({ to }) => to,
      },
      {
        id: 'effects',
        header: t('column.effects'),
        cell: ({ effects }) => effects.map(({ what, fate }) => t(`fate.${fate}`, { what })).join(', '),
        sortBy: ({ effects }) => effects.length,
      },
      {
        id: 'messages',
        header: t('column.messages'),
        align: 'end',
        cell: ({ messages }) => messages,
        sortBy: ({ messages }) => messages,
      },
    ],
    [t],
  );
  return (
    <DataTable<RunPreview>
      name="repair"
      label={t('outlook.runs')}
      dense
      columns={columns}
      rows={runs}
      keyOf={({ run }) => run}
      empty={<p className={styles.quiet}>{t('outlook.none')}</p>}
    />
  );
}

function linkTo(run: RunPreview['run']): ReactNode {
  return (
    <Link to="/runs/$run" params={{ run }}>
      {shortenId(run)}
    </Link>
  );
}

function fitOf(problem: string | undefined, t: Translate<'runs'>): ReactNode {
  if (problem === undefined) return <StateBadge tone="good">{t('outlook.fits')}</StateBadge>;
  return (
    <span title={problem}>
      <StateBadge tone="bad">{problem}</StateBadge>
    </span>
  );
}
