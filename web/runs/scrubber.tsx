import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconPlayerSkipBack, IconPlayerSkipForward } from '@tabler/icons-react';
import { memo, useMemo, useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { HistoryEvent } from '../../src/control/run-history.ts';
import { useText } from '../i18n/use-text.ts';
import { useFormat } from '../ui/use-format.ts';
import { eventWords } from './event-words.ts';
import { kindOf, placeAfterKey, tickAt } from './moments.ts';
import type { RunView } from './run-view.ts';
import styles from './scrubber.module.css';

const WIDTH = 1000;
const HEIGHT = 28;

/** All events as ticks on a line; dragging, clicking and the arrow keys lead from one to the other. */
export function Scrubber({ view: { details, place, effects, go } }: { view: RunView }): ReactNode {
  const t = useText('runs');
  const format = useFormat();
  const line = useRef<HTMLDivElement>(null);
  const { events } = details;
  const { index, event } = place;
  const count = events.length;
  if (!event) return null;
  const words = eventWords(event, effects, t);
  const seek = ({ clientX, buttons, type }: PointerEvent): void => {
    const box = line.current?.getBoundingClientRect();
    if (!box || (type === 'pointermove' && buttons === 0)) return;
    const share = Math.min(1, Math.max(0, (clientX - box.left) / box.width));
    const next = Math.round(share * (count - 1));
    if (next !== index) go(next);
  };
  const press = (pressed: KeyboardEvent): void => {
    const next = placeAfterKey(pressed.key, index, count);
    if (next === undefined) return;
    pressed.preventDefault();
    if (next !== index) go(next);
  };
  const step = (label: string, to: number, icon: ReactNode): ReactNode => (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} disabled={to < 0 || to >= count || to === index} onClick={() => go(to)}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className={styles.scrubber}>
      <div className={styles.controls}>
        {step(t('scrub.first'), 0, <IconPlayerSkipBack size={17} aria-hidden />)}
        {step(t('scrub.back'), index - 1, <IconChevronLeft size={18} aria-hidden />)}
        {step(t('scrub.on'), index + 1, <IconChevronRight size={18} aria-hidden />)}
        {step(t('scrub.last'), count - 1, <IconPlayerSkipForward size={17} aria-hidden />)}
        <span className={styles.words}>
          <strong>{t('scrub.place', { number: index + 1, count })}</strong> {words}
        </span>
        <time className={styles.time} dateTime={new Date(event.at).toISOString()} title={format.exact(event.at)}>
          {format.moment(event.at)}
        </time>
      </div>
      <div
        ref={line}
        className={styles.line}
        role="slider"
        tabIndex={0}
        aria-label={t('scrub')}
        aria-valuemin={1}
        aria-valuemax={count}
        aria-valuenow={index + 1}
        aria-valuetext={t('scrub.at', { number: index + 1, count, what: words })}
        onKeyDown={press}
        onPointerDown={(pointed) => {
          pointed.currentTarget.setPointerCapture(pointed.pointerId);
          seek(pointed);
        }}
        onPointerMove={seek}
      >
        <Ticks events={events} />
        <span className={styles.thumb} style={{ left: `${tickAt(index, count) * 100}%` }} />
      </div>
    </div>
  );
}

/** Each kind of event is one path, so that a thousand of them are drawn at once. */
const Ticks = memo(function Ticks({ events }: { events: readonly HistoryEvent[] }): ReactNode {
  const paths = useMemo(() => {
    const found = new Map<string, string>();
    for (const [index, event] of events.entries()) {
      const kind = kindOf(event);
      const x = (tickAt(index, events.length) * WIDTH).toFixed(1);
      const [top, bottom] = REACH[kind];
      found.set(kind, `${found.get(kind) ?? ''}M${x} ${top}V${bottom}`);
    }
    return [...found];
  }, [events]);
  return (
    <svg className={styles.ticks} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden>
      {paths.map(([kind, path]) => (
        <path key={kind} d={path} data-kind={kind} vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
});

/** What matters more reaches further. */
const REACH = { word: [4, 24], work: [10, 18], time: [8, 20], repair: [1, 27], trouble: [1, 27] } as const;
