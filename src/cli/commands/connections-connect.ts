import type { Control, Output } from '../../control/control.ts';
import { defineCommand, type Answer, type Io } from '../command.ts';
import { cleanText, styled, type Line } from '../terminal/text.ts';

type Begun = Output<'connections.connect'>;

/** Lets a connection into an outside system, with a browser. */
export const connectionsConnect = defineCommand({
  name: 'connections connect',
  summary:
    'Connects a connection with the other side. Of a channel it has the provider call this server, and prints what is left to do by hand there. Into any other outside system it prints a link, which an administrator opens in any browser, and waits until the browser has come back to the server. Where the browser ends elsewhere, give the address from its address bar with --url.',
  takes: 'NAME',
  count: [1, 1],
  options: {
    url: {
      type: 'string',
      value: 'RETURNED',
      about: 'the address that the browser ended at, or the code in it; - reads it from the standard input',
    },
    'no-wait': { type: 'boolean', about: 'print the link and end; the browser may come back within 15 minutes' },
  },
  prints:
    '{ connection, state: connected | waiting | refused | stale, message?, url?, pasted?, until? }; of a channel { connection, url, warnings, message?, steps: [{ title, place, values? }] }',
  examples: ['connections connect crm', 'connections connect crm --url "https://login.salesforce.com/?code=aPrx…"'],
  async run({ values, args: [connection = ''], control, io }) {
    const open = await control();
    if (values.url !== undefined) {
      const returned = values.url === '-' ? await io.input() : values.url;
      const { message } = await open.call('connections.connected', { connection, returned });
      return { json: { connection, state: 'connected', message }, text: [message] };
    }
    const { kind } = await open.call('connections.show', { connection });
    if (kind === 'channel') return answerOf(await open.call('connections.attach', { connection }));
    const begun = await open.call('connections.connect', { connection });
    const { url, pasted, until } = begun;
    tell(connection, begun, io);
    if (pasted || values['no-wait']) return { json: { connection, state: 'waiting', url, pasted, until }, text: [] };
    const ended = await untilEnded(open, { connection, begun, io });
    const message = ended.message ?? 'Nobody came back within 15 minutes. Begin again with the same command.';
    return { json: { connection, ...ended, message }, text: [message], failed: ended.state !== 'connected' };
  },
});

/** What was done for a channel and what is left to do; what stands in the way comes first. */
function answerOf(attached: Output<'connections.attach'>): Answer {
  const { url, warnings, message, steps } = attached;
  const todo = steps.flatMap(({ title, place, values = {} }, index): Line[] => [
    [styled('bold', `${index + 1}. ${title}`)],
    `   ${place}`,
    ...Object.entries(values).map(([name, value]): Line => [styled('dim', `   ${name}: `), value]),
  ]);
  const done =
    message ?? (steps.length > 0 ? 'This is done by hand at the provider:' : 'There is nothing to register.');
  return {
    json: attached,
    text: [
      ...warnings.map((each): Line => [styled('yellow', '! '), each]),
      [styled('dim', 'webhook  '), url],
      done,
      ...todo,
      'Then write to it: rondine connections list shows the first message.',
    ],
  };
}

/** What to do goes beside the answer: a script reads the answer, a person both. */
function tell(connection: string, { url, pasted }: Begun, { err }: Io): void {
  const after = pasted
    ? `When you have allowed the access, the browser ends at a page of the other side. Copy the whole address from its\naddress bar, within 15 minutes, and run:\n\n  rondine connections connect ${connection} --url "ADDRESS"\n`
    : 'Waiting for the browser to come back…\n';
  err(`Open this link in a browser and sign in as whom the connection shall act:\n\n  ${cleanText(url)}\n\n${after}`);
}

type Waiting = { connection: string; begun: Begun; io: Io };

async function untilEnded(
  open: Control,
  { connection, begun, io }: Waiting,
): Promise<Output<'connections.awaitConnect'>> {
  let told = minutesLeft(begun, io);
  for (;;) {
    const found = await open.call('connections.awaitConnect', { connection, id: begun.id });
    if (found.state !== 'waiting') return found;
    const left = minutesLeft(begun, io);
    if (left < told) io.err(`Still waiting; the link is good for ${left} more minutes.\n`);
    told = left;
  }
}

function minutesLeft({ until }: Begun, { now }: Io): number {
  return Math.max(0, Math.ceil((until - now()) / 60_000));
}
