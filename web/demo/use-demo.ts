import { useCallback, useEffect, useReducer, useState, type Dispatch } from 'react';
import type { DemoCustomer, DemoState } from '../../src/server/routes/demo/demo-state.ts';
import { asProblem, eventsUrl, findProblem, postCustomer, postMessage, postRelease, type Said } from './api.ts';
import { emptyView, reduceView, type Action, type Pending, type View } from './view.ts';

/** The page's state and what one can do on it. */
export type Demo = {
  view: View;
  say(said: Said): void;
  sayAgain(pending: Pending): void;
  chooseCustomer(id: string): void;
  /** Goes on as a new customer on the phone of this one, who shows the number where this one does. */
  startOver(person: DemoCustomer): void;
  release(conversation: string): void;
  reconnect(): void;
  dismiss(): void;
};

const RETRY_MS = 3000;

/** Connects the page with the server: listens to changes of the chosen customer and sends what the viewer does. */
export function useDemo(): Demo {
  const [view, dispatch] = useReducer(reduceView, undefined, () => emptyView(customerInAddress()));
  const { customer } = view;
  const reconnect = useChanges(customer, dispatch);
  useEffect(() => {
    if (customer !== undefined) history.replaceState(null, '', `?customer=${encodeURIComponent(customer)}`);
  }, [customer]);
  const say = (said: Said): void => {
    if (customer !== undefined) void write(customer, said, dispatch);
  };
  const attempt = (work: () => Promise<void>): void => {
    work().catch((thrown: unknown) => dispatch({ type: 'troubled', problem: asProblem(thrown) }));
  };
  return {
    view,
    say,
    sayAgain: ({ key, said }) => {
      dispatch({ type: 'withdrew', key });
      say(said);
    },
    chooseCustomer: (id) => dispatch({ type: 'chose', customer: id }),
    startOver: ({ phone, connection }) =>
      attempt(async () => {
        const kind = phone === undefined ? 'hidden' : 'number';
        dispatch({ type: 'joined', customer: await postCustomer(kind, connection) });
      }),
    release: (conversation) => attempt(() => postRelease(conversation)),
    reconnect,
    dismiss: () => dispatch({ type: 'dismissed' }),
  };
}

/** Follows the stream of changes; returns a function that opens it anew at once. */
function useChanges(customer: string | undefined, dispatch: Dispatch<Action>): () => void {
  const [round, setRound] = useState(0);
  const reconnect = useCallback(() => setRound((count) => count + 1), []);
  useEffect(() => {
    const source = new EventSource(eventsUrl(customer));
    let retry: ReturnType<typeof setTimeout> | undefined;
    source.addEventListener('change', ({ data }: MessageEvent<string>) =>
      dispatch({ type: 'changed', part: JSON.parse(data) as Partial<DemoState> }),
    );
    source.addEventListener('error', () => {
      dispatch({ type: 'lost' });
      // While the browser tries again by itself there is nothing to do; a refused stream it gives up.
      if (source.readyState !== EventSource.CLOSED) return;
      retry = setTimeout(reconnect, RETRY_MS);
      void findProblem(customer).then((problem) => {
        if (problem?.name === 'unknown-customer') dispatch({ type: 'chose', customer: undefined });
        else if (problem && problem.name !== 'unreachable') dispatch({ type: 'troubled', problem });
      });
    });
    return () => {
      clearTimeout(retry);
      source.close();
    };
  }, [customer, round, dispatch, reconnect]);
  return reconnect;
}

async function write(customer: string, said: Said, dispatch: Dispatch<Action>): Promise<void> {
  const key = crypto.randomUUID();
  dispatch({ type: 'writing', pending: { key, customer, said, at: Date.now() } });
  try {
    const { id } = await postMessage(customer, said);
    dispatch({ type: 'taken', key, id });
  } catch (thrown) {
    dispatch({ type: 'refused', key, problem: asProblem(thrown) });
  }
}

function customerInAddress(): string | undefined {
  return new URLSearchParams(location.search).get('customer') ?? undefined;
}
