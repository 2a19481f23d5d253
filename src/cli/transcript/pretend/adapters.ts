import type { Channel, OutboundMessage } from '../../../channels/channel.ts';
import type { Connector, Operation } from '../../../connectors/connector.ts';
import { Failure } from '../../../base/failure.ts';
import type { JsonObject } from '../../../base/json.ts';
import type { Sender } from '../../../message/address.ts';

/** A pretend provider: what a channel does when it sends. Resolves to the message's id; throws a `Failure`. */
export type Send = (message: OutboundMessage, channel: string) => Promise<{ id: string }>;

/** A pretend outside system: answers the call of the effect that has this key. */
export type CallOut = (key: string, operation: string, input: JsonObject) => Promise<JsonObject>;

/** Connectors that reach nothing outside: they do what they always do. */
const REACHES_NOTHING: ReadonlySet<string> = new Set(['code']);

/** The channels as flows see them, with a pretend provider behind. */
export function pretendChannels(channels: readonly Channel[], send: Send): Record<string, Channel> {
  const pretend = (channel: Channel): Channel => ({
    id: channel.id,
    title: channel.title,
    config: channel.config,
    capabilities: channel.capabilities,
    verify: () => false,
    receive: () => ({ events: [] }),
    send: (message) => send(message, channel.id),
    recipient: (address, config, country) =>
      channel.recipient ? channel.recipient(address, config, country) : personOf(address),
  });
  return Object.fromEntries(channels.map((channel) => [channel.id, pretend(channel)]));
}

/** Somebody with an address, on a channel that does not say how it tells people apart. */
function personOf(address: string): Sender {
  return { key: address, addresses: [{ kind: address.startsWith('+') ? 'phone' : 'user', value: address }] };
}

/** The connectors as flows see them, with pretend systems behind: inputs are checked as ever, nothing goes out. */
export function pretendConnectors(connectors: readonly Connector[], callOut: CallOut): Record<string, Connector> {
  const pretend = (operation: Operation, name: string): Operation => ({
    ...operation,
    run: (input, io) => callOut(io.key, name, input),
  });
  return Object.fromEntries(
    connectors.map((connector) => {
      if (REACHES_NOTHING.has(connector.id)) return [connector.id, connector];
      const operations = Object.entries(connector.operations).map(
        ([name, operation]) => [name, pretend(operation, name)] as const,
      );
      return [connector.id, { ...connector, operations: Object.fromEntries(operations) }];
    }),
  );
}

/** The way out of a pretend world: there is none. */
export async function noWayOut({ url }: { url: string }): Promise<never> {
  throw new Failure({
    code: 'denied',
    message: `A flow that is tested reaches nothing outside: ${url} was not called.`,
  });
}
