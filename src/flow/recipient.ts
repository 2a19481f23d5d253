/** Whom a flow that no message started talks to; without it the run has no contact. */
export type Recipient = {
  /** Channel connection to write on. */
  connection: string;
  /** Address of the person, as a template over `input`: a phone number where the channel has phones. */
  address: string;
};

/** Whom a flow talks to that starts from a record of an outside system: the contact linked with it. */
export type RecordRecipient = {
  /** Id of the record there, as a template over `input`; of several the first that somebody is linked with. */
  record: string | readonly string[];
  /** Channel connection to write on; absent = the one on which the person wrote last. */
  connection?: string;
  /** Their address where nobody is linked, as a template over `input`; needs `connection`. */
  address?: string;
  /** What they are written to for: `service` unless they forbade it, `marketing` only where they agreed. */
  purpose?: 'service' | 'marketing';
  /** Where nobody can be written to: staff are told (so where absent), nothing, or the flow starts without anybody. */
  otherwise?: 'tell' | 'skip' | 'start';
};
