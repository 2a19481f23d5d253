import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { CommandError, defineCommand, UsageError } from '../command.ts';

/** Writes the files with which an administrator prepares the outside system. */
export const connectionsMetadata = defineCommand({
  name: 'connections metadata',
  summary:
    'Writes files with which an administrator prepares the system behind a connection: what the published flows need there, and nothing more.',
  takes: 'NAME',
  count: [1, 1],
  options: { out: { type: 'string', value: 'DIR', about: 'where to; files of the same names are written anew' } },
  prints: '{ connection, folder, files: [path] }',
  examples: ['connections metadata crm --out for-the-admin'],
  async run({ values, args: [connection = ''], control, io }) {
    if (values.out === undefined) throw new UsageError('Say where to: --out DIR');
    const found = await (await control()).call('connections.metadata', { connection });
    const folder = resolve(io.cwd, values.out);
    const files = Object.keys(found).sort();
    for (const path of files) await write(join(folder, path), found[path] ?? '');
    const shown = relative(io.cwd, folder) || '.';
    return {
      json: { connection, folder, files },
      text: [
        `${files.length} files are in ${shown}; its README.md says how to bring them in.`,
        ...files.map((file) => `  ${file}`),
      ],
    };
  },
});

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw new CommandError(`${path} was not written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
