import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useApi } from '../api/query.ts';
import { useLive } from '../api/live.ts';
import { useText } from '../i18n/use-text.ts';
import { useAnnounce } from '../ui/announce.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { PageBody, usePageTitle } from '../ui/page-header.tsx';
import { Waiting } from '../app/root.tsx';
import { ConversationColumn } from './conversation.tsx';
import { eventWords } from './event-words.ts';
import { MomentColumn } from './moment.tsx';
import { placeAfterKey, placeOf } from './moments.ts';
import { PathColumn } from './path-column.tsx';
import { RunHead } from './run-head.tsx';
import styles from './run.module.css';
import { Scrubber } from './scrubber.tsx';
import type { RunView } from './run-view.ts';

/** One run as time travel: what was said, the way it took, and each moment with all that was known then. */
export function RunPage(): ReactNode {
  const { run } = useParams({ from: '/shell/runs/$run' });
  useLive(`run:${run}`, 'conversations');
  const details = useApi('GET /runs/:run', { params: { run } });
  const conversation = useApi('GET /runs/:run/conversation', { params: { run } });
  if (details.error && !details.data)
    return (
      <PageBody>
        <ErrorView error={details.error} retry={() => void details.refetch()} />
      </PageBody>
    );
  if (!details.data) return <Waiting />;
  return <TimeTravel details={details.data} conversation={conversation.data} />;
}

type Shown = Pick<RunView, 'details' | 'conversation'>;

function TimeTravel({ details, conversation }: Shown): ReactNode {
  const t = useText('runs');
  const { at, as } = useSearch({ from: '/shell/runs/$run' });
  const navigate = useNavigate();
  const announce = useAnnounce();
  const { events, visits, run } = details;
  const place = useMemo(() => placeOf(at, events), [at, events]);
  const effects = useMemo(
    () => new Map(visits.flatMap((visit) => visit.effects.map((effect) => [effect.key as string, effect] as const))),
    [visits],
  );
  usePageTitle(details.contact?.name ?? t('run.title', { run: run.id }));
  const go = useCallback(
    (index: number): void => {
      const event = events[index];
      const isLast = index >= events.length - 1;
      void navigate({
        to: '/runs/$run',
        params: { run: run.id },
        // The newest moment has no number: the page stays with the run as it goes on.
        search: ({ at: _at, ...rest }) => (event && !isLast ? { ...rest, at: String(event.number) } : rest),
        replace: true,
      });
      if (event)
        announce(t('scrub.at', { number: index + 1, count: events.length, what: eventWords(event, effects, t) }));
    },
    [events, effects, run.id, navigate, announce, t],
  );
  useArrowKeys({ index: place.index, count: events.length, go });
  const view: RunView = { details, conversation, place, effects, go };
  return (
    <div className={styles.page}>
      <RunHead view={view} />
      {run.lane.startsWith('erased/') && (
        <p className={styles.notice} role="note">
          {t('erased')}
        </p>
      )}
      <div className={styles.columns}>
        <ConversationColumn view={view} />
        <section className={styles.middle} aria-label={t('path')}>
          <PathColumn view={view} as={as} />
          <Scrubber view={view} />
        </section>
        <MomentColumn view={view} />
      </div>
    </div>
  );
}

/**
 * Left and right go from event to event, Home and End to the first and the last, wherever the focus is but where keys
 * mean something else. Each key goes on from where the last one led, also before the page has drawn that.
 */
function useArrowKeys({ index, count, go }: { index: number; count: number; go(index: number): void }): void {
  const here = useRef(index);
  useEffect(() => {
    here.current = index;
  }, [index]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (event.key.startsWith('Page')) return;
      const { target } = event;
      if (target instanceof Element && target.closest(OWN_KEYS)) return;
      const next = placeAfterKey(event.key, here.current, count);
      if (next === undefined) return;
      event.preventDefault();
      if (next === here.current) return;
      here.current = next;
      go(next);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [count, go]);
}

const OWN_KEYS =
  'input, textarea, select, [contenteditable="true"], [role="menu"], [role="radiogroup"], [role="dialog"], [role="slider"], [data-canvas], pre';
