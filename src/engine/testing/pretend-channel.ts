import { Type } from 'typebox';
import type { Channel } from '../../channels/channel.ts';
import { SECRET } from '../../base/schema.ts';
import { createRedactor } from '../../net/redact.ts';
import type { OutingOptions } from '../outing.ts';
import type { TestWorld } from './test-world.ts';

/** A channel of no provider that does what `more` says. */
export function pretendChannel(more: Partial<Channel> = {}): Channel {
  return {
    id: 'pretend',
    title: 'Pretend',
    config: Type.Object({ token: Type.String(SECRET) }),
    capabilities: {
      source: 'test',
      asOf: '2026-11-22',
      text: { max: 1000 },
      location: false,
      contacts: false,
      templates: false,
      reactions: false,
      sendKey: false,
      proof: false,
    },
    verify: () => true,
    receive: () => ({ events: [] }),
    send: async () => ({ id: 'sent' }),
    ...more,
  };
}

/** The ways out of a test world on which one channel is; nobody answers there. */
export function outingOf(world: TestWorld, channel: Channel): OutingOptions {
  return {
    store: world.store,
    connections: world.connections,
    channels: { [channel.id]: channel },
    connectors: {},
    http: () => Promise.reject(new Error('nobody answers')),
    installation: 'here',
    now: () => world.clock.now(),
    log: (message, facts) => void world.log.push({ message, facts }),
    redactor: createRedactor,
  };
}
