import { useEffect, useMemo, useRef, useState } from 'react';
import type { StepId } from '../../../src/base/ids.ts';
import { own } from '../../../src/flow/flow.ts';
import { draftIn } from '../session/state.ts';
import { useEditor, useSession } from '../session/use-editor.ts';
import { pathAt } from './moments.ts';
import { backTo, beginTrial, withCustomer } from './trial.ts';
import type { Customer, From, Setup, Trial } from './trial-model.ts';

/** A trial in this page, and the moment of it that is looked at. */
export type Running = {
  readonly trial: Trial;
  /** The place of the moment that is shown: the last one unless the author went back. */
  readonly at: number;
  readonly isLatest: boolean;
  look(at: number | undefined): void;
  /** Does something at the moment that is shown; what came after it is forgotten. */
  act(change: (trial: Trial) => Trial): void;
  restart(more?: { from?: From }): void;
  /** Begins with another person, and does at once what they did. */
  load(setup: Partial<Pick<Setup, 'customer' | 'connection' | 'from'>>, play?: (trial: Trial) => Trial): void;
  change(setup: Partial<Pick<Setup, 'customer' | 'connection' | 'answers'>>): void;
  readonly connections: readonly { readonly name: string; readonly channel: string }[];
};

/** What the phone is where no channel is connected. */
const PLAIN = { name: 'phone', channel: 'phone' };

/** Who writes unless the author says otherwise. */
export const SOMEBODY: Customer = { name: 'Ada Rossi', phone: '+393331234567', consent: 'unknown' };

/** Keeps a trial of the draft as it is at each moment, and lights its way on the canvas. */
export function useTrial(first: Setup['answers'] = 'samples'): Running {
  const session = useSession();
  const connections = useChannels();
  const [choice, setChoice] = useState<Pick<Setup, 'customer' | 'answers'> & { connection?: string }>({
    customer: SOMEBODY,
    answers: first,
  });
  const fresh = (chosen: typeof choice): Setup => {
    const state = session.getState();
    const { name, channel } = connections.find((each) => each.name === chosen.connection) ?? connections[0] ?? PLAIN;
    const { customer, answers } = chosen;
    const { catalog: known } = state;
    return { draft: draftIn(state), catalog: known, customer, answers, connection: name, channel, startAt: Date.now() };
  };
  const [trial, setTrial] = useState<Trial>(() => beginTrial(fresh(choice)));
  const [looked, setLooked] = useState<number>();
  const last = trial.moments.length - 1;
  const at = Math.min(looked ?? last, last);

  // Answers of other systems come later than the drawing that asked for them.
  const latest = useRef({ trial, at });
  useEffect(() => {
    latest.current = { trial, at };
  }, [trial, at]);
  useEffect(() => {
    session.light(pathAt(trial.moments, at));
  }, [session, trial, at]);
  useEffect(() => () => session.light(undefined), [session]);

  return {
    trial,
    at,
    isLatest: at === last,
    look: setLooked,
    connections,
    act: (change) => {
      const { draft, catalog } = fresh(choice);
      const { trial: now, at: place } = latest.current;
      const from = place === now.moments.length - 1 ? now : backTo(now, place);
      // What was edited meanwhile counts from here on.
      const next = change({ ...from, setup: { ...from.setup, draft, catalog } });
      latest.current = { trial: next, at: next.moments.length - 1 };
      setTrial(next);
      setLooked(undefined);
    },
    restart: ({ from } = {}) => {
      setTrial(beginTrial({ ...fresh(choice), ...(from ? { from } : {}) }));
      setLooked(undefined);
    },
    load: ({ from, ...chosen }, play = (begun) => begun) => {
      const next = { ...choice, ...chosen };
      setChoice(next);
      setTrial(play(beginTrial({ ...fresh(next), ...(from ? { from } : {}) })));
      setLooked(undefined);
    },
    change: (setup) => {
      const next = { ...choice, ...setup };
      setChoice(next);
      if (setup.connection === undefined) {
        const { customer = trial.setup.customer, ...rest } = setup;
        return setTrial(withCustomer({ ...trial, setup: { ...trial.setup, ...rest } }, customer));
      }
      // Another channel is another conversation.
      setTrial(beginTrial(fresh(next)));
      setLooked(undefined);
    },
  };
}

/** The connections that people can write on. */
export function useChannels(): readonly { readonly name: string; readonly channel: string }[] {
  const { connections } = useEditor(({ catalog }) => catalog);
  return useMemo(
    () =>
      Object.entries(connections).flatMap(([name, { channel }]) => (channel === undefined ? [] : [{ name, channel }])),
    [connections],
  );
}

/** What a step is called in this draft. */
export function useStepTitle(): (step: StepId) => string {
  const draft = useEditor(draftIn);
  return (step) => own(draft.flow.steps, step)?.title ?? step;
}
