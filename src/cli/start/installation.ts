import type { FastifyBaseLogger } from 'fastify';
import type { Books } from '../../control/books.ts';
import { openBooks } from './books.ts';
import { readDatabaseUrl, type StartConfig } from './config.ts';
import { endAll, type Endings } from './endings.ts';
import { startEngine, type Engine } from './engine.ts';

/** An installation opened by this process, without a server. */
export type Installation = Books &
  Pick<Engine, 'host' | 'router' | 'signIns' | 'activity'> & { close(): Promise<void> };

/**
 * Opens an installation for a command, while no server runs on its folder. Nothing is performed: what a command leaves
 * to do stays pending for the next start. Throws `FolderError` where a server holds the folder.
 */
export async function openInstallation(
  config: Pick<StartConfig, 'dataFolder' | 'env'>,
  log: FastifyBaseLogger,
): Promise<Installation> {
  const endings: Endings = [];
  try {
    const databaseUrl = readDatabaseUrl(config.env['RONDINE_DATABASE_URL']);
    const books = await openBooks({ ...config, databaseUrl }, endings);
    const reach = { url: '', open: false };
    const engine = await startEngine({ books, reach, log, endings, offline: true, proofWindowMs: undefined });
    const { host, router, signIns, activity } = engine;
    return { ...books, host, router, signIns, activity, close: () => endAll(endings) };
  } catch (error) {
    await endAll(endings);
    throw error;
  }
}
