import { Button, Select } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useEditor } from '../session/use-editor.ts';
import { CustomerPicker } from './customer-picker.tsx';
import { DryCalls } from './dry-calls.tsx';
import { Inspector } from './inspector.tsx';
import { Losses } from './losses.tsx';
import { OpenCalls } from './open-calls.tsx';
import { Phone } from './phone/phone.tsx';
import { StartFrom } from './start-from.tsx';
import { TimeLine } from './time-line.tsx';
import styles from './test-panel.module.css';
import { pass, release, resume, say, stop, untilWaitEnds } from './trial.ts';
import { useDryRuns } from './use-dry-runs.ts';
import { usePastRun } from './use-past-run.ts';
import { useTrial, type Running } from './use-trial.ts';
import { WaitBar } from './wait-bar.tsx';

/** A trial that runs in this page. `isDry`: real systems check what operations would do. */
export function HereTest({ isDry = false }: { isDry?: boolean }): ReactNode {
  const t = useText('test');
  const running = useTrial(isDry ? 'author' : 'samples');
  const dry = useDryRuns(running, isDry);
  const { trial, at, act, restart, change, connections, isLatest, look } = running;
  const looking = { moments: trial.moments, at, isLatest, look };
  const { setup } = trial;
  const chosen = useEditor(({ selection }) => (selection.steps.length === 1 ? selection.steps[0] : undefined));
  return (
    <>
      <div className={styles.bar}>
        {connections.length > 0 ? (
          <Select
            size="xs"
            className={styles.channel}
            aria-label={t('connection')}
            data={connections.map(({ name }) => name)}
            value={setup.connection}
            onChange={(connection) => connection !== null && change({ connection })}
            allowDeselect={false}
          />
        ) : (
          <p className={styles.about}>{t('connection.none')}</p>
        )}
        <CustomerPicker
          customer={setup.customer}
          onChange={(customer) => change({ customer })}
          onStop={() => act(stop)}
        />
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={14} aria-hidden />}
          onClick={() => restart()}
        >
          {t('restart')}
        </Button>
        {!isDry && (
          <Select
            size="xs"
            className={styles.channel}
            aria-label={t('answers.label')}
            data={(['samples', 'author'] as const).map((value) => ({ value, label: t(`answers.${value}`) }))}
            value={setup.answers}
            onChange={(value) => value !== null && change({ answers: value })}
            allowDeselect={false}
          />
        )}
        {chosen !== undefined && (
          <StartFrom step={chosen} onStart={(vars) => restart({ from: { step: chosen, vars } })} />
        )}
      </div>
      {!isDry && <PastRun running={running} />}
      <Phone
        moments={trial.moments.slice(0, at + 1)}
        name={setup.customer.name}
        onSay={(content) => act((now) => say(now, content))}
      />
      <Losses moments={trial.moments.slice(0, at + 1)} channel={setup.channel} />
      {isDry ? <DryCalls calls={dry} /> : <OpenCalls running={running} />}
      <WaitBar
        run={trial.moments[at]?.run}
        now={isLatest ? trial.now : (trial.moments[at]?.at ?? trial.now)}
        left={isLatest ? untilWaitEnds(trial) : undefined}
        onPass={(ms) => act((now) => pass(now, ms))}
        onRelease={() => act((now) => release(now, 'author'))}
        onResume={() => act((now) => resume(now, {}))}
      />
      <TimeLine {...looking} />
      <Inspector {...looking} />
    </>
  );
}

/** Takes up the run that the address names. */
function PastRun({ running }: { running: Running }): ReactNode {
  usePastRun(running);
  return null;
}
