import type { Run } from '../../../flow/run.ts';
import type { DemoMoment, DemoRecord, DemoRun, DemoState } from '../../../server/routes/demo/demo-state.ts';
import type { Person } from './people.ts';
import { conversationOf, laneOfPerson, type Pretend } from './pretend.ts';

/** Everything that lines about one person are held against, in the form in which the demo page shows it. */
export async function stateOf(world: Pretend, person: Person): Promise<DemoState> {
  const conversation = await conversationOf(world, person);
  const { state, queue, note } = conversation ?? {};
  const facts = { ...(queue === undefined ? {} : { queue }), ...(note === undefined ? {} : { note }) };
  return {
    phones: [],
    customers: [person.customer],
    flows: [],
    thread: {
      customer: person.customer.id,
      messages: person.messages,
      ...(conversation && state ? { conversation: { id: conversation.key, state, ...facts } } : {}),
    },
    runs: [...(await runsOf(world)).map(demoRun), writings(world)],
    records: recordsOf(world),
    troubles: [],
  };
}

/** Runs that no other one called, the latest first; with a person, those on their lane. */
export async function runsOf(world: Pretend, person?: Person): Promise<Run[]> {
  const { engine } = world;
  const lane = person && ((await laneOfPerson(world, person))?.key ?? person.lane);
  const records = await Promise.all(engine.begun.map((run) => engine.store.get('run', run)));
  return records
    .flatMap((record) => (record ? [record.run] : []))
    .filter((run) => !run.parent && (lane === undefined || run.lane === lane))
    .reverse();
}

function demoRun(run: Run): DemoRun {
  const { failure } = run;
  const ended: DemoMoment[] = failure
    ? [
        {
          kind: 'ended',
          at: run.changedAt,
          status: run.status,
          trouble: { code: failure.code, message: failure.message },
        },
      ]
    : [];
  return {
    id: run.id,
    flow: run.flow.id,
    version: run.flow.version,
    status: run.status,
    waitingFor: run.wait.for,
    startedAt: run.changedAt,
    moments: ended,
  };
}

/** What was written to the pretend org, whoever wrote it. */
function writings({ org }: Pretend): DemoRun {
  const moments = org.writings().map(({ effect, operation, object, record, created, at }): DemoMoment => ({
    kind: 'written',
    at,
    effect,
    what: { kind: 'call', operation, object },
    record,
    created,
    tookMs: 0,
  }));
  const facts = { flow: '', version: 0, status: 'completed', waitingFor: 'nothing', startedAt: 0 } as const;
  return { id: 'writings', ...facts, moments };
}

function recordsOf({ org }: Pretend): DemoRecord[] {
  return org.records().map(({ object, id, fields, createdAt, changedAt }) => ({
    object,
    id,
    createdAt,
    changedAt,
    fields: fields as DemoRecord['fields'],
    calls: [],
  }));
}
