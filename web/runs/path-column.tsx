import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import { useFormat } from '../ui/use-format.ts';
import { visitsAt } from './moments.ts';
import type { RunView } from './run-view.ts';
import styles from './path.module.css';
import type { Visit } from '../../src/control/run-history.ts';

/** Passages that are drawn around the moment: a long way is a window on it. */
const WINDOW = 120;

/** The way that the run took, passage by passage; the one of the moment is marked, later ones are faint. */
export function VisitList({ view }: { view: RunView }): ReactNode {
  const t = useText('runs');
  const { details, place, go } = view;
  const { visits, events } = details;
  const number = place.event?.number ?? 0;
  const current = visitsAt(visits, number).length - 1;
  const first = Math.max(0, Math.min(current - WINDOW / 2, visits.length - WINDOW));
  const shown = visits.slice(first, first + WINDOW);
  const here = useRef<HTMLLIElement>(null);
  const places = useMemo(() => new Map(events.map((event, index) => [event.number, index])), [events]);
  useEffect(() => here.current?.scrollIntoView({ block: 'nearest' }), [current]);
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
    ...waits.slice(-1).map((wait) => t(`waits.${wait.for === 'nothing' ? 'start' : wait.for}`)),
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

/** The way as passages one below the other. */
export function PathColumn({ view }: { view: RunView; as: string | undefined }): ReactNode {
  const t = useText('runs');
  return (
    <div className={styles.frame}>
      <div className={styles.switch}>
        <h2>{t('path')}</h2>
      </div>
      <VisitList view={view} />
    </div>
  );
}
