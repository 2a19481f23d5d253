import type { ConnectionId, ContactId, ConversationId, EffectId, FlowId, RunId } from '../base/ids.ts';
import type { FailureData } from '../base/failure.ts';
import { SHADOW_NOTES } from '../engine/shadow.ts';
import type { Address } from '../message/address.ts';
import type { EffectRecord } from '../store/records.ts';
import { resolveContact } from '../inbox/contacts/resolve-contact.ts';
import { theConnection } from './connections.ts';
import type { ControlParts } from './control.ts';
import { effectTitle } from './runs.ts';

/** Something that would have gone out, had its connection or its run not been in shadow mode. */
export type ShadowedEffect = {
  effect: EffectId;
  at: number;
  connection: ConnectionId | null;
  /** What would have been asked of whom. */
  what: string;
  /** The content that would have been sent, or the operation with its input. */
  request: EffectRecord['request'];
  /** Why it would have been refused. */
  failure?: FailureData;
  run: RunId;
  flow?: FlowId;
  conversation?: ConversationId;
  contact?: { id: ContactId; name?: string; addresses: readonly Address[] };
};

/** What to list: of one connection or one contact, at most so many, the latest first. */
export type ShadowQuery = { connection?: string; contact?: string; limit?: number };

/** Notes read at once. */
const PAGE = 500;

/** Switches shadow mode, and lists what would have gone out. */
export function shadowFunctions(parts: ControlParts) {
  const { store, connections, host } = parts;
  return {
    'connections.shadow': async ({ connection: name, on }: { connection: string; on: boolean }) => {
      const { record } = theConnection(parts, name);
      const before = record.shadow === true;
      await connections.setShadow(record.key, on);
      // What waited for the connection is looked at again.
      host.resume(record.key);
      return { connection: record.key, before, on };
    },

    'shadow.list': async ({ connection, contact, limit = 100 }: ShadowQuery): Promise<ShadowedEffect[]> => {
      const found: ShadowedEffect[] = [];
      for (let before: string = SHADOW_NOTES.before; found.length < limit;) {
        const notes = await store.list('memory', { ...SHADOW_NOTES, before, newestFirst: true, limit: PAGE });
        for (const { value } of notes) {
          const effect = typeof value === 'string' ? await store.get('effect', value) : undefined;
          const shown = effect && (await describe(parts, effect));
          const fits =
            shown &&
            (connection === undefined || shown.connection === connection) &&
            (contact === undefined || shown.contact?.id === contact);
          if (fits && found.length < limit) found.push(shown);
        }
        const last = notes.at(-1);
        if (!last || notes.length < PAGE) break;
        before = last.key;
      }
      return found;
    },
  };
}

async function describe({ store }: ControlParts, effect: EffectRecord): Promise<ShadowedEffect> {
  const run = (await store.get('run', effect.run))?.run;
  const draft = { get: store.get.bind(store) };
  const conversation = run?.conversation ? await store.get('conversation', run.conversation) : undefined;
  const contact = conversation && (await resolveContact(conversation.contact, draft));
  const { key, at, connection, request, failure } = effect;
  return {
    effect: key,
    at,
    connection,
    what: effectTitle(effect),
    request,
    ...(failure ? { failure } : {}),
    run: effect.run,
    ...(run ? { flow: run.flow.id } : {}),
    ...(conversation ? { conversation: conversation.key } : {}),
    ...(contact
      ? {
          contact: {
            id: contact.key,
            ...(contact.name === undefined ? {} : { name: contact.name }),
            addresses: contact.addresses,
          },
        }
      : {}),
  };
}
