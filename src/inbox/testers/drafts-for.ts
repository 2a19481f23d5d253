import type { ConnectionId } from '../../base/ids.ts';
import type { Scene } from '../../engine/router.ts';
import { isDraftVersion } from '../../flow/draft-version.ts';
import type { Flow } from '../../flow/flow.ts';
import type { Run } from '../../flow/run.ts';
import type { ContactRecord, Routing } from '../../store/records.ts';
import type { RouterOptions } from '../options.ts';
import { testNote } from './test-note.ts';

/** Somebody who writes, and where. */
export type Writer = { contact: Pick<ContactRecord, 'addresses'> | undefined; connection: ConnectionId };

/** The flows that may answer somebody; `tried` says of which they are a test user, and how the draft was. */
export type FlowsFor = { flows: readonly Flow[]; tried: NonNullable<Routing['tried']> };

/**
 * The flows that may answer: what is published, and for a test user of a flow its draft in the place of that. A draft
 * with errors does not answer, and neither does what it is to replace: who tests must not take the one for the other.
 */
export function flowsFor({ contact, connection }: Writer, { flows, testers }: RouterOptions): FlowsFor {
  const published = flows.current();
  const mine = testers?.book.flowsFor(contact?.addresses ?? [], connection) ?? [];
  if (!testers || mine.length === 0) return { flows: published, tried: [] };
  const trials = mine.flatMap((flow) => flows.trial?.(flow) ?? []);
  const tried = trials.map((trial) => ({ flow: trial.id, version: trial.version, errors: testers.errorsIn(trial) }));
  const replaced = new Set(tried.map(({ flow }) => flow));
  const sound = trials.filter((_, at) => tried[at]?.errors === 0);
  return { flows: [...published.filter(({ id }) => !replaced.has(id)), ...sound], tried };
}

/** How runs are marked that begin with a flow: those of a draft, and those that follow from one. */
export function testOf(
  flow: Pick<Flow, 'id' | 'version'>,
  { testers }: RouterOptions,
  cause?: Run['test'],
): Run['test'] {
  if (cause) return cause;
  if (!isDraftVersion(flow.version)) return undefined;
  return testers?.book.setting(flow.id).dry ? { dry: true } : {};
}

/** Marks a run as a test as it begins; the draft that it runs on is frozen, and stored along with it. */
export function asTest(
  begin: Run,
  { flow, test }: { flow: Flow; test: Run['test'] },
  scene: Scene,
  { flows }: RouterOptions,
): Run {
  if (!test) return begin;
  if (isDraftVersion(flow.version) && flows.freeze) scene.draft.put('flow', flows.freeze(flow));
  scene.draft.put('memory', testNote(flow.id, begin.id));
  return { ...begin, test };
}
