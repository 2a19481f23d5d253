import type { Reply } from '../../api/client.ts';
import type { Content, InboundContent } from '../../../src/message/content.ts';
import type { Run } from '../../../src/flow/run.ts';
import type { Moment, PhoneLine } from './trial-model.ts';

type Played = Reply<'POST /tests'>;
type PlayedMoment = Played['moments'][number];
type Line = PlayedMoment['lines'][number];

const EVENTS = { say: 'replied', tap: 'replied', wait: 'elapsed', release: 'released', resume: 'resumed' } as const;

/** What the server played, as the panel shows what it plays itself. */
export function momentsOf({ moments }: Pick<Played, 'moments'>): readonly Moment[] {
  return moments.map((moment, place) => ({
    at: moment.at,
    event: place === 0 ? 'started' : EVENTS[moment.act.kind],
    run: runOf(moment),
    went: { entered: [...moment.entered], taken: [...moment.taken] },
    lines: moment.lines.map(lineOf),
    remarks: [],
  }));
}

/** The parts of a run that are shown. */
function runOf({ run, at }: PlayedMoment): Run | undefined {
  if (!run) return undefined;
  const { status, step, waitsFor, until, vars, failure } = run;
  const wait = { id: 0, for: waitsFor ?? 'nothing', effects: [], ...(until === undefined ? {} : { until }) };
  return { status, at: step ?? null, wait, vars, changedAt: at, ...(failure ? { failure } : {}) } as unknown as Run;
}

function lineOf({ from, text, choices }: Line): PhoneLine {
  const content: Content | InboundContent =
    choices.length > 0 ? { kind: 'choices', text, choices, style: 'buttons' } : { kind: 'text', text };
  return { from: from === 'customer' ? 'customer' : 'bot', content };
}
