import { useEffect, useRef, type ReactNode } from 'react';
import { formatDateTime, formatMoment } from '../ui/format.ts';
import { Icon } from './icon.tsx';
import { useViewer } from '../ui/viewer.tsx';
import { PathMoment } from './path-moment.tsx';
import { turnsOf, type Turn } from './path.ts';
import { activeRun, type View } from './view.ts';
import { useText } from '../i18n/use-text.ts';

/** What happened to each message, from its acceptance to the answer, with times and ids. */
export function PathPanel({ view }: { view: View }): ReactNode {
  const t = useText('demo');
  const box = useRef<HTMLOListElement>(null);
  const turns = turnsOf(view.state?.runs ?? []);
  const length = turns.reduce((sum, { items }) => sum + items.length + 1, 0);
  useEffect(() => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [length]);
  return (
    <section className="panel path-panel" aria-labelledby="path-heading">
      <h2 id="path-heading">{t('path.heading')}</h2>
      {turns.length === 0 ? (
        <PathPreview />
      ) : (
        <ol className="turns" ref={box} tabIndex={0} aria-labelledby="path-heading">
          {turns.map((turn, index) => (
            <TurnView key={turn.key} turn={turn} isLast={index === turns.length - 1} />
          ))}
          <Waiting view={view} />
        </ol>
      )}
    </section>
  );
}

const PREVIEW = [
  { key: 'path.empty.accepted', icon: 'inbox' },
  { key: 'path.empty.steps', icon: 'branch' },
  { key: 'path.empty.written', icon: 'cloud' },
  { key: 'path.empty.sent', icon: 'reply' },
] as const;

/** What the way of a message will look like, before there is one. */
function PathPreview(): ReactNode {
  const t = useText('demo');
  return (
    <>
      <p className="empty-note">{t('path.empty')}</p>
      <ol className="path-preview">
        {PREVIEW.map(({ key, icon }) => (
          <li key={key} className="moment">
            <span className="dot">
              <Icon name={icon} />
            </span>
            <span className="moment-words">{t(key)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function TurnView({ turn, isLast }: { turn: Turn; isLast: boolean }): ReactNode {
  const t = useText('demo');
  const { language } = useViewer();
  return (
    <li className="turn" data-last={isLast}>
      <div className="turn-head">
        <q>{turn.text ?? t('path.elapsed')}</q>
        <time title={formatDateTime(turn.at, language)}>{formatMoment(turn.at, language)}</time>
      </div>
      <ol>
        {turn.message !== undefined && (
          <li className="moment" data-tone="done">
            <span className="dot">
              <Icon name="inbox" />
            </span>
            <span className="moment-words">
              {t('path.accepted')}
              <small>{t('path.flow', { flow: turn.flow, version: turn.version })}</small>
              <code title={turn.message}>{turn.message}</code>
            </span>
          </li>
        )}
        {turn.items.map((item, index) => (
          <PathMoment key={index} item={item} />
        ))}
      </ol>
    </li>
  );
}

function Waiting({ view }: { view: View }): ReactNode {
  const t = useText('demo');
  const { language } = useViewer();
  const run = activeRun(view);
  if (!run || run.waitingFor === 'effects' || run.waitingFor === 'start' || run.waitingFor === 'nothing') return null;
  const time = run.until === undefined ? '' : formatDateTime(run.until, language);
  return (
    <li className="waiting">
      <Icon name="clock" />
      {t(`path.waiting.${run.waitingFor}`, { time })}
    </li>
  );
}
