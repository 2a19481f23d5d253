import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Reply } from '../../../api/client.ts';
import { useApiMutation } from '../../../api/query.ts';
import { useText } from '../../../i18n/use-text.ts';
import { formatPhone } from '../../../ui/format.ts';
import { useNotify } from '../../../ui/use-notify.tsx';
import panel from '../test-panel.module.css';
import { useChannels } from '../use-trial.ts';
import styles from './testers.module.css';
import { whoOf } from './who-of.ts';

type Props = { flow: string; view: Reply<'GET /flows/:flow/testers'>; isReadOnly: boolean };

/** The test users of a flow: listed, added by their address, removed. */
export function TesterList({ flow, view: { testers }, isReadOnly }: Props): ReactNode {
  const t = useText('testers');
  const notify = useNotify();
  const remove = useApiMutation('DELETE /flows/:flow/testers/:tester');
  return (
    <section className={panel.card} aria-label={t('people.title')}>
      <h3 className={panel.heading}>{t('people.title')}</h3>
      {testers.length === 0 && <p className={panel.about}>{t('people.none')}</p>}
      <ul className={panel.events}>
        {testers.map((tester) => {
          const who = whoOf(tester);
          const connection = tester.connection ?? t('people.any');
          return (
            <li key={tester.id} className={styles.person}>
              <span className={styles.who}>
                {tester.contact?.name !== undefined && <strong>{tester.contact.name}</strong>}
                <small>{t('people.where', { address: formatPhone(tester.address.value), connection })}</small>
              </span>
              {!isReadOnly && (
                <ActionIcon
                  aria-label={t('people.remove', { who })}
                  onClick={() =>
                    remove.mutate(
                      { params: { flow, tester: tester.id } },
                      { onSuccess: () => notify.done(t('people.removed', { who })), onError: notify.failed },
                    )
                  }
                >
                  <IconTrash size={15} />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
      {!isReadOnly && <AddTester flow={flow} />}
      <p className={panel.about}>{t('next.about')}</p>
    </section>
  );
}

const ANY = '';

function AddTester({ flow }: { flow: string }): ReactNode {
  const t = useText('testers');
  const notify = useNotify();
  const channels = useChannels();
  const [connection, setConnection] = useState(ANY);
  const [address, setAddress] = useState('');
  const add = useApiMutation('POST /flows/:flow/testers');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (address.trim() === '') return;
    const body = { address: address.trim(), ...(connection === ANY ? {} : { connection }) };
    add.mutate({ params: { flow }, body }, { onSuccess: () => setAddress(''), onError: notify.failed });
  };
  return (
    <form className={panel.acts} onSubmit={submit}>
      <Select
        size="xs"
        className={panel.channel}
        aria-label={t('add.connection')}
        data={[{ value: ANY, label: t('add.any') }, ...channels.map(({ name }) => ({ value: name, label: name }))]}
        value={connection}
        onChange={(name) => setConnection(name ?? ANY)}
        allowDeselect={false}
      />
      <TextInput
        size="xs"
        className={panel.channel}
        aria-label={t('add.address')}
        placeholder={t('add.address')}
        value={address}
        onChange={({ target }) => setAddress(target.value)}
      />
      <Button size="xs" type="submit" variant="default" loading={add.isPending} disabled={address.trim() === ''}>
        {t('add.done')}
      </Button>
    </form>
  );
}
