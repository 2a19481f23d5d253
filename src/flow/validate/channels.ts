import type { Diagnostic } from '../../base/diagnostic.ts';
import { diagnose } from '../diagnose.ts';
import { own, type Flow } from '../flow.ts';
import type { Trigger } from '../trigger.ts';
import type { Catalog } from './catalog.ts';
import { didYouMean } from './closest.ts';
import { listOf } from './subject.ts';

/** What keeps a connection from being one that people write on. */
export function channelFaults(
  name: string,
  { connections }: Pick<Catalog, 'connections'>,
  path: Diagnostic['path'],
): Diagnostic[] {
  const connection = own(connections, name);
  if (connection?.channel !== undefined) return [];
  const channels = Object.keys(connections).filter((each) => connections[each]?.channel !== undefined);
  const message = connection
    ? `The connection "${name}" is no channel, so no message arrives on it.`
    : `There is no connection "${name}".${didYouMean(name, channels)}`;
  const fix = channels.length === 0 ? 'Add a connection of a channel.' : `Choose one of ${listOf(channels)}.`;
  return [diagnose('unknown_connection', path, { message, fix })];
}

/** The ids of the channels on which a trigger's runs talk; none where that is decided elsewhere. */
export function channelsOfTrigger(trigger: Trigger, { connections }: Pick<Catalog, 'connections'>): string[] {
  const names =
    'to' in trigger && trigger.to
      ? trigger.to.connection === undefined
        ? Object.keys(connections)
        : [trigger.to.connection]
      : trigger.type === 'message' || trigger.type === 'status' || trigger.type === 'conversation'
        ? (trigger.connections ?? Object.keys(connections))
        : [];
  return names.flatMap((name) => own(connections, name)?.channel ?? []);
}

/** The ids of all channels on which a flow talks, as far as its triggers tell. */
export function channelsOf({ triggers }: Pick<Flow, 'triggers'>, catalog: Pick<Catalog, 'connections'>): string[] {
  return [...new Set(triggers.flatMap((trigger) => channelsOfTrigger(trigger, catalog)))];
}
