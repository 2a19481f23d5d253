import { Button, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useApiMutation } from '../api/query.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import styles from './connections.module.css';

/** Sends one message to see; where a pretend customer stands behind the connection, that one can write too. */
export function TestMessage({ name, pretend }: { name: string; pretend: boolean }): ReactNode {
  const t = useText('connections');
  const [to, setTo] = useState('');
  const [text, setText] = useState(t('test.text'));
  const send = useApiMutation('POST /connections/:connection/test-message');
  const write = useApiMutation('POST /connections/:connection/pretend-message');
  const params = { connection: name };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    send.mutate({ params, body: { text, ...(to.trim() === '' ? {} : { to: to.trim() }) } });
  };
  return (
    <div className={styles.fields}>
      {pretend && (
        <div className={styles.row}>
          <Button
            variant="default"
            loading={write.isPending}
            onClick={() => write.mutate({ params, body: { text: 'Ciao' } })}
          >
            {t('test.write')}
          </Button>
          {write.isSuccess && <StateBadge tone="good">{t('test.written')}</StateBadge>}
        </div>
      )}
      {write.error && <ErrorView error={write.error} />}
      <form className={styles.fields} onSubmit={submit}>
        <TextInput
          label={t('test.to')}
          description={t('test.to.about')}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <TextInput
          label={t('test.message')}
          required
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className={styles.row}>
          <Button type="submit" leftSection={<IconSend size={16} aria-hidden />} loading={send.isPending}>
            {t('test.send')}
          </Button>
          {send.data && <StateBadge tone="good">{t('test.sent', { to: send.data.to })}</StateBadge>}
        </div>
      </form>
      {send.error && <ErrorView error={send.error} />}
    </div>
  );
}
