import { phones } from './phones.ts';
import { runPhones } from './phone/run-many.ts';
import { runPhone } from './phone/run.ts';
import { runOrg } from './salesforce/run.ts';

const HELP = `Pretends to be a provider, with the HTTP of the real one.

Usage: npm run simulator -- [salesforce | <channel>] [options]

  salesforce   an org; what is meant when nothing is named
${Object.values(phones)
  .map(({ id, title }) => `  ${id.padEnd(12)} phones on ${title}`)
  .join('\n')}

Each has its own options: npm run simulator -- <name> --help
`;

await run(process.argv.slice(2));

async function run([first = '', ...rest]: readonly string[]): Promise<void> {
  if (first === '--help') return void process.stdout.write(HELP);
  if (first === '' || first === 'salesforce') return runOrg(['--welcome', ...rest]);
  if (first === '--channel') return run(rest);
  if (first.startsWith('--channel=')) return run([first.slice('--channel='.length), ...rest]);
  if (first.startsWith('-')) return runOrg(['--welcome', first, ...rest]);
  if (first === 'phones') return runPhones(phones, rest);
  const kind = Object.hasOwn(phones, first) ? phones[first] : undefined;
  if (kind) return runPhone(kind, rest);
  process.stderr.write(`There is no simulator called "${first}".\n\n${HELP}`);
  process.exitCode = 2;
}
