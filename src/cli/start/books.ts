import { createHash, randomUUID } from 'node:crypto';
import { canonicalJson } from '../../base/json.ts';
import { openConnectionBook } from '../../engine/connection-book.ts';
import { openFlowBook } from '../../engine/flow-book.ts';
import { openInstallationBook } from '../../engine/installation-book.ts';
import { freeLeases } from '../../engine/lease.ts';
import { openTemplateBook } from '../../engine/template-book.ts';
import { openTesterBook } from '../../inbox/testers/tester-book.ts';
import { cacheRecords } from '../../store/cache.ts';
import { openFolder } from '../../store/folder.ts';
import { readKeys } from '../../store/key-file.ts';
import { createMediaLinks } from '../../store/media/media-link.ts';
import { openMediaStore } from '../../store/media/media-store.ts';
import { createVault } from '../../store/secrets.ts';
import { openPostgresStore } from '../../store/sql/postgres.ts';
import { createDesk } from '../../server/auth/desk.ts';
import { createSignIn, type SignIn } from '../../server/auth/sign-in.ts';
import { openStore } from '../../store/sql/sqlite.ts';
import type { Store } from '../../store/store.ts';
import { watchCommits } from '../../store/watch-commits.ts';
import type { Books } from '../../control/books.ts';
import { changeLabels } from '../../control/flow-labels.ts';
import { openConfigVault } from './config-vault.ts';
import { readUrl, type StartConfig } from './config.ts';
import type { Endings } from './endings.ts';
import type { Project } from './project.ts';

/** Everything of an installation, and who signs in. */
export type OpenBooks = Books & { signIn: SignIn };

/** Opens the data folder and loads what is in it. Throws `FolderError`, `VaultError` or `MigrationError`. */
export async function openBooks(
  { dataFolder, databaseUrl, publicUrl, env }: Pick<StartConfig, 'dataFolder' | 'env'> & Partial<StartConfig>,
  endings: Endings,
): Promise<OpenBooks> {
  const folder = openFolder(dataFolder);
  endings.push(() => folder.close());
  const opened = databaseUrl ? await openPostgresStore({ url: databaseUrl }) : await openStore({ folder: folder.path });
  const { store: watched, listen } = watchCommits(opened);
  const store = cacheRecords(watched);
  endings.push(() => store.close());
  await freeLeases(store);
  const keys = readKeys(folder.path, env);
  const vault = createVault(keys);
  const signIn = createSignIn({
    folder: folder.path,
    databaseUrl,
    keys,
    url: publicUrl ?? readUrl(env['RONDINE_PUBLIC_URL']),
  });
  signIn.reachAt(`http://localhost:${env['RONDINE_PORT'] ?? '3000'}`);
  endings.push(() => signIn.close());
  const place = (field: string) => ({ connection: 'installation', field });
  return {
    folder: folder.path,
    store,
    listen,
    connections: await openConnectionBook(store, openConfigVault(folder.path, env)),
    flows: await openFlowBook(store),
    installation: await openInstallationBook(store, {
      seal: (name, text) => vault.seal(place(name), text),
      open: (name, sealed) => vault.open(place(name), sealed),
    }),
    templates: await openTemplateBook(store),
    testers: await openTesterBook(store, listen),
    signIn,
    people: createDesk(signIn, Date.now),
    name: await nameOf(store),
    keys,
    media: openMediaStore(folder.path),
    links: createMediaLinks(keys),
  };
}

async function nameOf(store: Store): Promise<string> {
  const known = (await store.get('setting', 'installation'))?.value;
  if (typeof known === 'string') return known;
  const value = randomUUID();
  await store.commit([{ op: 'insert', kind: 'setting', record: { key: 'installation', value } }]);
  return value;
}

/** Seeds connections, publishes flows and takes over the facts of a project; what means the same as before changes nothing. */
export async function loadProject(project: Project, books: Books): Promise<void> {
  const { connections, flows, installation, name, store } = books;
  for (const connection of project.connections) {
    const seed = createHash('sha256')
      .update(`${name}\n${canonicalJson(connection.config)}`)
      .digest('base64url');
    await connections.seed({ ...connection, seed });
  }
  await installation.seed(project.facts);
  const { folder, flows: contents, labels = {} } = project;
  if (folder !== undefined) return flows.load({ dir: folder, flows: contents, at: Date.now() });
  for (const flow of contents) await flows.publish(flow, Date.now());
  for (const { id } of contents) if (labels[id]) await changeLabels(store, id, labels[id]);
}
