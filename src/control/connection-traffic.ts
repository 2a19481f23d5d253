import { randomUUID } from 'node:crypto';
import type { FailureData } from '../base/failure.ts';
import type { EffectId, FlowId, RunId } from '../base/ids.ts';
import type { JsonValue } from '../base/json.ts';
import type { Channel, TemplateFacts } from '../channels/channel.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import { own } from '../flow/flow.ts';
import type { Address } from '../message/address.ts';
import type { EffectRecord } from '../store/records.ts';
import { channelsById } from './catalog.ts';
import { theConnection } from './connections.ts';
import { ControlError, type ControlParts } from './control.ts';
import { effectTitle } from './runs.ts';
import { withChannel } from './with-channel.ts';

/** Something that goes out over a connection, or waits for it. */
export type ConnectionEffect = {
  effect: EffectId;
  run: RunId;
  flow?: FlowId;
  what: string;
  state: EffectRecord['state'];
  at: number;
  endedAt?: number;
  attempts: number;
  failure?: FailureData;
  exchanges?: EffectRecord['exchanges'];
};

/** A message that a person sends to see whether sending works. */
export type TestMessage = { connection: string; to?: string; text: string };

/** Conversations that are looked at for the last one of a connection. */
const LOOKED_AT = 2000;

/** Shows what goes over a connection, and sends one message to see. */
export function trafficFunctions(parts: ControlParts) {
  const { store, templates, now } = parts;
  return {
    /** What goes out or waits: of one state, the latest first. */
    'connections.effects': async (asked: {
      connection: string;
      state?: EffectRecord['state'];
      limit?: number;
    }): Promise<ConnectionEffect[]> => {
      const { connection: name, state, limit = 50 } = asked;
      const { record } = theConnection(parts, name);
      const where = { connection: record.key, ...(state ? { state } : {}) };
      const found = await store.list('effect', { where, newestFirst: true, limit });
      return Promise.all(found.toSorted((left, right) => right.at - left.at).map((effect) => describe(parts, effect)));
    },

    /** The approved messages as the provider last told them. */
    'connections.templates': async ({ connection }: { connection: string }): Promise<readonly TemplateFacts[]> => {
      const { record } = theConnection(parts, connection);
      return own(templates.all(), record.key) ?? [];
    },

    /** Asks the provider for them anew. */
    'connections.readTemplates': async ({
      connection: name,
    }: {
      connection: string;
    }): Promise<readonly TemplateFacts[]> => {
      const connection = theConnection(parts, name);
      const channel = channelOf(connection);
      if (!channel.templates) throw new ControlError('refused', `${channel.title} has no approved messages.`);
      const found = await withChannel(parts, connection, async (io) => channel.templates?.(io));
      await templates.keep(connection.record.key, found ?? [], now());
      return found ?? [];
    },

    /** Has the pretend customer behind a connection write to it. */
    'connections.pretendMessage': async ({ connection, text }: { connection: string; text: string }): Promise<void> => {
      const { record } = theConnection(parts, connection);
      if (await parts.life?.write(record.key, text)) return;
      throw new ControlError('refused', `No pretend customer stands behind "${connection}": write to it yourself.`);
    },

    /** Sends one message, beside all flows: to an address, or to whoever wrote last. */
    'connections.sendTest': async ({
      connection: name,
      to,
      text,
    }: TestMessage): Promise<{ to: string; id: string }> => {
      const connection = theConnection(parts, name);
      const { record, config } = connection;
      const channel = channelOf(connection);
      if (record.shadow)
        throw new ControlError('refused', `"${name}" is in shadow mode: nothing goes out. Take it out of it first.`);
      const person =
        to === undefined || to === '' ? await lastWriter(parts, connection) : written(channel, { to, config });
      const message = {
        ...person,
        content: { kind: 'text', text } as const,
        key: `test-${randomUUID()}`,
        by: 'staff' as const,
      };
      const sent = await withChannel(parts, connection, (io) => channel.send(message, io));
      return { to: shownAddress(person.to), id: sent.id };
    },
  };
}

type Person = { to: readonly Address[]; channelContext?: JsonValue };

function written(
  { recipient, title }: Channel,
  { to, config }: { to: string; config: OpenConnection['config'] },
): Person {
  const sender = recipient?.(to, config);
  if (sender) return { to: sender.addresses };
  throw new ControlError(
    'invalid',
    recipient
      ? `"${to}" is no address on ${title}. Write a phone number with its country code, or an id as the provider shows it.`
      : `On ${title} nobody can be written to first. Write to it yourself, then send the test to the last one who wrote.`,
  );
}

async function lastWriter({ store }: ControlParts, { record }: OpenConnection): Promise<Person> {
  const all = await store.list('conversation', { newestFirst: true, limit: LOOKED_AT });
  const [last] = all
    .filter(({ connection }) => connection === record.key)
    .toSorted((left, right) => right.lastInboundAt - left.lastInboundAt);
  if (!last)
    throw new ControlError(
      'refused',
      `Nobody has written to "${record.key}" yet. Write to it, or say whom to send to.`,
    );
  return { to: last.replyTo, ...(last.channelContext === undefined ? {} : { channelContext: last.channelContext }) };
}

function shownAddress([first]: readonly Address[]): string {
  return first?.value ?? '';
}

function channelOf({ record }: OpenConnection): Channel {
  const channel = record.kind === 'channel' ? own(channelsById, record.type) : undefined;
  if (channel) return channel;
  throw new ControlError('refused', `"${record.key}" (${record.type}) is no channel: nobody is written to on it.`);
}

async function describe({ store }: ControlParts, effect: EffectRecord): Promise<ConnectionEffect> {
  const { key, run, state, at, endedAt, attempts, failure, exchanges } = effect;
  const flow = (await store.get('run', run))?.run.flow.id;
  return {
    effect: key,
    run,
    ...(flow === undefined ? {} : { flow }),
    what: effectTitle(effect),
    state,
    at,
    ...(endedAt === undefined ? {} : { endedAt }),
    attempts,
    ...(failure ? { failure } : {}),
    ...(exchanges ? { exchanges } : {}),
  };
}
