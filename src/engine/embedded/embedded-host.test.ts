import { testHost } from '../host.contract.ts';
import { startEmbeddedHost } from './embedded-host.ts';

testHost('embedded host', (world) =>
  startEmbeddedHost({
    store: world.store,
    router: world.router,
    flows: world.flows,
    connections: world.connections,
    perform: world.perform,
    types: world.types,
    clock: world.clock,
    random: () => 0.5,
    log: (message, facts) => void world.log.push({ message, facts }),
    closeGraceMs: 0,
  }),
);
