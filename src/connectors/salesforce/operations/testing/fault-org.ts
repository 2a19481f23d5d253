import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { SalesforceConfig } from '../../config.ts';
import { connectOrg, type ConnectedOrg } from '../../testing/connected-org.ts';

const FILE = new Uint8Array(1000).fill(7);

/** An org for one operation after another: what strikes it is taken back, what was made in it stays. */
export type FaultOrg = {
  connected: ConnectedOrg;
  /** A number that no other effect of this org has. */
  next(): number;
  /** Calls of a kind so far. */
  callsOf(operation: string): number;
  /** Lets the time of org and connection go on, and what falls due happen. */
  pass(ms: number): Promise<void>;
  /** Ends what strikes the org, which must have struck. */
  disarm(): void;
};

/** Opens an org with an assignment rule, a flow and a campaign. */
export async function openFaultOrg(t: TestContext, config: Partial<SalesforceConfig> = {}): Promise<FaultOrg> {
  const connected = await connectOrg(t, {
    config: { externalIdFields: { Campaign: '' }, ...config },
    media: { photo: { bytes: FILE.length, stream: () => ReadableStream.from([FILE]) } },
    sessionMs: 30 * 24 * 60 * 60_000,
    setup: [
      { deed: 'assignment-rule', object: 'Lead', entries: [{ owner: 'Lead da assegnare' }], active: true },
      { deed: 'action', name: 'Greet', outputs: { greeting: 'Ciao' } },
    ],
  });
  const { org, clock } = connected;
  let numbers = 0;
  return {
    connected,
    next: () => ++numbers,
    callsOf: (operation) => connected.calls(operation),
    async pass(ms) {
      clock.now += ms;
      // What was to come late is heard of only when the org has read the request.
      await new Promise((resolve) => setImmediate(resolve));
      org.clock.runDue();
    },
    disarm() {
      for (const { kind, struck } of org.faults.list()) assert.ok(struck > 0, `${kind} never struck`);
      org.faults.clear();
    },
  };
}
