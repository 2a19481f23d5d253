import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { cronFault } from './cron.ts';
import { durationFaults } from './durations.ts';
import { isZone } from './settings.ts';
import type { PlacedTrigger } from './triggers.ts';

/** What is wrong with when a trigger fires: its schedule, zone and durations. */
export function triggerTimes({ trigger, path }: Pick<PlacedTrigger, 'trigger' | 'path'>): Diagnostic[] {
  switch (trigger.type) {
    case 'message':
      return trigger.quiet === undefined ? [] : durationFaults(trigger.quiet, [...path, 'quiet']);
    case 'connection':
      return durationFaults(trigger.every, [...path, 'every']);
    case 'conversation':
      return idleFaults(trigger, path);
    case 'schedule':
      return scheduleFaults(trigger, path);
    default:
      return [];
  }
}

type Of<Type extends string> = Extract<PlacedTrigger['trigger'], { type: Type }>;

function idleFaults({ event, after }: Of<'conversation'>, path: Diagnostic['path']): Diagnostic[] {
  if (after !== undefined && event === 'idle') return durationFaults(after, [...path, 'after']);
  if (event === 'idle')
    return [
      diagnose('bad_trigger', path, {
        message: 'Nothing says after how long a conversation is idle.',
        fix: 'Fill in "after", for example P1D.',
      }),
    ];
  if (after === undefined) return [];
  const message = `"after" belongs to the event "idle"; "${event}" happens at once.`;
  return [diagnose('bad_trigger', [...path, 'after'], { message, fix: 'Remove it, or choose "idle".' })];
}

function scheduleFaults({ cron, timeZone }: Of<'schedule'>, path: Diagnostic['path']): Diagnostic[] {
  const fault = cronFault(cron);
  const found = fault === undefined ? [] : [diagnose('bad_trigger', [...path, 'cron'], { message: fault, fix: CRON })];
  if (timeZone !== undefined && !isZone(timeZone))
    found.push(
      diagnose('bad_trigger', [...path, 'timeZone'], {
        message: `There is no time zone "${timeZone}".`,
        fix: 'Write it as continent and city, such as "Europe/Rome".',
      }),
    );
  return found;
}

const CRON = 'Write it like "0 9 * * 1-5": at nine on weekdays.';
