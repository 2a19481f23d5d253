// A browser that somebody sits at: `node browser.ts <url> <username>`. Prints where it ended.
import { setTimeout } from 'node:timers/promises';
import { visit } from './visit.ts';

const [url = '', username = ''] = process.argv.slice(2);
// Whoever opened the browser begins to listen for the answer at the same time.
await setTimeout(1000);
process.stdout.write(`${(await visit(url, username)).href}\n`);
