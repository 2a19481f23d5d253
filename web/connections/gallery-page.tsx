import { Button } from '@mantine/core';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Reply } from '../api/client.ts';
import { useText } from '../i18n/use-text.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { SearchBox } from '../ui/search-box.tsx';
import { useFormat } from '../ui/use-format.ts';
import styles from './connections.module.css';
import { KindMark } from './kind-mark.tsx';
import { useKinds } from './words-of.tsx';

type Kind = Reply<'GET /connection-kinds'>['items'][number];

/** Everything that can be connected: channels, then systems; what has ended comes last. */
export function GalleryPage(): ReactNode {
  const t = useText('connections');
  const navigate = useNavigate();
  const { q = '' } = useSearch({ from: '/shell/connections/new' });
  const { data, error, refetch } = useKinds();
  const found = data?.items.filter(({ title, family }) => `${title} ${family}`.toLowerCase().includes(q.toLowerCase()));
  // What has a guide of its own is what most people come for.
  const systems = (found ?? [])
    .filter(({ kind }) => kind === 'connector')
    .toSorted((left, right) => Number(right.guided) - Number(left.guided));
  const groups = [
    { title: t('gallery.systems'), kinds: systems },
    { title: t('gallery.channels'), kinds: found?.filter(({ kind, retired }) => kind === 'channel' && !retired) ?? [] },
    { title: t('gallery.retired'), kinds: found?.filter(({ retired }) => retired !== undefined) ?? [] },
  ];
  return (
    <PageBody>
      <PageHeader
        title={t('gallery.title')}
        note={t('gallery.note')}
        actions={
          <SearchBox
            label={t('gallery.search')}
            value={q}
            onSearch={(text) => void navigate({ to: '/connections/new', search: { q: text }, replace: true })}
          />
        }
      />
      {error && <ErrorView error={error} retry={() => void refetch()} />}
      {groups
        .filter(({ kinds }) => kinds.length > 0)
        .map(({ title, kinds }) => (
          <section key={title} className={styles.group}>
            <h2>{title}</h2>
            <ul className={styles.gallery}>
              {kinds.map((kind) => (
                <KindCard key={kind.id} kind={kind} />
              ))}
            </ul>
          </section>
        ))}
      {found?.length === 0 && <EmptyState title={t('gallery.none', { text: q })} why={t('gallery.none.why')} />}
    </PageBody>
  );
}

function KindCard({ kind }: { kind: Kind }): ReactNode {
  const t = useText('connections');
  const format = useFormat();
  const { id, title, family, retired, pretend, guided } = kind;
  return (
    <li className={styles.kind} data-retired={retired !== undefined}>
      <KindMark family={family} title={title} kind={kind.kind} />
      <div className={styles.kindWords}>
        <strong>{title}</strong>
        {retired !== undefined && (
          <span className={styles.quiet}>{t('gallery.ended', { date: format.date(Date.parse(retired)) })}</span>
        )}
        <div className={styles.row}>
          <Button
            size="xs"
            variant={guided ? 'filled' : 'default'}
            aria-label={t('gallery.connect.what', { title })}
            renderRoot={(props) => <Link to="/connections/new/$kind" params={{ kind: id }} {...props} />}
          >
            {t('gallery.connect')}
          </Button>
          {pretend && (
            <Button
              size="xs"
              variant="subtle"
              color="gray"
              aria-label={t(guided ? 'gallery.pretendOrg.what' : 'gallery.pretendPhone.what', { title })}
              renderRoot={(props) => (
                <Link
                  to="/connections/new/$kind"
                  params={{ kind: id }}
                  search={guided ? { as: 'pretend', step: 'keys' } : { as: 'pretend' }}
                  {...props}
                />
              )}
            >
              {t(guided ? 'gallery.pretendOrg' : 'gallery.pretendPhone')}
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}
