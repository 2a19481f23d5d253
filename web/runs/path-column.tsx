import { SegmentedControl } from '@mantine/core';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useApi } from '../api/query.ts';
import { Waiting } from '../app/root.tsx';
import { useText } from '../i18n/use-text.ts';
import { useFormat } from '../ui/use-format.ts';
import { visitsAt } from './moments.ts';
import type { RunView } from './run-view.ts';
import styles from './path.module.css';
import type { Visit } from '../../src/control/run-history.ts';

/** Passages that are drawn around the moment: a long way is a window on it. */
const WINDOW = 120;

/** The way that the run took, passage by passage; the one of the moment is marked, later ones are faint. */
function VisitList({ view }: { view: RunView }): ReactNode {
  const t = useText('runs');
  const { details, place, go } = view;
  const { visits, events } = details;
  const number = place.event?.number ?? 0;
  const current = visitsAt(visits, number).length - 1;
  const first = Math.max(0, Math.min(current - WINDOW / 2, visits.length - WINDOW));
  const shown = visits.slice(first, first + WINDOW);
  const here = useRef<HTMLLIElement>(null);
  const places = useMemo(() => new Map(events.map((event, index) => [event.number, index])), [events]);
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  if (visits.length === 0) return <p className={styles.none}>{t('path.none')}</p>;
  return (
    <ol className={styles.list} start={first + 1} aria-label={t('path.list')}>
      {first > 0 && <li className={styles.more}>{t('path.earlier', { count: first })}</li>}
      {shown.map((visit, offset) => {
        const index = first + offset;
        return (
          <li key={index} ref={index === current ? here : undefined} className={styles.item}>
            <VisitLine
              visit={visit}
              state={index === current ? 'here' : index < current ? 'gone' : 'later'}
              go={() => go(places.get(visit.entered) ?? 0)}
            />
          </li>
        );
      })}
      {first + shown.length < visits.length && (
        <li className={styles.more}>{t('path.further', { count: visits.length - first - shown.length })}</li>
      )}
    </ol>
  );
}

type LineProps = { visit: Visit; state: 'here' | 'gone' | 'later'; go(): void };

function VisitLine({ visit, state, go }: LineProps): ReactNode {
  const t = useText('runs');
  const format = useFormat();
  const { title, type, enteredAt, leftAt, waits, effects, changed } = visit;
  const facts = [
    ...waits
      .filter((wait) => wait.for !== 'effects' && wait.for !== 'nothing')
      .slice(-1)
      .map((wait) => t.known(`waits.${wait.for}`) ?? wait.for),
    ...(effects.length > 0 ? [t('path.effects', { count: effects.length })] : []),
    ...(Object.keys(changed).length > 0 ? [t('path.changed', { count: Object.keys(changed).length })] : []),
  ];
  const hasFailed = effects.some(({ state: how }) => how === 'failed' || how === 'parked');
  return (
    <button
      type="button"
      className={styles.visit}
      data-state={state}
      data-failed={hasFailed}
      aria-current={state === 'here' ? 'step' : undefined}
      onClick={go}
    >
      <span className={styles.dot} aria-hidden />
      <span className={styles.title}>{title}</span>
      <span className={styles.type}>{type}</span>
      <span className={styles.facts}>{facts.join(' · ')}</span>
      <span className={styles.time}>{leftAt === undefined ? t('path.here') : format.duration(leftAt - enteredAt)}</span>
    </button>
  );
}

/** The picture of a flow is large: it comes when it is first needed. */
const PathCanvas = lazy(async () => ({ default: (await import('./path-canvas.tsx')).PathCanvas }));

/** The way that the run took: on the flow as it is drawn, or as passages one below the other. */
export function PathColumn({ view, as }: { view: RunView; as: string | undefined }): ReactNode {
  const t = useText('runs');
  const navigate = useNavigate();
  const { details, place } = view;
  const { flow, id: run } = details.run;
  // A run that was moved to another version is shown on the one it followed then.
  const version = visitsAt(details.visits, place.event?.number ?? 0).at(-1)?.version ?? flow.version;
  const drawn = useApi(
    'GET /flows/:flow/versions/:version',
    { params: { flow: flow.id, version } },
    { placeholderData: keepPreviousData, retry: false, staleTime: Infinity },
  );
  const isList = as === 'list' || drawn.isError;
  return (
    <div className={styles.frame}>
      <div className={styles.switch}>
        <h2>{t('path')}</h2>
        <SegmentedControl
          size="xs"
          aria-label={t('path.as')}
          value={isList ? 'list' : 'drawing'}
          data={[
            { value: 'drawing', label: t('path.drawing'), disabled: drawn.isError },
            { value: 'list', label: t('path.steps') },
          ]}
          onChange={(chosen) =>
            void navigate({
              to: '/runs/$run',
              params: { run },
              search: ({ as: _as, ...rest }) => (chosen === 'list' ? { ...rest, as: 'list' } : rest),
              replace: true,
            })
          }
        />
      </div>
      {isList && <VisitList view={view} />}
      {!isList && (
        <div className={styles.canvas}>
          <Suspense fallback={<Waiting />}>{drawn.data && <PathCanvas view={view} drawn={drawn.data} />}</Suspense>
        </div>
      )}
    </div>
  );
}
