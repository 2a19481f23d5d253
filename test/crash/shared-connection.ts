// Lets processes share one connection whose token is rotated, while it expires every second: no session may be lost.
import { shareConnection, type SharePlan } from './shared-connection/share.ts';

const SHORT: SharePlan = { processes: 2, calls: 1200, tokenLifeMs: 400 };
const FULL: SharePlan = { processes: 2, calls: 10_000, tokenLifeMs: 1000 };

const plan = process.argv.includes('--full') ? FULL : SHORT;
const { created, lost, records, refreshes, refused, working, ms } = await shareConnection(plan);
const held = lost.length === 0 && created === plan.calls && records >= plan.calls && refused === 0 && working;
console.log(
  `shared connection: ${plan.processes} processes, ${created} of ${plan.calls} leads, ${refreshes} refreshes, ${refused} refused, ${lost.length} lost, in ${(ms / 1000).toFixed(1)} s`,
);
for (const line of lost.slice(0, 20)) console.error(`  ${line}`);
process.exitCode = held ? 0 : 1;
