// What the product costs, measured: `npm run bench` lists the benches, `npm run bench -- <name> [options]` runs one.

/** A bench reads its own arguments and sets the exit code: 0 when its gate holds. */
type Bench = { name: string; about: string; load: () => Promise<unknown> };

const benches: readonly Bench[] = [
  {
    name: 'lead',
    about: 'from a signed WhatsApp message to a Lead and its id in the reply, against a bare process doing the same',
    load: () => import('./lead/index.ts'),
  },
  {
    name: 'waiting',
    about: 'a million conversations that wait for a reply: ready, memory, CPU for a message, many that end at once',
    load: () => import('./waiting/index.ts'),
  },
  {
    name: 'salesforce',
    about: 'a thousand Leads in a burst: calls of the org; CPU of a Lead in a group, against a bare pool',
    load: () => import('./salesforce/index.ts'),
  },
  {
    name: 'ingest',
    about: 'taking signed webhooks in, channel by channel: requests a second, CPU of one, p99 at a thousand a second',
    load: () => import('./ingest/index.ts'),
  },
  {
    name: 'editor',
    about: 'a flow of 300 steps in Chromium: until it is on the screen, scripting of a frame while a card is dragged',
    load: () => import('./editor/index.ts'),
  },
  { name: 'store', about: 'CPU of the commits of one short conversation', load: () => import('./store.ts') },
];

const [name, ...options] = process.argv.slice(2);
const bench = benches.find((each) => each.name === name);
if (bench) {
  process.argv.splice(2, process.argv.length, ...options);
  await bench.load();
} else {
  const width = Math.max(...benches.map((each) => each.name.length));
  const list = benches.map((each) => `  ${each.name.padEnd(width)}  ${each.about}`).join('\n');
  const help = `usage: npm run bench -- <name> [options]\n\n${list}\n\nnpm run bench -- lead --help tells its options, and so do waiting, salesforce, ingest and editor.`;
  if (name === undefined) console.log(help);
  else {
    console.error(`There is no bench "${name}".\n\n${help}`);
    process.exitCode = 2;
  }
}
