import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { variablesOf } from '../expression/template.ts';
import { own } from '../flow.ts';
import type { Recipient, RecordRecipient } from '../recipient.ts';
import { inputFaults } from './call-input.ts';
import { channelFaults } from './channels.ts';
import { didYouMean } from './closest.ts';
import { flowFaults, secretFaults } from './names.ts';
import { listOf } from './subject.ts';
import { templateFaults } from './templates.ts';
import type { PlacedTrigger } from './triggers.ts';

/** What is wrong with what a trigger names: connections, polls, secrets, flows, and whom it writes to. */
export function triggerNames(placed: PlacedTrigger): Diagnostic[] {
  const { trigger, path, catalog } = placed;
  const found: Diagnostic[] = [];
  if ('to' in trigger && trigger.to) found.push(...recipientFaults(trigger.to, placed));
  if (trigger.type === 'webhook') {
    if (trigger.auth) found.push(...secretFaults(trigger.auth.secret, catalog, [...path, 'auth', 'secret']));
    if (trigger.serialBy !== undefined) found.push(...inputOnly(trigger.serialBy, [...path, 'serialBy']));
  }
  if (trigger.type === 'connection') found.push(...pollFaults(trigger, placed));
  if (trigger.type === 'flow') found.push(...afterFaults(trigger, placed));
  return found;
}

function recipientFaults(to: Recipient | RecordRecipient, { path, catalog }: PlacedTrigger): Diagnostic[] {
  const where = [...path, 'to'];
  const { connection, address } = to;
  const found = connection === undefined ? [] : channelFaults(connection, catalog, [...where, 'connection']);
  if (address !== undefined) found.push(...inputOnly(address, [...where, 'address']));
  if (!('record' in to)) return found;
  for (const record of [to.record].flat()) found.push(...inputOnly(record, [...where, 'record']));
  if (address === undefined || connection !== undefined) return found;
  const message = 'An address alone does not say on which channel to write to somebody who is not linked.';
  return [...found, diagnose('bad_trigger', [...where, 'address'], { message, fix: 'Choose a connection as well.' })];
}

/** Before the run begins there is nothing but its input. */
function inputOnly(template: string, path: Diagnostic['path']): Diagnostic[] {
  const roots = new Set(variablesOf(template).map(([root = '']) => root));
  const strange = [...roots].filter((root) => root !== 'input');
  return [
    ...templateFaults(template, path),
    ...strange.map((root) =>
      diagnose('unknown_root', path, {
        message: `This reads "${root}", but before the flow starts there is only "input".${didYouMean(root, ['input'])}`,
        fix: 'Read it from "input".',
      }),
    ),
  ];
}

type Looking = Extract<PlacedTrigger['trigger'], { type: 'connection' }>;

function pollFaults({ connection, poll, input = {} }: Looking, { path, catalog }: PlacedTrigger): Diagnostic[] {
  const names = Object.keys(catalog.connections).filter((name) => catalog.connections[name]?.connector !== undefined);
  const connector = own(catalog.connections, connection)?.connector;
  if (connector === undefined)
    return [
      diagnose('unknown_connection', [...path, 'connection'], {
        message: `There is no connection "${connection}" to look at.${didYouMean(connection, names)}`,
        fix: names.length === 0 ? 'Add the connection.' : `Choose one of ${listOf(names)}.`,
      }),
    ];
  if (!catalog.polls) return [];
  const polls = own(catalog.polls, connector) ?? {};
  const known = own(polls, poll);
  if (known) return known.input ? inputFaults(known.input, { value: input, path: [...path, 'input'] }) : [];
  return [
    diagnose('unknown_poll', [...path, 'poll'], {
      message: `On "${connection}" nothing can be looked for that is called "${poll}".${didYouMean(poll, Object.keys(polls))}`,
      fix: Object.keys(polls).length === 0 ? 'Choose another trigger.' : `Choose one of ${listOf(Object.keys(polls))}.`,
    }),
  ];
}

type After = Extract<PlacedTrigger['trigger'], { type: 'flow' }>;

function afterFaults({ after, ended }: After, { path, flow, catalog }: PlacedTrigger): Diagnostic[] {
  const where = [...path, 'after'];
  if (after === undefined)
    return ended
      ? [
          diagnose('bad_trigger', path, {
            message: 'It says how a flow must have ended, but not which flow.',
            fix: 'Fill in "after", or remove "ended".',
          }),
        ]
      : [];
  if (after !== flow.id) return flowFaults(after, catalog, where);
  const message = 'The flow would start again each time it ends, for ever.';
  return [diagnose('bad_trigger', where, { message, fix: 'Name another flow.' })];
}
