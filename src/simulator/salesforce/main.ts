import { runOrg } from './run.ts';

await runOrg(process.argv.slice(2));
