import { Button, Modal, TextInput } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useApiMutation } from '../api/query.ts';
import { useMe } from '../app/sign-in/use-session.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { saveText } from '../ui/save-file.ts';
import { useNotify } from '../ui/use-notify.tsx';
import { mayRepair } from './may-repair.ts';
import type { RunView } from './run-view.ts';
import styles from './runs.module.css';
import { transcriptOf } from './transcript.ts';

/** Keeps the conversation of a run as a test of its flow, or as a file; then says where it is found. */
export function KeepDialog({ view, close }: { view: RunView; close(): void }): ReactNode {
  const t = useText('runs');
  const notify = useNotify();
  const canKeep = mayRepair(useMe());
  const { details, conversation } = view;
  const { run, flowName, contact } = details;
  const [title, setTitle] = useState(contact?.name === undefined ? flowName : `${flowName}: ${contact.name}`);
  const save = useApiMutation('POST /flows/:flow/tests');
  const name = title.trim();
  const text = (): string => transcriptOf({ details, messages: conversation?.messages ?? [], title: name });
  const keep = (event: FormEvent): void => {
    event.preventDefault();
    if (name === '' || !canKeep) return;
    save.mutate(
      { params: { flow: run.flow.id }, body: { title: name, text: text() } },
      { onSuccess: () => notify.done(t('keep.done')) },
    );
  };
  return (
    <Modal opened onClose={close} title={t('keep.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      {save.isSuccess ? (
        <div className={styles.dialog}>
          <p>{t('keep.where', { title: save.data.title, flow: flowName })}</p>
          <div className={styles.buttons}>
            <Button variant="default" onClick={close}>
              {t('close')}
            </Button>
            <Button
              data-autofocus
              renderRoot={(props) => (
                <Link
                  to="/flows/$flow"
                  params={{ flow: run.flow.id }}
                  search={{ panel: 'test', find: 'tests' }}
                  {...props}
                />
              )}
            >
              {t('keep.show')}
            </Button>
          </div>
        </div>
      ) : (
        <form className={styles.dialog} onSubmit={keep}>
          <p>{t('keep.why', { flow: flowName })}</p>
          <TextInput
            label={t('keep.name')}
            value={title}
            maxLength={200}
            onChange={({ currentTarget: { value } }) => setTitle(value)}
            data-autofocus
          />
          {save.error && <ErrorView error={save.error} />}
          <div className={styles.buttons}>
            <Button
              variant={canKeep ? 'default' : 'filled'}
              onClick={() => saveText(`${run.flow.id}-${run.id}.transcript.yaml`, text(), 'application/yaml')}
            >
              {t('keep.file')}
            </Button>
            {canKeep && (
              <Button type="submit" loading={save.isPending} disabled={name === ''}>
                {t('keep.verb')}
              </Button>
            )}
          </div>
        </form>
      )}
    </Modal>
  );
}
