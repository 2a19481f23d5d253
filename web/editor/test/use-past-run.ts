import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import { api } from '../../api/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useNotify } from '../../ui/use-notify.tsx';
import { messagesOfRun } from '../../runs/run-messages.ts';
import { draftIn } from '../session/state.ts';
import { useSession } from '../session/use-editor.ts';
import { customerOf, playAgain, takenUp, type PastRun } from './past-run.ts';
import { SOMEBODY, type Running } from './use-trial.ts';

/** How the address names a run: `run:42`. */
const RUN = /^run:(.+)$/;

/**
 * Takes up the run that the address names (`?find=run:42&step=ask`): what was said stands on the phone, and the trial
 * begins at the step with the run's variables; without a step the whole conversation is played with the draft. Once:
 * then the address forgets the run.
 */
export function usePastRun({ load, connections }: Pick<Running, 'load' | 'connections'>): void {
  const t = useText('test');
  const notify = useNotify();
  const session = useSession();
  const navigate = useNavigate({ from: '/flows/$flow' });
  const { find = '', step } = useSearch({ from: '/shell/flows/$flow' });
  const run = RUN.exec(find)?.[1];
  const take = useEffectEvent((past: PastRun): void => {
    const { details, messages } = past;
    const customer = customerOf(details, SOMEBODY);
    const connection = connections.find(({ name }) => name === details.run.connection)?.name;
    const setup = { customer, ...(connection === undefined ? {} : { connection }) };
    const isDrawn = step !== undefined && Object.hasOwn(draftIn(session.getState()).flow.steps, step);
    const from = isDrawn ? takenUp(past, step) : undefined;
    if (from) load({ ...setup, from });
    else load(setup, (trial) => playAgain(trial, messagesOfRun(details, messages)));
    notify.done(from ? t('past.taken') : t('past.played'));
    void navigate({ search: ({ find: _run, ...rest }) => rest, replace: true });
  });
  const fail = useEffectEvent(notify.failed);
  useEffect(() => {
    if (run === undefined) return;
    let isGone = false;
    const params = { run };
    void Promise.all([api('GET /runs/:run', { params }), api('GET /runs/:run/conversation', { params })]).then(
      ([details, { messages }]) => isGone || take({ details, messages }),
      (error: unknown) => isGone || fail(error),
    );
    return () => {
      isGone = true;
    };
  }, [run]);
}
