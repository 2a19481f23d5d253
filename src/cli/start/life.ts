import type { ConnectionId } from '../../base/ids.ts';
import type { ConnectionLife } from '../../control/control.ts';
import type { ConnectionBook } from '../../engine/connection-book.ts';
import type { Listening } from '../../engine/listening.ts';
import { phones } from '../../simulator/phones.ts';
import type { Endings } from './endings.ts';
import type { Reach } from './engine.ts';
import { pointWebhook, pretendConfig, startSimulators, type Simulator } from './simulators.ts';

type LifeParts = {
  connections: ConnectionBook;
  folder: string;
  /** The simulators that run, by connection; those that are begun here are added. */
  simulators: Map<string, Simulator>;
  reach: Reach;
  /** Where this very server is reached from this machine. */
  here(): string;
  listening(): Listening | undefined;
  endings: Endings;
};

/** Begins and ends what runs for a connection while the server does: its simulator, and fetching its news. */
export function createLife(parts: LifeParts): ConnectionLife {
  const { connections, folder, simulators, reach, here, listening, endings } = parts;
  const begin = async (key: ConnectionId): Promise<void> => {
    const connection = connections.get(key);
    if (connection?.record.simulator && !simulators.has(key)) {
      const simulator = (await startSimulators([connection], folder)).get(key);
      if (!simulator) return;
      endings.push(simulator.stop);
      simulators.set(key, simulator);
      connections.overlay(key, simulator.overlay);
      if (simulator.webhook) await pointWebhook(simulator, `${here()}/hooks/${key}`);
      reach.open = true;
    }
    listening()?.begin(key);
  };
  return {
    begin,
    async end(key: ConnectionId) {
      await listening()?.end(key);
      const simulator = simulators.get(key);
      // The simulators of the start share a process: it ends with the server.
      if (simulator?.alone) await simulator.stop();
      simulators.delete(key);
    },
    simulatorOf: (key) => simulators.get(key)?.url,
    pretend: pretendConfig,
    async write(key, text) {
      const simulator = simulators.get(key);
      const person = phones[connections.get(key)?.record.type ?? '']?.person(1);
      if (!simulator || !person) return false;
      const response = await fetch(`${simulator.url}/_control/customers/${encodeURIComponent(person)}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text }),
      });
      if (!response.ok) throw new Error(`The pretend customer of "${key}" could not write: ${await response.text()}`);
      return true;
    },
  };
}
