/** What can happen to a contact: flows can start from it. */
export const CONTACT_EVENTS = [
  'created',
  'changed',
  'tagged',
  'untagged',
  'joined',
  'left',
  'staged',
  'consented',
  'withdrew',
  'linked',
  'unlinked',
  'merged',
  'unmerged',
] as const;
export type ContactEvent = (typeof CONTACT_EVENTS)[number];

/** What can happen to a conversation: flows can start from it. */
export const CONVERSATION_EVENTS = [
  'opened',
  'assigned',
  'queued',
  'prioritized',
  'noted',
  'idle',
  'closed',
  'reopened',
  'handed',
  'released',
] as const;
export type ConversationEvent = (typeof CONVERSATION_EVENTS)[number];
