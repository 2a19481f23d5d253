import { Button, Menu } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { IconChevronDown, IconDeviceMobile } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { isDraftVersion } from '../../src/flow/draft-version.ts';
import { useApi, useApiMutation } from '../api/query.ts';
import { useMe } from '../app/sign-in/use-session.ts';
import { useText } from '../i18n/use-text.ts';
import { useNotify } from '../ui/use-notify.tsx';
import { KeepDialog } from './keep-dialog.tsx';
import { mayRepair } from './may-repair.ts';
import { visitsAt } from './moments.ts';
import { CancelDialog, EditDialog, SkipDialog, type Repair } from './run-dialogs.tsx';
import type { RunView } from './run-view.ts';
import styles from './run.module.css';

type Asking = 'skip' | 'edit' | 'cancel';

/** What can be done to a run: repairs for those who may, and what it can be used for by everybody. */
export function RunActions({ view }: { view: RunView }): ReactNode {
  const t = useText('runs');
  const me = useMe();
  const notify = useNotify();
  const [asking, setAsking] = useState<Asking>();
  const repair = useApiMutation('POST /runs/:run/repair');
  const { run } = view.details;
  const act = (body: Repair, done?: () => void): void =>
    repair.mutate(
      { params: { run: run.id }, body },
      {
        onSuccess: () => {
          notify.done(t(`done.${body.type}`));
          done?.();
        },
        onError: (error) => {
          if (!done) notify.failed(error);
        },
      },
    );
  const close = (): void => {
    repair.reset();
    setAsking(undefined);
  };
  const dialogProps = {
    view,
    busy: repair.isPending,
    error: repair.error,
    close,
    act: (body: Repair) => act(body, close),
  };
  const canRepair = mayRepair(me) && (run.status === 'active' || run.status === 'failed');
  return (
    <div className={styles.actions}>
      {canRepair && run.status === 'failed' && <Replay view={view} busy={repair.isPending} act={act} />}
      {canRepair && (
        <>
          {run.at !== null && (
            <Button variant="default" onClick={() => setAsking('skip')}>
              {t('action.skip')}
            </Button>
          )}
          <Button variant="default" onClick={() => setAsking('edit')}>
            {t('action.edit')}
          </Button>
          {run.status === 'active' && (
            <Button variant="default" onClick={() => setAsking('cancel')}>
              {t('action.cancel')}
            </Button>
          )}
        </>
      )}
      <TryButton view={view} />
      <MoreMenu view={view} />
      {asking === 'skip' && <SkipDialog {...dialogProps} />}
      {asking === 'edit' && <EditDialog {...dialogProps} />}
      {asking === 'cancel' && <CancelDialog {...dialogProps} />}
    </div>
  );
}

type ReplayProps = { view: RunView; busy: boolean; act(body: Repair): void };

/** Does the failed step again: on the version that the run has, or on the one that is published now. */
function Replay({ view, busy, act }: ReplayProps): ReactNode {
  const t = useText('runs');
  const { flow } = view.details.run;
  const versions = useApi('GET /flows/:flow/versions', { params: { flow: flow.id }, query: { limit: 50 } }).data?.items;
  const current = versions?.find((each) => each.current)?.version;
  // What a test user was given is done again as it was: another version would be another flow.
  const isNewer = current !== undefined && current !== flow.version && !isDraftVersion(flow.version);
  const replay = (
    <Button loading={busy} onClick={() => act({ type: 'replay' })}>
      {isNewer ? t('action.replayOn', { version: flow.version }) : t('action.replay')}
    </Button>
  );
  if (!isNewer) return replay;
  return (
    <>
      <Button loading={busy} onClick={() => act({ type: 'replay', version: 'current' })}>
        {t('action.replayOn', { version: current })}
      </Button>
      <Menu width={260} position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('action.replayOther')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => act({ type: 'replay' })}>
            {t('action.replayOn', { version: flow.version })}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** Opens the flow's editor with this run taken up at the moment that is looked at. */
function TryButton({ view: { details, place } }: { view: RunView }): ReactNode {
  const t = useText('runs');
  const { run, visits } = details;
  const here = place.isLast ? run.at : visitsAt(visits, place.event?.number ?? 0).at(-1)?.step;
  // A run that has ended well is played again from its beginning: there is nothing after its last step.
  const step = place.isLast && (run.status === 'completed' || run.status === 'canceled') ? null : here;
  return (
    <Button
      variant="default"
      leftSection={<IconDeviceMobile size={16} aria-hidden />}
      renderRoot={(props) => (
        <Link
          to="/flows/$flow"
          params={{ flow: run.flow.id }}
          search={{ panel: 'test', find: `run:${run.id}`, ...(step ? { step } : {}) }}
          {...props}
        />
      )}
    >
      {t('action.test')}
    </Button>
  );
}

/** What a run is good for besides: a test, and its like. */
function MoreMenu({ view }: { view: RunView }): ReactNode {
  const t = useText('runs');
  const navigate = useNavigate();
  const [isKeeping, setKeeping] = useState(false);
  const { details, conversation } = view;
  const { flow } = details.run;
  return (
    <>
      <Menu width={290} position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
            {t('action.more')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setKeeping(true)} disabled={!conversation || conversation.messages.length === 0}>
            {t('action.transcript')}
          </Menu.Item>
          <Menu.Item
            onClick={() => void navigate({ to: '/runs', search: { flow: flow.id, version: String(flow.version) } })}
          >
            {t('action.siblings')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isKeeping && <KeepDialog view={view} close={() => setKeeping(false)} />}
    </>
  );
}
