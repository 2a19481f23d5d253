import { ActionIcon, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconCopy,
  IconDots,
  IconDownload,
  IconFolder,
  IconHistory,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../i18n/use-text.ts';
import type { ListedFlow } from './flow-list.ts';
import type { FlowActions } from './use-flow-actions.ts';

type FlowMenuProps = { flow: ListedFlow; actions: FlowActions; label(flow: ListedFlow): void };

/** Everything that can be done with one flow of the list. */
export function FlowMenu({ flow, actions, label }: FlowMenuProps): ReactNode {
  const t = useText('flows');
  const navigate = useNavigate();
  const { canEdit, open, duplicate, save, remove, bringBack } = actions;
  const isArchived = flow.labels.archived !== undefined;
  const icon = (Icon: typeof IconDots): ReactNode => <Icon size={16} aria-hidden />;
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon aria-label={t('menu', { name: flow.name })}>{icon(IconDots)}</ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={icon(IconPencil)} onClick={() => open(flow.flow)}>
          {t('open')}
        </Menu.Item>
        <Menu.Item
          leftSection={icon(IconHistory)}
          disabled={flow.versions === 0}
          onClick={() => void navigate({ to: '/flows/$flow/history', params: { flow: flow.flow } })}
        >
          {t('versions')}
        </Menu.Item>
        <Menu.Item leftSection={icon(IconDownload)} onClick={() => save(flow)}>
          {t('export')}
        </Menu.Item>
        {canEdit && !isArchived && (
          <>
            <Menu.Item leftSection={icon(IconCopy)} onClick={() => duplicate(flow)}>
              {t('duplicate')}
            </Menu.Item>
            <Menu.Item leftSection={icon(IconFolder)} onClick={() => label(flow)}>
              {t('label')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item color="red" leftSection={icon(IconTrash)} onClick={() => remove(flow)}>
              {t(flow.versions === 0 ? 'delete' : 'archive')}
            </Menu.Item>
          </>
        )}
        {canEdit && isArchived && (
          <Menu.Item leftSection={icon(IconArrowBackUp)} onClick={() => bringBack(flow)}>
            {t('bringBack')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
