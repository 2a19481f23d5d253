import type { Translate } from '../i18n/texts.ts';
import type { Effect } from './api-types.ts';

/** What an effect asks of whom, as a heading. */
export function askedOf({ request, connection }: Pick<Effect, 'request' | 'connection'>, t: Translate<'runs'>): string {
  switch (request.kind) {
    case 'call':
      return t('asked.call', { connection: request.connection, operation: request.operation });
    case 'send':
      return connection === null ? t('asked.send') : t('asked.sendOn', { connection });
    case 'handoff':
      return request.queue === undefined ? t('asked.handoff') : t('asked.handoffTo', { queue: request.queue });
    case 'fetch':
      return t('asked.fetch');
    case 'poll':
      return t('asked.poll', { connection: request.connection });
  }
}
