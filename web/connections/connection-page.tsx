import { Button, Loader, Tabs } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { api, type Reply } from '../api/client.ts';
import { useLive } from '../api/live.ts';
import { useApi, useApiMutation } from '../api/query.ts';
import { useMe } from '../app/sign-in/use-session.ts';
import { useText } from '../i18n/use-text.ts';
import { useViewer } from '../ui/viewer.tsx';
import { Confirm } from '../ui/confirm.tsx';
import { ErrorView } from '../ui/error-view.tsx';
import { PageBody, PageHeader } from '../ui/page-header.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { useNotify } from '../ui/use-notify.tsx';
import { stateOf, type Connection } from './connection-state.ts';
import styles from './connections.module.css';
import { ActivityTab } from './tabs/activity-tab.tsx';
import { DoctorTab } from './tabs/doctor-tab.tsx';
import { OverviewTab } from './tabs/overview-tab.tsx';
import { SettingsTab } from './tabs/settings-tab.tsx';
import { ShadowTab } from './tabs/shadow-tab.tsx';
import { TemplatesTab } from './tabs/templates-tab.tsx';
import { WordsOf } from './words-of.tsx';

const TABS = ['overview', 'doctor', 'activity', 'settings', 'templates', 'shadow'] as const;
type Tab = (typeof TABS)[number];

/** One connection: how it does, what is wrong, what goes over it, its settings. */
export function ConnectionPage(): ReactNode {
  const t = useText('connections');
  useLive('connections');
  const { name } = useParams({ from: '/shell/connections/$name' });
  const { data, error, refetch } = useApi('GET /connections/:connection', { params: { connection: name } });
  if (!data)
    return (
      <PageBody>
        <PageHeader title={name} />
        {error ? <ErrorView error={error} retry={() => void refetch()} /> : <Loader aria-label={t('loading')} />}
      </PageBody>
    );
  return <Page connection={data} />;
}

function Page({ connection }: { connection: Connection }): ReactNode {
  const t = useText('connections');
  const { key, title, account, simulator, kind } = connection;
  const { language } = useViewer();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell/connections/$name' });
  const may = useMe()?.scopes.includes('connections:write') ?? false;
  const { data: details } = useApi(
    'GET /connection-kinds/:kind',
    { params: { kind: connection.type }, query: { name: key, language } },
    { staleTime: Infinity },
  );
  const shown = TABS.filter((each) => (each === 'templates' ? details?.can.templates : each !== 'settings' || may));
  const tab = shown.find((each) => each === search.tab) ?? 'overview';
  const { word, tone } = stateOf(connection);
  return (
    <PageBody>
      <PageHeader
        title={key}
        beside={<StateBadge tone={tone}>{t(`state.${word}`)}</StateBadge>}
        note={[title, account, simulator ? t('pretend') : undefined].filter(Boolean).join(' · ')}
        actions={may && <Remove connection={connection} />}
      />
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(next) =>
          void navigate({ to: '/connections/$name', params: { name: key }, search: { tab: next ?? '' }, replace: true })
        }
      >
        <Tabs.List aria-label={t('tabs')}>
          {shown.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(each === 'activity' && kind === 'connector' ? 'tab.calls' : `tab.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={tab} className={styles.panel}>
          <WordsOf kind={connection.type}>
            <TabView tab={tab} connection={connection} kind={details} may={may} />
          </WordsOf>
        </Tabs.Panel>
      </Tabs>
    </PageBody>
  );
}

type TabViewProps = {
  tab: Tab;
  connection: Connection;
  kind: Reply<'GET /connection-kinds/:kind'> | undefined;
  may: boolean;
};

function TabView({ tab, connection, kind, may }: TabViewProps): ReactNode {
  switch (tab) {
    case 'doctor':
      return <DoctorTab connection={connection} />;
    case 'activity':
      return <ActivityTab connection={connection} />;
    case 'settings':
      return kind && <SettingsTab key={connection.revision} connection={connection} kind={kind} />;
    case 'templates':
      return <TemplatesTab name={connection.key} />;
    case 'shadow':
      return <ShadowTab connection={connection} may={may} />;
    default:
      return <OverviewTab connection={connection} may={may} />;
  }
}

function Remove({ connection }: { connection: Connection }): ReactNode {
  const t = useText('connections');
  const { key, flows, seeded } = connection;
  const navigate = useNavigate();
  const notify = useNotify();
  const [asking, setAsking] = useState(false);
  const remove = useApiMutation('DELETE /connections/:connection');
  const undo = async (): Promise<void> => {
    await api('POST /connections/:connection/bring-back', { params: { connection: key } });
    await navigate({ to: '/connections/$name', params: { name: key } });
  };
  const run = (): void =>
    remove.mutate(
      { params: { connection: key }, query: { force: flows.length > 0 } },
      {
        onSuccess: ({ waiting }) => {
          setAsking(false);
          void navigate({ to: '/connections' });
          notify.done(waiting > 0 ? t('removed.waiting', { name: key, count: waiting }) : t('removed', { name: key }), {
            undo,
          });
        },
        onError: notify.failed,
      },
    );
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconTrash size={16} aria-hidden />}
        loading={remove.isPending}
        onClick={() => (flows.length > 0 || seeded ? setAsking(true) : run())}
      >
        {t('remove')}
      </Button>
      <Confirm
        opened={asking}
        title={t('remove.title', { name: key })}
        verb={t('remove')}
        busy={remove.isPending}
        close={() => setAsking(false)}
        confirm={run}
      >
        {flows.length > 0 && <p>{t('remove.flows', { flows: flows.map(({ name }) => name).join(', ') })}</p>}
        {seeded && <p>{t('remove.seeded')}</p>}
      </Confirm>
    </>
  );
}
