import { Autocomplete, Button, Modal, TagsInput } from '@mantine/core';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import { useApiMutation } from '../api/query.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { useNotify } from '../ui/use-notify.tsx';
import { writtenFolder, type ListedFlow } from './flow-list.ts';
import styles from './flows.module.css';

type LabelsDialogProps = { flow: ListedFlow; folders: readonly string[]; tags: readonly string[]; close(): void };

/** Says in which folder a flow lies and which tags it has. */
export function LabelsDialog({ flow, folders, tags: known, close }: LabelsDialogProps): ReactNode {
  const t = useText('flows');
  const { done } = useNotify();
  const { labels } = flow;
  const [folder, setFolder] = useState(labels.folder);
  const [tags, setTags] = useState<string[]>([...labels.tags]);
  const { mutateAsync, error, isPending } = useApiMutation('PUT /flows/:flow/labels');
  const params = { flow: flow.flow };
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const body = { folder: writtenFolder(folder), tags };
    const { revision } = await mutateAsync({ params, body, ifMatch: `"${labels.revision}"` });
    close();
    const former = { folder: labels.folder, tags: [...labels.tags] };
    const undo = async (): Promise<void> => {
      await mutateAsync({ params, body: former, ifMatch: `"${revision}"` });
    };
    done(t('labelled', { name: flow.name }), { undo });
  };
  return (
    <Modal
      opened
      onClose={close}
      title={t('label.title', { name: flow.name })}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form className={styles.form} onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <Autocomplete
          data-autofocus
          label={t('label.folder')}
          description={t('label.folder.why')}
          placeholder={t('label.folder.example')}
          data={[...folders]}
          value={folder}
          maxLength={200}
          onChange={setFolder}
        />
        <TagsInput
          label={t('label.tags')}
          description={t('label.tags.why')}
          data={[...known]}
          value={tags}
          maxTags={20}
          onChange={setTags}
        />
        {error && <ErrorView error={error} />}
        <div className={styles.end}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={isPending}>
            {t('label.save')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
