import { Loader } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Reply } from '../api/client.ts';
import { useText } from '../i18n/use-text.ts';
import { When } from '../ui/when.tsx';
import styles from './connections.module.css';

/** What comes in from a provider while somebody sets it up: its look at the address, its first call, the first message. */
export function LiveStatus({
  connection,
  title,
}: {
  connection: Reply<'GET /connections/:connection'> | undefined;
  title: string;
}): ReactNode {
  const t = useText('connections');
  const { verifiedAt, calledAt, inboundAt } = connection?.activity ?? {};
  const called = verifiedAt ?? calledAt ?? inboundAt;
  return (
    <>
      <Awaited at={called} waiting={t('live.call', { title })} came={t('live.called', { title })} />
      <Awaited at={inboundAt} waiting={t('live.message')} came={t('live.messaged')} />
    </>
  );
}

function Awaited({ at, waiting, came }: { at: number | undefined; waiting: string; came: string }): ReactNode {
  return (
    <span className={styles.looking}>
      {at === undefined ? (
        <Loader size={14} aria-hidden />
      ) : (
        <IconCheck size={16} className={styles.good} aria-hidden />
      )}
      {at === undefined ? waiting : came}
      {at !== undefined && <When at={at} />}
    </span>
  );
}
