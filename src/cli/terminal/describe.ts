import type { JsonValue } from '../../base/json.ts';
import type { Run } from '../../flow/run.ts';
import { addressOf, type Address } from '../../message/address.ts';
import { ago } from './time.ts';
import { cut, styled, type Line, type Span, type Style } from './text.ts';

const STATES: Readonly<Record<string, Style>> = {
  active: 'cyan',
  completed: 'green',
  failed: 'red',
  canceled: 'dim',
  done: 'green',
  pending: 'cyan',
  parked: 'yellow',
  inside: 'cyan',
  working: 'green',
  broken: 'red',
};

/** The state of something in its color. */
export function stateSpan(state: string): Span {
  const style = STATES[state];
  return style ? styled(style, state) : state;
}

/** Where a run stands, in words. */
export function standing({ status, wait, failure }: Pick<Run, 'status' | 'wait' | 'failure'>, now: number): string {
  if (status !== 'active') return failure ? `${failure.code}: ${failure.message}` : '';
  const what: Readonly<Record<string, string>> = {
    start: 'more messages before its start',
    effects: 'what it asked of others',
    reply: 'a reply',
    time: 'its time',
    agent: 'people',
    turn: 'its turn',
    webhook: 'a call from outside',
  };
  const end = wait.until === undefined ? '' : `, ends ${ago(wait.until, now)}`;
  return `waits for ${what[wait.for] ?? wait.for}${end}`;
}

/** What to call a person: name and best address, as far as there are any. */
export function personName({ name, addresses }: { name?: string; addresses: readonly Address[] }): string {
  const address = addressOf(addresses, 'phone') ?? addresses[0]?.value;
  return [name, address].filter(Boolean).join(' ');
}

/** A heading. */
export function heading(text: string): Line[] {
  return ['', [styled('bold', text)]];
}

/** Facts as lines with their names aligned; what has no value is left out. */
export function factLines(facts: readonly (readonly [name: string, value: Span | undefined])[]): Line[] {
  const given = facts.filter((fact): fact is readonly [string, Span] => fact[1] !== undefined && fact[1] !== '');
  const width = Math.max(0, ...given.map(([name]) => name.length));
  return given.map(([name, value]) => [styled('dim', `${name.padEnd(width)}  `), value]);
}

/** A JSON value in one line, cut unless all of it is wanted. */
export function shortJson(value: JsonValue | object | undefined, full = false): string {
  const text = JSON.stringify(value ?? null);
  return full ? text : cut(text, 140);
}
