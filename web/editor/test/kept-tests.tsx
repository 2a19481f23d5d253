import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import type { Input, Reply } from '../../api/client.ts';
import { useApi, useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { useNotify } from '../../ui/use-notify.tsx';
import { draftIn } from '../session/state.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import styles from './test-panel.module.css';

type KeptProps = {
  flow: string;
  /** The conversation that can be kept now. */
  asked?: Input<'POST /flows/:flow/tests'>['body']['asked'] | undefined;
};

/** The conversations that are kept with the flow: kept, played all together with the draft as it is now, deleted. */
export function KeptTests({ flow, asked }: KeptProps): ReactNode {
  const t = useText('test');
  const session = useSession();
  const notify = useNotify();
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const [title, setTitle] = useState('');
  const kept = useApi('GET /flows/:flow/tests', { params: { flow } });
  const save = useApiMutation('POST /flows/:flow/tests');
  const run = useApiMutation('POST /flows/:flow/tests/run');
  const remove = useApiMutation('DELETE /flows/:flow/tests/:test');
  const content = () => draftIn(session.getState()).flow;
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    if (title.trim() === '' || !asked) return;
    save.mutate(
      { params: { flow }, body: { title: title.trim(), flow: content(), asked } },
      {
        onSuccess: () => {
          setTitle('');
          notify.done(t('tests.kept'));
        },
        onError: notify.failed,
      },
    );
  };
  const items = kept.data?.items ?? [];
  const outcomes = new Map(run.data?.items.map((each) => [each.key, each]));
  return (
    <section className={styles.card} aria-label={t('tests.title')}>
      <h3 className={styles.heading}>{t('tests.title')}</h3>
      {asked && !isReadOnly && (
        <form className={styles.acts} onSubmit={keep}>
          <TextInput
            size="xs"
            className={styles.channel}
            aria-label={t('tests.name')}
            placeholder={t('tests.name')}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
          <Button size="xs" type="submit" variant="default" loading={save.isPending} disabled={title.trim() === ''}>
            {t('tests.keep')}
          </Button>
        </form>
      )}
      {items.length === 0 ? (
        <p className={styles.about}>{t('tests.none')}</p>
      ) : (
        <>
          <ul className={styles.events}>
            {items.map(({ key, title: name }) => (
              <KeptTest
                key={key}
                title={name}
                outcome={outcomes.get(key)}
                {...(isReadOnly
                  ? {}
                  : { onDelete: () => remove.mutate({ params: { flow, test: key } }, { onError: notify.failed }) })}
              />
            ))}
          </ul>
          <Button
            size="xs"
            variant="default"
            loading={run.isPending}
            onClick={() => run.mutate({ params: { flow }, body: { flow: content() } }, { onError: notify.failed })}
          >
            {t('tests.run', { count: items.length })}
          </Button>
        </>
      )}
    </section>
  );
}

type Outcome = Reply<'POST /flows/:flow/tests/run'>['items'][number];
type TestProps = { title: string; outcome: Outcome | undefined; onDelete?(): void };

/** One kept conversation, and how it went when it was last played here. */
function KeptTest({ title, outcome, onDelete }: TestProps): ReactNode {
  const t = useText('test');
  return (
    <li className={styles.kept}>
      <span className={styles.channel}>
        {title}
        {outcome && (
          <StateBadge tone={outcome.ok ? 'good' : 'bad'}>{t(outcome.ok ? 'tests.ok' : 'tests.failed')}</StateBadge>
        )}
      </span>
      {onDelete && (
        <ActionIcon aria-label={t('tests.delete', { title })} onClick={onDelete}>
          <IconTrash size={15} />
        </ActionIcon>
      )}
      {outcome?.message !== undefined && <pre className={styles.message}>{outcome.message}</pre>}
    </li>
  );
}
