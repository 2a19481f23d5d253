import { consentOperations } from './consent-operations.ts';
import { contactOperations } from './contact-operations.ts';
import { conversationOperations } from './conversation-operations.ts';
import { gather } from './define.ts';
import { linkOperations } from './link-operations.ts';
import { valueOperations } from './value-operations.ts';
import { verifyOperations } from './verify-operations.ts';

/** Every operation of our own, by the name that flows use, for the store in which they look things up. */
export const ownOperations = gather([
  contactOperations,
  consentOperations,
  linkOperations,
  conversationOperations,
  valueOperations,
  verifyOperations,
]);
