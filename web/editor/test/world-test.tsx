import { Button, Select } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { InboundContent } from '../../../src/message/content.ts';
import { api, type Input, type Reply } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { ErrorView } from '../../ui/error-view.tsx';
import { draftIn } from '../session/state.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import { CustomerPicker } from './customer-picker.tsx';
import { Inspector } from './inspector.tsx';
import { KeptTests } from './kept-tests.tsx';
import { pathAt } from './moments.ts';
import { Phone } from './phone/phone.tsx';
import { TimeLine } from './time-line.tsx';
import styles from './test-panel.module.css';
import { SOMEBODY, useChannels } from './use-trial.ts';
import { WaitBar } from './wait-bar.tsx';
import { momentsOf } from './world-moments.ts';

type Asked = Omit<Input<'POST /tests'>['body'], 'flow'>;
type Act = Asked['acts'][number];
type Played = Reply<'POST /tests'>;

const NOTHING: Played = { now: 0, moments: [] };

/** A trial on the server: the real routing, and pretend channels and systems. */
export function WorldTest(): ReactNode {
  const t = useText('test');
  const session = useSession();
  const flow = useEditor((state) => draftIn(state).flow.id);
  const channels = useChannels();
  const [customer, setCustomer] = useState(SOMEBODY);
  const [connection, setConnection] = useState<string>();
  const [acts, setActs] = useState<readonly Act[]>([]);
  const [played, setPlayed] = useState<Played>(NOTHING);
  const [looked, setLooked] = useState<number>();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const moments = useMemo(() => momentsOf(played), [played]);
  const last = moments.length - 1;
  const at = Math.min(looked ?? last, last);
  const run = moments[at]?.run;
  const now = moments[at]?.at ?? 0;
  useEffect(() => session.light(pathAt(moments, at)), [session, moments, at]);
  useEffect(() => () => session.light(undefined), [session]);

  const askedFor = (done: readonly Act[]): Asked => ({
    customer: { name: customer.name, ...(customer.phone === undefined ? { hidden: true } : {}) },
    ...(connection === undefined ? {} : { connection }),
    acts: done,
    pins: draftIn(session.getState()).layout.pins,
  });
  const play = async (done: readonly Act[]): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const { flow: content } = draftIn(session.getState());
      setPlayed(await api('POST /tests', { body: { flow: content, ...askedFor(done) } }));
      setActs(done);
      setLooked(undefined);
    } catch (thrown) {
      setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  // What was done after the moment that is shown is forgotten: from there it goes another way.
  const act = (next: Act): void => void play([...acts.slice(0, at + 1), next]);
  const restart = (): void => {
    setActs([]);
    setPlayed(NOTHING);
    setLooked(undefined);
  };
  const say = (content: InboundContent): void => {
    if (content.kind === 'text') act({ kind: 'say', text: content.text });
    if (content.kind === 'choice') act({ kind: 'tap', title: content.title });
  };
  const looking = { moments, at, isLatest: at === last, look: setLooked };
  const until = run?.status === 'active' ? run.wait.until : undefined;
  return (
    <>
      <div className={styles.bar}>
        {channels.length > 0 && (
          <Select
            size="xs"
            className={styles.channel}
            aria-label={t('connection')}
            data={channels.map(({ name }) => name)}
            value={connection ?? channels[0]?.name ?? null}
            onChange={(name) => {
              setConnection(name ?? undefined);
              restart();
            }}
            allowDeselect={false}
          />
        )}
        <CustomerPicker customer={customer} onChange={setCustomer} onStop={() => act({ kind: 'say', text: 'STOP' })} />
        <Button size="xs" variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={restart}>
          {t('restart')}
        </Button>
      </div>
      <Phone moments={moments.slice(0, at + 1)} name={customer.name} onSay={say} isBusy={isBusy} />
      {played.trouble !== undefined && (
        <p role="alert" className={styles.trouble}>
          {played.trouble}
        </p>
      )}
      {problem !== undefined && <ErrorView error={problem} />}
      {moments.length > 0 && (
        <WaitBar
          run={run}
          now={now}
          left={until === undefined ? undefined : Math.max(0, until - now)}
          onPass={(ms) => act({ kind: 'wait', ms })}
          onRelease={() => act({ kind: 'release' })}
          onResume={() => act({ kind: 'resume', data: {} })}
        />
      )}
      <TimeLine {...looking} />
      <KeptTests flow={flow} asked={acts.length > 0 ? askedFor(acts) : undefined} />
      <Inspector {...looking} />
    </>
  );
}
