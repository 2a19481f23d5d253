import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { defineCommand } from '../command.ts';

/** The certificate by which an outside system knows a connection. */
export const connectionsCertificate = defineCommand({
  name: 'connections certificate',
  summary:
    'Prints the certificate that a connection signs in with. It is made, with its private key, where there is none yet. The key stays here, sealed; an administrator uploads the certificate at the other side.',
  takes: 'NAME',
  count: [1, 1],
  options: {
    out: { type: 'string', value: 'FILE', about: 'save it to a file, such as rondine.crt' },
    new: { type: 'boolean', about: 'make a new key and certificate: the former ones end with it' },
  },
  prints: '{ connection, pem, until, made, message }',
  examples: ['connections certificate crm --out rondine.crt'],
  async run({ values, args: [connection = ''], control, io }) {
    const renew = values.new ?? false;
    const certificate = await (await control()).call('connections.certificate', { connection, renew });
    const { pem, until, made, message } = certificate;
    const about = `${made ? 'A new certificate' : 'The certificate'} of "${connection}", good until ${new Date(until).toISOString().slice(0, 10)}. ${message}`;
    const json = { connection, ...certificate };
    if (values.out === undefined) {
      io.err(`${about}\n`);
      return { json, text: pem };
    }
    await writeFile(resolve(io.cwd, values.out), pem, { flag: 'w' });
    return { json, text: [`${about} Saved as ${values.out}.`] };
  },
});
