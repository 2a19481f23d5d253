import type { Static, TObject } from 'typebox';
import { Failure } from '../../base/failure.ts';
import { id } from '../../base/ids.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Store } from '../../store/store.ts';
import type { ContactRecord, ConversationRecord } from '../../store/records.ts';
import { resolveContact } from '../contacts/resolve-contact.ts';
import type { OperationScene, OwnOperation } from './operation.ts';

/** What operations read besides their scene: lists of what is on disk. */
export type Lister = Pick<Store, 'list'>;

type Definition<Input extends TObject> = Omit<OwnOperation, 'input' | 'run'> & {
  input: Input;
  run(input: Static<Input>, scene: OperationScene): Promise<JsonObject>;
};

/** Defines an operation whose input has the type of its schema; the caller checks the one against the other. */
export function defineOperation<Input extends TObject>(definition: Definition<Input>): OwnOperation {
  return { ...definition, run: (input, scene) => definition.run(input as Static<Input>, scene) };
}

type Operations = Readonly<Record<string, OwnOperation>>;

/** Some operations, or how they are made for a store in which they look things up. */
type Group = Operations | ((store: Lister) => Operations);

/** How the operations of several groups are made, by name. */
export function gather(groups: readonly Group[]): (store: Lister) => Operations {
  return (store) =>
    Object.assign({}, ...groups.map((group) => (typeof group === 'function' ? group(store) : group))) as Operations;
}

/** The contact that an operation is about: the one named, or the one whom the run talks to. Throws a `Failure`. */
export async function contactFor(key: string | undefined, scene: OperationScene): Promise<ContactRecord> {
  const contact = await resolveContact(id.contact(key ?? scene.contact?.key ?? ''), scene.draft);
  if (contact) return contact;
  throw key === undefined
    ? new Failure({ code: 'invalid', message: 'Nobody is talked to here. Say which contact is meant, by its id.' })
    : new Failure({ code: 'not_found', message: `There is no contact "${key}". Look up its id anew.` });
}

/** The conversation that an operation is about. Throws a `Failure` where there is none. */
export function conversationFor({ conversation }: OperationScene): ConversationRecord {
  if (conversation) return conversation;
  throw new Failure({
    code: 'invalid',
    message: 'There is no conversation here. Use this where a flow talks to somebody.',
  });
}
