import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown, IconHistory, IconPlayerStop, IconRocket } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { diff, isSame } from '../../../src/flow/diff/diff.ts';
import { useApi, useApiMutation } from '../../api/query.ts';
import { useText } from '../../i18n/use-text.ts';
import { useNotify } from '../../ui/use-notify.tsx';
import { draftIn } from '../session/state.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import { PublishDialog } from './publish-dialog.tsx';
import styles from './publish.module.css';

/** Publishes the draft: says whether there is something to publish, and leads to the versions. */
export function PublishButton(): ReactNode {
  const t = useText('publish');
  const session = useSession();
  const navigate = useNavigate();
  const { done, failed } = useNotify();
  const flow = useEditor((state) => draftIn(state).flow);
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const isConflict = useEditor(({ saving }) => saving.state === 'conflict');
  const params = { flow: flow.id };
  const { data: view } = useApi('GET /flows/:flow/draft', { params });
  const version = view?.current;
  const { data: published } = useApi(
    'GET /flows/:flow/versions/:version',
    { params: { ...params, version: version ?? 0 } },
    { enabled: version !== undefined },
  );
  const [isOpen, setOpen] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const { mutateAsync: unpublish } = useApiMutation('POST /flows/:flow/unpublish');
  const { mutateAsync: republish } = useApiMutation('POST /flows/:flow/versions/:version/publish');
  const isUnchanged = version !== undefined && published !== undefined && isSame(diff(published.flow, flow));
  const open = async (): Promise<void> => {
    setSaving(true);
    // What is checked and published is what the server has.
    await session.flush();
    setSaving(false);
    setOpen(true);
  };
  const end = async (): Promise<void> => {
    const { version: ended } = await unpublish({ params });
    if (ended === undefined) return;
    const undo = async (): Promise<void> => {
      await republish({ params: { ...params, version: ended } });
    };
    done(t('unpublished', { version: ended }), { undo });
  };
  if (isReadOnly && version === undefined) return null;
  return (
    <span className={styles.pair}>
      {!isReadOnly && (
        <Button
          disabled={isUnchanged || isConflict}
          loading={isSaving}
          leftSection={isUnchanged ? <IconCheck size={16} aria-hidden /> : <IconRocket size={16} aria-hidden />}
          title={isUnchanged ? t('button.same', { version }) : isConflict ? t('button.conflict') : undefined}
          onClick={() => void open()}
        >
          {isUnchanged ? t('button.published') : t('button.publish')}
        </Button>
      )}
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon size={34} variant="default" aria-label={t('button.more')}>
            <IconChevronDown size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconHistory size={16} aria-hidden />}
            onClick={() => void navigate({ to: '/flows/$flow/history', params })}
          >
            {t('button.history')}
          </Menu.Item>
          {!isReadOnly && version !== undefined && (
            <Menu.Item leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={() => void end().catch(failed)}>
              {t('button.unpublish')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {isOpen && (
        <PublishDialog flow={flow.id} before={published?.flow} current={version} close={() => setOpen(false)} />
      )}
    </span>
  );
}
