import type { JsonObject } from '../../../base/json.ts';
import type { Http } from '../../../net/http.ts';
import type { ChannelIo } from '../../channel.ts';
import { parseObject, textAt } from '../reading.ts';
import { type Dictionary, type Meaning, refusal, unreadable } from '../refusal.ts';
import type { BirdConfig } from './account.ts';

/** Where the API lives unless the connection names another place. */
export const DEFAULT_API_BASE = 'https://api.bird.com';

/** Bird, whose codes say no more than the HTTP status. */
export const BIRD: Dictionary = { who: 'Bird', meanings: new Map<string, Meaning>() };

/** What of a connection's configuration is about the account. */
export type BirdAccount = { workspaceId: string; channelId: string; accessKey: string; apiBase?: string };

/** What of a channel's io a call needs. */
export type BirdIo = { config: BirdAccount; http: Http; now(): number; secrets: readonly (string | undefined)[] };

/** The io of a connection with what must show nowhere. */
export function birdIo({ config, http, now }: Pick<ChannelIo<BirdConfig>, 'config' | 'http' | 'now'>): BirdIo {
  return { config, http, now, secrets: [config.accessKey, config.signingKey, config.previousSigningKey] };
}

/** The header by which Bird knows who calls. */
export function authorization({ accessKey }: Pick<BirdAccount, 'accessKey'>): string {
  return `AccessKey ${accessKey}`;
}

/** Address of something in the workspace. */
export function workspaceUrl({ workspaceId, apiBase }: BirdAccount, path: string): string {
  return `${baseOf({ apiBase })}/workspaces/${encodeURIComponent(workspaceId)}${path}`;
}

/** Base of the API, without a slash at the end. */
export function baseOf({ apiBase = DEFAULT_API_BASE }: { apiBase?: string | undefined }): string {
  return apiBase.replace(/\/+$/, '');
}

/** Reads something, or with a body posts it; anything but a JSON object under a 2xx is a `Failure`. */
export async function askBird(io: BirdIo, { url, body }: { url: string; body?: JsonObject }): Promise<JsonObject> {
  const write = body !== undefined;
  const response = await io.http({
    method: write ? 'POST' : 'GET',
    url,
    headers: {
      authorization: authorization(io.config),
      accept: 'application/json',
      ...(write && { 'content-type': 'application/json' }),
    },
    ...(write && { body: JSON.stringify(body) }),
  });
  const answer = parseObject(response.text());
  if (response.status < 200 || response.status >= 300) {
    const error = { code: textAt(answer, 'code'), text: textAt(answer, 'message') };
    throw refusal(response, error, BIRD, { write, now: io.now(), secrets: io.secrets });
  }
  if (!answer) throw unreadable(BIRD.who, response, write);
  return answer;
}

/**
 * Posts one message to a channel and resolves to its id. Bird does not drop repetitions; statuses give back the
 * `reference` that a message has. A call that was turned away for coming too fast was not executed.
 */
export async function createMessage(io: BirdIo, message: JsonObject): Promise<{ id: string }> {
  const path = `/channels/${encodeURIComponent(io.config.channelId)}/messages`;
  const answer = await askBird(io, { url: workspaceUrl(io.config, path), body: message });
  const id = textAt(answer, 'id');
  if (id === undefined) throw unreadable(BIRD.who, { status: 202 }, true);
  return { id };
}
