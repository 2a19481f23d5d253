import { Button, Checkbox, Modal, Select, TextInput } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import type { Scope } from '../../src/server/auth/caller.ts';
import type { Reply } from '../api/client.ts';
import { useApi, useApiMutation } from '../api/query.ts';
import { useMe } from '../app/sign-in/use-session.ts';
import { useText } from '../i18n/use-text.ts';
import { Confirm } from '../ui/confirm.tsx';
import { CopyField } from '../ui/copy-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useFormat } from '../ui/use-format.ts';
import { useNotify } from '../ui/use-notify.tsx';
import { When } from '../ui/when.tsx';
import { expiryOf, LIVES, type Life } from './token-life.ts';
import { Section } from './section.tsx';
import styles from './section.module.css';

type Token = Reply<'GET /tokens'>['tokens'][number];
type Made = Reply<'POST /tokens'>;

/** Tokens by which programs use the API. */
export function TokensPage(): ReactNode {
  const t = useText('settings');
  const { data, error, refetch } = useApi('GET /tokens');
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<Made>();
  const make = (
    <Button leftSection={<IconKey size={16} aria-hidden />} onClick={() => setMaking(true)}>
      {t('tokens.make')}
    </Button>
  );
  const isEmpty = data?.tokens.length === 0;
  return (
    <>
      <PageHeader title={t('tokens')} note={t('tokens.what')} actions={isEmpty ? undefined : make} />
      {error && <ErrorView error={error} retry={() => void refetch()} />}
      {isEmpty && (
        <EmptyState icon={<IconKey size={28} />} title={t('tokens.empty')} why={t('tokens.empty.why')} action={make} />
      )}
      {data && !isEmpty && (
        <Section title={t('tokens.list')}>
          <ul className={styles.list}>
            {data.tokens.map((token) => (
              <TokenRow key={token.id} token={token} />
            ))}
          </ul>
        </Section>
      )}
      <MakeToken
        opened={making}
        close={() => setMaking(false)}
        done={(token) => {
          setMaking(false);
          setMade(token);
        }}
      />
      <Modal
        opened={made !== undefined}
        onClose={() => setMade(undefined)}
        title={t('tokens.made', { name: made?.name ?? '' })}
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <div className={styles.dialog}>
          <p>{t('tokens.made.why')}</p>
          <CopyField label={t('tokens.value')} value={made?.token ?? ''} />
          <Button variant="default" onClick={() => setMade(undefined)}>
            {t('link.done')}
          </Button>
        </div>
      </Modal>
    </>
  );
}

function TokenRow({ token }: { token: Token }): ReactNode {
  const t = useText('settings');
  const format = useFormat();
  const notify = useNotify();
  const [ending, setEnding] = useState(false);
  const end = useApiMutation('DELETE /tokens/:id');
  const { id, name, person, scopes, expiresAt, lastUsedAt } = token;
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <strong>{name}</strong> <span className={styles.quiet}>{person.name}</span>
        <div className={styles.quiet}>{scopes.map((scope) => t(`scope.${scope}`)).join(', ')}</div>
        <div className={styles.quiet}>
          {lastUsedAt === undefined ? t('tokens.neverUsed') : <When at={lastUsedAt} />}
          {' · '}
          {expiresAt === undefined ? t('tokens.forever') : t('tokens.until', { time: format.dateTime(expiresAt) })}
        </div>
      </div>
      <Button variant="default" size="xs" onClick={() => setEnding(true)}>
        {t('tokens.end')}
      </Button>
      <Confirm
        opened={ending}
        title={t('tokens.end.title', { name })}
        verb={t('tokens.end')}
        busy={end.isPending}
        close={() => setEnding(false)}
        confirm={() =>
          end.mutate(
            { params: { id } },
            {
              onSuccess: () => notify.done(t('tokens.ended', { name })),
              onError: notify.failed,
              onSettled: () => setEnding(false),
            },
          )
        }
      >
        {t('tokens.end.what')}
      </Confirm>
    </li>
  );
}

function MakeToken({ opened, close, done }: { opened: boolean; close(): void; done(token: Made): void }): ReactNode {
  const t = useText('settings');
  const me = useMe();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [life, setLife] = useState<Life>('90');
  const make = useApiMutation('POST /tokens');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const expiresAt = expiryOf(life, Date.now());
    make.mutate(
      { body: { name: name.trim(), scopes: scopes as Scope[], ...(expiresAt === undefined ? {} : { expiresAt }) } },
      {
        onSuccess: (token) => {
          setName('');
          setScopes([]);
          done(token);
        },
      },
    );
  };
  return (
    <Modal opened={opened} onClose={close} title={t('tokens.make')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form className={styles.dialog} onSubmit={submit}>
        <TextInput
          label={t('tokens.name')}
          description={t('tokens.name.why')}
          required
          maxLength={100}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox.Group label={t('tokens.scopes')} value={scopes} onChange={setScopes}>
          {(me?.scopes ?? []).map((scope) => (
            <Checkbox key={scope} value={scope} mt={6} label={t(`scope.${scope}`)} />
          ))}
        </Checkbox.Group>
        <Select
          label={t('tokens.life')}
          allowDeselect={false}
          value={life}
          data={LIVES.map((each) => ({ value: each, label: t(`tokens.life.${each}`) }))}
          onChange={(value) => value !== null && setLife(value)}
        />
        {make.error && <ErrorView error={make.error} />}
        <Button type="submit" loading={make.isPending} disabled={scopes.length === 0}>
          {t('tokens.make')}
        </Button>
      </form>
    </Modal>
  );
}
