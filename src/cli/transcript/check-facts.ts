import type { JsonValue } from '../../base/json.ts';
import type { Run } from '../../flow/run.ts';
import { differenceOf } from './expected-json.ts';
import type { LineOf } from './lines.ts';
import { playerOf, valuesOf, type Stage } from './stage.ts';
import type { Hands } from './world.ts';

/** A line about something that no phone and no org shows. */
export type FactLine = LineOf<'call' | 'response' | 'run' | 'vars' | 'tags' | 'contact'>;

/** What was expected and what there is instead; undefined where it came true. */
export type Unlike = { expected: string; came: string };

/** Holds a line against what the world knows. */
export async function checkFact(line: FactLine, stage: Stage, hands: Hands): Promise<Unlike | undefined> {
  const values = valuesOf(stage, stage.current);
  const compare = (what: string, expected: JsonValue, actual: JsonValue | undefined): Unlike | undefined => {
    const found = differenceOf(expected, actual, values);
    return (
      found && { expected: `${what}${found.path ? ` with ${found.path}:` : ''} ${found.expected}`, came: found.came }
    );
  };
  switch (line.kind) {
    case 'call':
      return checkCall(line, hands, compare);
    case 'response': {
      const { status, headers, body } = line;
      const response = await hands.response();
      if (!response) return { expected: 'an answer to the call', came: 'the call started no run' };
      const wanted = { status, headers, body } as Record<string, JsonValue>;
      const said = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
      return compare('an answer', said, { ...response });
    }
    case 'run':
    case 'vars': {
      const run = await runOf(line.of, stage, hands);
      const expected = line.kind === 'run' ? `the run to be ${line.status}` : 'variables';
      if (!run) return { expected, came: line.of === undefined ? 'no run yet' : `no run of "${line.of}"` };
      return line.kind === 'run' ? checkRun(line, run) : compare(`variables of ${run.flow.id}`, line.vars, run.vars);
    }
    case 'tags':
    case 'contact': {
      const { visit } = await playerOf(stage, line);
      const contact = await hands.contact(visit.customer.id);
      const expected = `${visit.customer.name} to be known`;
      if (!contact) return { expected, came: 'nobody of that name has written or was written to' };
      if (line.kind === 'contact') return compare('a contact', line.contact, contact);
      const tags = contact['tags'] as readonly string[];
      return compare('the tags', line.tags.toSorted(), tags.toSorted());
    }
  }
}

type Compare = (what: string, expected: JsonValue, actual: JsonValue | undefined) => Unlike | undefined;

function checkCall(line: LineOf<'call'>, hands: Hands, compare: Compare): Unlike | undefined {
  const name = `${line.connection}.${line.operation}`;
  const made = hands.calls().find((call) => call.line === line.line);
  if (made) return line.input && compare(`a call of ${name}`, line.input, made.input);
  const others = hands.calls().map(({ connection, operation }) => `${connection}.${operation}`);
  return {
    expected: `a call of ${name}`,
    came: others.length > 0 ? `only ${others.join(', ')}` : 'nothing was called',
  };
}

/** The latest run that a line can mean. */
async function runOf(flow: string | undefined, stage: Stage, hands: Hands): Promise<Run | undefined> {
  if (flow !== undefined) return (await hands.runs()).find((run) => run.flow.id === flow);
  const customer = stage.focus === 'customer' ? stage.current?.visit.customer.id : undefined;
  const [latest] = await hands.runs(customer);
  return latest;
}

function checkRun({ status }: LineOf<'run'>, run: Run): Unlike | undefined {
  const now = run.status === 'active' ? 'waiting' : run.status;
  if (now === status) return undefined;
  const more = run.status === 'active' ? ` for ${run.wait.for}` : '';
  const why = run.failure && run.status === 'failed' ? ` (${run.failure.code}: ${run.failure.message})` : '';
  return { expected: `the run of ${run.flow.id} to be ${status}`, came: `${now}${more}${why}` };
}
