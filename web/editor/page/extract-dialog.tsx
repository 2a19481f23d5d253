import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { slugOf } from '../../../src/flow/edit/new-name.ts';
import { useText } from '../../i18n/use-text.ts';

type ExtractDialogProps = { onDo(flow: { id: string; name: string }): Promise<void>; onClose(): void };

/** Names the flow that some steps become. */
export function ExtractDialog({ onDo, onClose }: ExtractDialogProps): ReactNode {
  const t = useText('workbench');
  const [name, setName] = useState('');
  const [own, setOwn] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const id = own ?? slugOf(name);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '' || id === '') return;
    setBusy(true);
    await onDo({ id, name: name.trim() });
    setBusy(false);
  };
  return (
    <Modal opened onClose={onClose} title={t('extract.title')} closeButtonProps={{ 'aria-label': t('extract.close') }}>
      <form onSubmit={(event) => void submit(event)}>
        <Text size="md" mb="md">
          {t('extract.about')}
        </Text>
        <TextInput
          data-autofocus
          required
          label={t('extract.name')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          mt="md"
          label={t('extract.id')}
          value={id}
          maxLength={64}
          pattern="[A-Za-z0-9_\-]+"
          onChange={(event) => setOwn(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('extract.cancel')}
          </Button>
          <Button type="submit" loading={isBusy} disabled={name.trim() === '' || id === ''}>
            {t('extract.do')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
