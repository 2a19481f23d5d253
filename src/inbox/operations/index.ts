import { consentOperations } from './consent-operations.ts';
import { contactOperations } from './contact-operations.ts';
import { conversationOperations } from './conversation-operations.ts';
import type { Lister } from './define.ts';
import { linkOperations } from './link-operations.ts';
import type { OwnOperation } from './operation.ts';
import { valueOperations } from './value-operations.ts';
import { verifyOperations } from './verify-operations.ts';

/** Every operation of our own, by the name that flows use; `store` is where they look things up. */
export function ownOperations(store: Lister): Readonly<Record<string, OwnOperation>> {
  return {
    ...contactOperations(store),
    ...consentOperations,
    ...linkOperations(store),
    ...conversationOperations,
    ...valueOperations,
    ...verifyOperations,
  };
}
