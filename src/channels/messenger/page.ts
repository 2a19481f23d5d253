import type { JsonObject } from '../../base/json.ts';
import type { ProbeResult } from '../../base/probe.ts';
import { textAt } from '../providers/reading.ts';
import type { MessengerConfig } from './config.ts';

/** Whether what answered is the Page of the connection. */
export function judgePage(profile: JsonObject, { pageId }: MessengerConfig): readonly ProbeResult[] {
  const page = textAt(profile, 'name') ?? pageId;
  const ok = textAt(profile, 'id') === pageId;
  if (ok) return [{ name: 'Page', ok, message: `The connection writes as the Page “${page}”.` }];
  const message = `The id ${pageId} does not belong to what answered: “${page}”.`;
  return [{ name: 'Page', ok, message, fix: 'Copy the Page ID and the token of the same Page into the connection.' }];
}
