import { useEffect, useMemo, useState } from 'react';
import { api, type Input, type Reply } from '../../api/client.ts';
import { draftIn } from '../session/state.ts';
import { useSession } from '../session/use-editor.ts';
import { pathAt } from './moments.ts';
import type { Customer, Looking } from './trial-model.ts';
import { SOMEBODY } from './use-trial.ts';
import { momentsOf } from './world-moments.ts';

/** Everything that is done in a trial on the server, and who does it where. */
export type Asked = Omit<Input<'POST /tests'>['body'], 'flow'>;
export type Act = Asked['acts'][number];
type Played = Reply<'POST /tests'>;

const NOTHING: Played = { now: 0, moments: [] };

/** A trial on the server, and the moment of it that is looked at. */
export type WorldTrial = {
  readonly looking: Looking;
  readonly customer: Customer;
  readonly connection: string | undefined;
  /** What kept it from going on. */
  readonly trouble: string | undefined;
  /** What was done so far; undefined where that is nothing. */
  readonly asked: Asked | undefined;
  readonly isBusy: boolean;
  readonly problem: unknown;
  setCustomer(customer: Customer): void;
  setConnection(name: string | undefined): void;
  /** Does something at the moment that is shown; what came after it is forgotten. */
  act(act: Act): void;
  /** Plays another conversation from its beginning. */
  load(acts: readonly Act[]): void;
  restart(): void;
};

/** Plays a conversation from its beginning each time something is done: the same one goes the same way. */
export function useWorldTrial(): WorldTrial {
  const session = useSession();
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
      const { flow } = draftIn(session.getState());
      setPlayed(await api('POST /tests', { body: { flow, ...askedFor(done) } }));
      setActs(done);
      setLooked(undefined);
    } catch (thrown) {
      setProblem(thrown);
    } finally {
      setBusy(false);
    }
  };
  const restart = (): void => {
    setActs([]);
    setPlayed(NOTHING);
    setLooked(undefined);
  };
  return {
    looking: { moments, at, isLatest: at === last, look: setLooked },
    customer,
    connection,
    trouble: played.trouble,
    asked: acts.length > 0 ? askedFor(acts) : undefined,
    isBusy,
    problem,
    setCustomer,
    setConnection(name) {
      setConnection(name);
      restart();
    },
    act: (act) => void play([...acts.slice(0, at + 1), act]),
    load: (done) => void play(done),
    restart,
  };
}
