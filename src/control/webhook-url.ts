import type { OpenConnection } from '../engine/connection-book.ts';
import type { ControlParts } from './control.ts';

/** The address at which a provider calls a connection. */
export function webhookUrl(
  { publicUrl, url = '' }: Pick<ControlParts, 'publicUrl' | 'url'>,
  { record }: OpenConnection,
): string {
  return `${(publicUrl ?? url).replace(/\/+$/, '')}/hooks/${encodeURIComponent(record.key)}`;
}
