import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { IconAlertCircle, IconCheck, IconChecks, IconClock, IconNote } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useText } from '../i18n/use-text.ts';
import { useFormat } from '../ui/use-format.ts';
import { contentWords } from './content-words.ts';
import { FailureText } from './failure-text.tsx';
import { saidAt, type Said } from './moments.ts';
import type { RunView } from './run-view.ts';
import styles from './conversation.module.css';

/** What had been said by the moment, with how far each message had come; notes of the staff in their places. */
export function ConversationColumn({ view }: { view: RunView }): ReactNode {
  const t = useText('runs');
  const { details, conversation, place } = view;
  const list = useRef<HTMLOListElement>(null);
  const { said, later } = useMemo(
    () => (conversation ? saidAt(conversation, { details, place }) : { said: [], later: 0 }),
    [conversation, details, place],
  );
  useEffect(() => {
    const box = list.current;
    if (box) box.scrollTop = box.scrollHeight;
  }, [said.length]);
  const about = conversation?.conversation;
  return (
    <section className={styles.column} aria-label={t('conversation')}>
      <header className={styles.head}>
        <h2>{t('conversation')}</h2>
        {about && details.contact && (
          <Link to="/runs" search={{ contact: details.contact.key }}>
            {t('conversation.runs')}
          </Link>
        )}
      </header>
      {about?.state === 'people' && (
        <p className={styles.state}>
          {about.queue === undefined ? t('conversation.people') : t('conversation.queue', { queue: about.queue })}
        </p>
      )}
      <ol className={styles.list} ref={list} tabIndex={0} aria-label={t('conversation.messages')}>
        {conversation?.cut && <li className={styles.aside}>{t('conversation.cut')}</li>}
        {conversation && said.length === 0 && <li className={styles.aside}>{t('conversation.none')}</li>}
        {said.map((each) => (
          <SaidLine
            key={each.kind === 'note' ? each.note.key : each.message.key}
            said={each}
            on={details.run.connection}
          />
        ))}
        {later > 0 && <li className={styles.aside}>{t('conversation.later', { count: later })}</li>}
      </ol>
    </section>
  );
}

function SaidLine({ said, on }: { said: Said; on: string | null }): ReactNode {
  const t = useText('runs');
  const format = useFormat();
  if (said.kind === 'note')
    return (
      <li className={styles.note}>
        <IconNote size={15} aria-hidden />
        <span>
          {said.note.text}
          <small>{t('conversation.noteBy', { by: said.note.by, at: format.time(said.note.at) })}</small>
        </span>
      </li>
    );
  const { message, status, isOwn } = said;
  const { content, direction, at, failure, possiblyTwice, shadow, connection } = message;
  const choices = content.kind === 'choices' ? content.choices : [];
  return (
    <li className={styles.message} data-from={direction === 'in' ? 'customer' : 'business'} data-own={isOwn}>
      <div className={styles.bubble}>
        {content.kind === 'choices' && content.header !== undefined && <strong>{content.header}</strong>}
        <p className={styles.words}>{contentWords(content, t)}</p>
        {choices.length > 0 && (
          <ul className={styles.choices}>
            {choices.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        )}
        <span className={styles.meta}>
          {connection !== undefined && `${connection} · `}
          {shadow && `${t('mark.shadow')} · `}
          {possiblyTwice && `${t('mark.twice')} · `}
          <time dateTime={new Date(at).toISOString()} title={format.exact(at)}>
            {format.time(at)}
          </time>
          {direction === 'out' && <Mark status={status} />}
        </span>
      </div>
      {failure && (
        <p className={styles.failure}>
          <FailureText message={failure.message} connection={connection ?? on} />
        </p>
      )}
    </li>
  );
}

const MARKS = {
  pending: IconClock,
  received: IconCheck,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  failed: IconAlertCircle,
};

/** How far a message got, as people know it from their phones; also in words. */
function Mark({ status }: { status: keyof typeof MARKS }): ReactNode {
  const t = useText('runs');
  const Icon = MARKS[status];
  return (
    <span
      className={styles.mark}
      data-status={status}
      role="img"
      aria-label={t(`mark.${status}`)}
      title={t(`mark.${status}`)}
    >
      <Icon size={15} aria-hidden />
    </span>
  );
}
