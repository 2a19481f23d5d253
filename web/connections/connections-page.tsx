import { Button } from '@mantine/core';
import { IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useLive } from '../api/live.ts';
import { useApi, useApiMutation } from '../api/query.ts';
import { useMe } from '../app/sign-in/use-session.ts';
import { useText } from '../i18n/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { shortenId } from '../ui/format.ts';
import { SearchBox } from '../ui/search-box.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { useNotify } from '../ui/use-notify.tsx';
import { When } from '../ui/when.tsx';
import { inOrder, lastAt, stateOf, type Connection } from './connection-state.ts';
import styles from './connections.module.css';
import { KindMark } from './kind-mark.tsx';
import { Spoken, useKinds, WordsOf } from './words-of.tsx';

/** All connections, a card each: whose they are, how they stand, what waits behind one that is broken. */
export function ConnectionsPage(): ReactNode {
  const t = useText('connections');
  useLive('connections');
  const navigate = useNavigate();
  const { q = '' } = useSearch({ from: '/shell/connections' });
  const me = useMe();
  const { data, error, refetch } = useApi('GET /connections');
  const kinds = useKinds().data?.items;
  const familyOf = (type: string): string => kinds?.find(({ id }) => id === type)?.family ?? type;
  const may = me?.scopes.includes('connections:write') ?? false;
  const add = may && (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/connections/new" {...props} />}
    >
      {t('add')}
    </Button>
  );
  const found = data?.items.filter(({ key, title, account = '' }) =>
    `${key} ${title} ${account}`.toLowerCase().includes(q.toLowerCase()),
  );
  return (
    <PageBody>
      <PageHeader
        title={t('title')}
        note={t('note')}
        actions={
          <>
            {(data?.items.length ?? 0) > 6 && (
              <SearchBox
                label={t('search')}
                value={q}
                onSearch={(text) => void navigate({ to: '/connections', search: { q: text }, replace: true })}
              />
            )}
            {data?.items.length !== 0 && add}
          </>
        }
      />
      {error && <ErrorView error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState icon={<IconPlugConnected size={28} />} title={t('empty.title')} why={t('empty.why')} action={add} />
      )}
      <ul className={styles.cards}>
        {inOrder(found ?? []).map((connection) => (
          <Card key={connection.key} connection={connection} family={familyOf(connection.type)} may={may} />
        ))}
      </ul>
      {data && data.items.length > 0 && found?.length === 0 && (
        <EmptyState title={t('none', { text: q })} why={t('none.why')} />
      )}
    </PageBody>
  );
}

/** Numbers that nobody reads are shortened: the whole one stands on the connection’s own page. */
function shownAccount(account: string | undefined): string | undefined {
  return account !== undefined && /^[\da-f-]{20,}$/i.test(account) ? shortenId(account) : account;
}

function Card({ connection, family, may }: { connection: Connection; family: string; may: boolean }): ReactNode {
  const t = useText('connections');
  const { key, kind, type, title, account, simulator, problem, waiting, activity } = connection;
  const { word, tone, at } = stateOf(connection);
  const last = lastAt(connection);
  return (
    <li className={styles.card} data-state={word}>
      <div className={styles.cardHead}>
        <KindMark family={family} title={title} kind={kind} />
        <div className={styles.cardName}>
          <Link to="/connections/$name" params={{ name: key }}>
            {key}
          </Link>
          <span className={styles.quiet}>
            {[title, shownAccount(account), simulator ? t('pretend') : undefined].filter(Boolean).join(' · ')}
          </span>
        </div>
      </div>
      <div className={styles.cardState}>
        <StateBadge tone={tone}>
          {t(`state.${word}`)} {at !== undefined && <When at={at} />}
        </StateBadge>
        {last !== undefined && (
          <span className={styles.quiet}>
            {t('last')} <When at={last} />
          </span>
        )}
      </div>
      {(problem ?? activity?.failing) && (
        <p className={styles.cardProblem}>
          <WordsOf kind={type}>
            <Spoken text={(problem ?? activity?.failing)?.message ?? ''} />
          </WordsOf>
        </p>
      )}
      {waiting && <WaitingLine waiting={waiting} />}
      {may && word === 'broken' && <Cure connection={connection} />}
      {may && word === 'unproven' && <ReconnectLink name={key} />}
    </li>
  );
}

/** What waits behind a connection, and since when. */
export function WaitingLine({ waiting }: { waiting: NonNullable<Connection['waiting']> }): ReactNode {
  const t = useText('connections');
  const { count, since, parked } = waiting;
  return (
    <p className={styles.waits}>
      {count > 0 && t('waits', { count })} {since !== undefined && <When at={since} />}
      {count > 0 && parked > 0 && ' · '}
      {parked > 0 && t('parked', { count: parked })}
    </p>
  );
}

/** One click for a connection that is broken: it is taken for working again, or connected anew. */
export function Cure({ connection: { key, config } }: { connection: Connection }): ReactNode {
  const t = useText('connections');
  const notify = useNotify();
  const resume = useApiMutation('POST /connections/:connection/resume');
  return (
    <div className={styles.row}>
      {config['grant'] === 'authorization_code' && <ReconnectLink name={key} />}
      <Button
        size="xs"
        variant="default"
        loading={resume.isPending}
        onClick={() =>
          resume.mutate(
            { params: { connection: key } },
            { onSuccess: () => notify.done(t('resumed', { name: key })), onError: notify.failed },
          )
        }
      >
        {t('resume')}
      </Button>
    </div>
  );
}

function ReconnectLink({ name }: { name: string }): ReactNode {
  const t = useText('connections');
  return (
    <Button
      size="xs"
      renderRoot={(props) => <Link to="/connections/$name" params={{ name }} search={{ tab: 'overview' }} {...props} />}
    >
      {t('reconnect')}
    </Button>
  );
}
