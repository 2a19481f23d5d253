import { Button, Select } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { InboundContent } from '../../../src/message/content.ts';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { draftIn } from '../session/state.ts';
import { useEditor } from '../session/use-editor.ts';
import { CustomerPicker } from './customer-picker.tsx';
import { Inspector } from './inspector.tsx';
import { KeptTests } from './kept-tests.tsx';
import { LoadRun } from './load-run.tsx';
import { Phone } from './phone/phone.tsx';
import { TimeLine } from './time-line.tsx';
import styles from './test-panel.module.css';
import { useChannels } from './use-trial.ts';
import { useWorldTrial, type WorldTrial } from './use-world-trial.ts';
import { WaitBar } from './wait-bar.tsx';

/** A trial on the server: the real routing, and pretend channels and systems. */
export function WorldTest(): ReactNode {
  const flow = useEditor((state) => draftIn(state).flow.id);
  const trial = useWorldTrial();
  const { looking, customer, trouble, problem, act, isBusy } = trial;
  const { moments, at } = looking;
  const moment = moments[at];
  const until = moment?.run?.status === 'active' ? moment.run.wait.until : undefined;
  const say = (content: InboundContent): void => {
    if (content.kind === 'text') act({ kind: 'say', text: content.text });
    if (content.kind === 'choice') act({ kind: 'tap', title: content.title });
  };
  return (
    <>
      <WorldBar trial={trial} />
      <Phone moments={moments.slice(0, at + 1)} name={customer.name} onSay={say} isBusy={isBusy} />
      {trouble !== undefined && (
        <p role="alert" className={styles.trouble}>
          {trouble}
        </p>
      )}
      {problem !== undefined && <ErrorView error={problem} />}
      {moment && (
        <WaitBar
          run={moment.run}
          now={moment.at}
          left={until === undefined ? undefined : Math.max(0, until - moment.at)}
          onPass={(ms) => act({ kind: 'wait', ms })}
          onRelease={() => act({ kind: 'release' })}
          onResume={() => act({ kind: 'resume', data: {} })}
        />
      )}
      <TimeLine {...looking} />
      <KeptTests flow={flow} asked={trial.asked} />
      <LoadRun onLoad={trial.load} />
      <Inspector {...looking} />
    </>
  );
}

/** Where one writes, who does, and a new beginning. */
function WorldBar({ trial }: { trial: WorldTrial }): ReactNode {
  const t = useText('test');
  const channels = useChannels();
  const { customer, setCustomer, connection, setConnection, act, restart } = trial;
  return (
    <div className={styles.bar}>
      {channels.length > 0 && (
        <Select
          size="xs"
          className={styles.channel}
          aria-label={t('connection')}
          data={channels.map(({ name }) => name)}
          value={connection ?? channels[0]?.name ?? null}
          onChange={(name) => setConnection(name ?? undefined)}
          allowDeselect={false}
        />
      )}
      <CustomerPicker
        isPlain
        customer={customer}
        onChange={setCustomer}
        onStop={() => act({ kind: 'say', text: 'STOP' })}
      />
      <Button size="xs" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={restart}>
        {t('restart')}
      </Button>
    </div>
  );
}
