import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconCopy, IconDots, IconDownload, IconPlayerStop, IconRocket } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatFlowFile } from '../../../src/flow/flow-file.ts';
import { api, type Reply } from '../../api/client.ts';
import { useApiMutation } from '../../api/query.ts';
import { useCanEdit } from '../../flows/use-can-edit.ts';
import { useText } from '../../i18n/use-text.ts';
import { saveText } from '../../ui/save-file.ts';
import { useNotify } from '../../ui/use-notify.tsx';
import type { State, VersionFacts } from './versions.ts';

type VersionActionsProps = {
  flow: string;
  state: State;
  versions: readonly VersionFacts[];
  draft: Reply<'GET /flows/:flow/draft'>;
};

/** The ways back to a version. Each can be taken back. */
export function VersionActions({ flow, state, versions, draft }: VersionActionsProps): ReactNode {
  const t = useText('publish');
  const { canEdit, mayEdit, version, current, isPending, toDraft, again, end, save, copy } = useVersionVerbs({
    flow,
    state,
    versions,
    draft,
  });
  return (
    <>
      {canEdit && version !== undefined && (
        <Button size="xs" loading={isPending} leftSection={<IconArrowBackUp size={16} aria-hidden />} onClick={toDraft}>
          {t('restore')}
        </Button>
      )}
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon aria-label={t('version.more')}>
            <IconDots size={17} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconDownload size={16} aria-hidden />} onClick={save}>
            {t('download')}
          </Menu.Item>
          {mayEdit && (
            <Menu.Item leftSection={<IconCopy size={16} aria-hidden />} onClick={copy}>
              {t('copy')}
            </Menu.Item>
          )}
          {canEdit && version !== undefined && version !== current && (
            <Menu.Item leftSection={<IconRocket size={16} aria-hidden />} onClick={again}>
              {t('again')}
            </Menu.Item>
          )}
          {canEdit && version !== undefined && version === current && (
            <Menu.Item leftSection={<IconPlayerStop size={16} aria-hidden />} onClick={end}>
              {t('button.unpublish')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** What the actions do; each says what it did. */
function useVersionVerbs({ flow, state, versions, draft }: VersionActionsProps) {
  const t = useText('publish');
  const navigate = useNavigate();
  const { done, failed } = useNotify();
  const mayEdit = useCanEdit();
  const canEdit = mayEdit && draft.managedBy === undefined;
  const { mutateAsync: restore, isPending } = useApiMutation('POST /flows/:flow/versions/:version/restore');
  const { mutateAsync: republish } = useApiMutation('POST /flows/:flow/versions/:version/publish');
  const { mutateAsync: unpublish } = useApiMutation('POST /flows/:flow/unpublish');
  const { mutateAsync: make } = useApiMutation('POST /flows');
  const { mutateAsync: keep } = useApiMutation('PUT /flows/:flow/draft');
  const current = versions.find((each) => each.current)?.version;
  const version = state === 'draft' ? undefined : state;
  const run = (work: () => Promise<void>) => (): void => void work().catch(failed);

  const toDraft = async (): Promise<void> => {
    if (version === undefined) return;
    const former = await api('GET /flows/:flow/draft', { params: { flow } });
    const { revision } = await restore({ params: { flow, version }, ifMatch: `"${former.revision}"`, body: {} });
    const undo = async (): Promise<void> => {
      const { flow: content, layout } = former;
      const body = { flow: content, ...(layout ? { layout } : {}) };
      await keep({ params: { flow }, ifMatch: `"${revision}"`, body });
    };
    done(t('restored', { version }), { undo });
  };
  const again = async (): Promise<void> => {
    if (version === undefined) return;
    const made = await republish({ params: { flow, version } });
    const undo = async (): Promise<void> => {
      if (current === undefined) await unpublish({ params: { flow } });
      else await republish({ params: { flow, version: current } });
    };
    done(t('done', { version: made.version }), { undo });
  };
  const end = async (): Promise<void> => {
    const { version: ended } = await unpublish({ params: { flow } });
    if (ended === undefined) return;
    const undo = async (): Promise<void> => {
      await republish({ params: { flow, version: ended } });
    };
    done(t('unpublished', { version: ended }), { undo });
  };
  const read = () => api('GET /flows/:flow/file', { params: { flow }, query: { version: version ?? 'draft' } });
  const save = async (): Promise<void> => {
    const name = `${flow}-${version === undefined ? 'draft' : `v${version}`}.json`;
    saveText(name, formatFlowFile(await read()), 'application/json');
  };
  const copy = async (): Promise<void> => {
    const file = await read();
    const name = t('copy.name', { name: file.flow.name, state: version ?? t('history.draft') });
    const made = await make({ body: { name, file } });
    await navigate({ to: '/flows/$flow', params: { flow: made.flow.id } });
  };
  return {
    canEdit,
    mayEdit,
    version,
    current,
    isPending,
    toDraft: run(toDraft),
    again: run(again),
    end: run(end),
    save: run(save),
    copy: run(copy),
  };
}
