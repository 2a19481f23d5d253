import { Button, Menu, Modal, Select, TextInput } from '@mantine/core';
import { IconChevronDown, IconFile, IconFileImport, IconPlus, IconTemplate } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { useApiMutation } from '../api/query.ts';
import { LANGUAGES } from '../i18n/language.ts';
import { useText } from '../i18n/use-text.ts';
import { ErrorView } from '../ui/error-view.tsx';
import { useViewer } from '../ui/viewer.tsx';
import styles from './flows.module.css';
import { offerFiles } from './import/offered-files.ts';

/** The ways to a new flow: an empty one, a template, a file. */
export function NewFlow({ blank }: { blank(): void }): ReactNode {
  const t = useText('flows');
  const navigate = useNavigate();
  const files = useRef<HTMLInputElement>(null);
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            rightSection={<IconChevronDown size={14} aria-hidden />}
          >
            {t('new')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFile size={16} aria-hidden />} onClick={blank}>
            {t('new.blank')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconTemplate size={16} aria-hidden />}
            onClick={() => void navigate({ to: '/templates' })}
          >
            {t('new.template')}
          </Menu.Item>
          <Menu.Item leftSection={<IconFileImport size={16} aria-hidden />} onClick={() => files.current?.click()}>
            {t('new.import')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={files}
        type="file"
        multiple
        accept=".json,application/json"
        className={styles.hidden}
        aria-label={t('new.import')}
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          offerFiles([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
    </>
  );
}

/** Asks for the name and language of an empty flow, makes it, and opens it. */
export function BlankFlow({ close }: { close(): void }): ReactNode {
  const t = useText('flows');
  const { language: mine } = useViewer();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [language, setLanguage] = useState<string>(mine);
  const { mutateAsync, error, isPending } = useApiMutation('POST /flows');
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { flow } = await mutateAsync({ body: { name: name.trim(), language } });
    await navigate({ to: '/flows/$flow', params: { flow: flow.id } });
  };
  return (
    <Modal opened onClose={close} title={t('blank.title')} closeButtonProps={{ 'aria-label': t('close') }}>
      <form className={styles.form} onSubmit={(event) => void submit(event).catch(() => undefined)}>
        <TextInput
          data-autofocus
          required
          label={t('blank.name')}
          placeholder={t('blank.name.example')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label={t('blank.language')}
          description={t('blank.language.why')}
          allowDeselect={false}
          data={LANGUAGES.map((value) => ({ value, label: t(`language.${value}`) }))}
          value={language}
          onChange={(value) => setLanguage(value ?? mine)}
        />
        {error && <ErrorView error={error} />}
        <div className={styles.end}>
          <Button variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={isPending} disabled={name.trim() === ''}>
            {t('blank.make')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
