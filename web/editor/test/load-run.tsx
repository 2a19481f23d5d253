import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { api } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { messagesOfRun } from '../../runs/run-messages.ts';
import { useNotify } from '../../ui/use-notify.tsx';
import { actsOf } from './past-run.ts';
import styles from './test-panel.module.css';
import type { Act } from './use-world-trial.ts';

/** Takes the conversation of a run that took place, and has it played with the draft. */
export function LoadRun({ onLoad }: { onLoad(acts: readonly Act[]): void }): ReactNode {
  const t = useText('test');
  const notify = useNotify();
  const [run, setRun] = useState('');
  const load = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (run.trim() === '') return;
    try {
      const params = { run: run.trim() };
      const [details, { messages }] = await Promise.all([
        api('GET /runs/:run', { params }),
        api('GET /runs/:run/conversation', { params }),
      ]);
      onLoad(actsOf(messagesOfRun(details, messages)));
      setRun('');
    } catch (thrown) {
      notify.failed(thrown);
    }
  };
  return (
    <form className={styles.acts} onSubmit={(event) => void load(event)}>
      <TextInput
        size="xs"
        className={styles.channel}
        aria-label={t('past.run')}
        placeholder={t('past.run')}
        value={run}
        onChange={(event) => setRun(event.target.value)}
      />
      <Button size="xs" type="submit" variant="default" disabled={run.trim() === ''}>
        {t('past.load')}
      </Button>
    </form>
  );
}
