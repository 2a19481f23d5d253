import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import type { Flow } from '../flow.ts';
import type { Trigger } from '../trigger.ts';
import type { Catalog } from './catalog.ts';
import { channelFaults } from './channels.ts';
import type { Rule } from './subject.ts';
import { triggerNames } from './trigger-names.ts';
import { triggerTimes } from './trigger-times.ts';
import { wordFaults } from './words.ts';

/** One trigger and where it stands. */
export type PlacedTrigger = { trigger: Trigger; path: Diagnostic['path']; flow: Flow; catalog: Catalog };

/** Something starts the flow, on channel connections that exist, and every trigger can do what it says. */
export const triggers: Rule = ({ flow, catalog }) => {
  if (flow.triggers.length === 0)
    return [
      diagnose('no_trigger', ['flow', 'triggers'], {
        message: 'Nothing starts the flow, so it never runs by itself.',
        fix: 'Add a trigger, or start it from elsewhere.',
      }),
    ];
  const found = flow.triggers.flatMap((trigger, at) => {
    const placed: PlacedTrigger = { trigger, path: ['flow', 'triggers', at], flow, catalog };
    return [...listening(placed), ...messages(placed), ...triggerTimes(placed), ...triggerNames(placed)];
  });
  return [...found, ...repeatedPaths(flow)];
};

function listening({ trigger, path, catalog }: PlacedTrigger): Diagnostic[] {
  const connections = 'connections' in trigger ? trigger.connections : undefined;
  if (connections?.length === 0)
    return [
      diagnose('bad_trigger', [...path, 'connections'], {
        message: 'The trigger listens on no connection.',
        fix: 'Choose connections, or remove the list to listen on all.',
      }),
    ];
  return (connections ?? []).flatMap((name, at) => channelFaults(name, catalog, [...path, 'connections', at]));
}

function messages({ trigger, path }: PlacedTrigger): Diagnostic[] {
  if (trigger.type !== 'message') return [];
  const found = wordFaults(trigger, { code: 'bad_trigger', path });
  if (!trigger.interrupts || trigger.keywords?.length || trigger.pattern !== undefined) return found;
  const message = 'Every message interrupts whatever the person is in the middle of, also answers to other flows.';
  return [
    ...found,
    diagnose('greedy_trigger', [...path, 'interrupts'], { message, fix: 'Add keywords or a pattern.' }),
  ];
}

function repeatedPaths({ triggers: all }: Flow): Diagnostic[] {
  const paths = all.map((trigger) => (trigger.type === 'webhook' ? trigger.path : undefined));
  return paths.flatMap((path, at) => {
    const first = paths.indexOf(path);
    if (path === undefined || first === at) return [];
    return diagnose('bad_trigger', ['flow', 'triggers', at, 'path'], {
      message: `Trigger ${first + 1} has the path "${path}" already, so no call would reach this one.`,
      fix: 'Give it a path of its own.',
    });
  });
}
