import type { FailureCode } from '../../src/base/failure.ts';

/** What each failure means, and a refusal that has it, as a line of a transcript. A test reads each line. */
export const FAILURE_EXAMPLES: Readonly<Record<FailureCode, { means: string; transcript: string }>> = {
  rate_limited: {
    means: 'The other system has had enough for now. It did nothing.',
    transcript: '- call: { connection: crm, operation: create, fails: { code: rate_limited, retryAfterMs: 30000 } }',
  },
  unavailable: {
    means: 'The other system is away, or cannot work at the moment. It did nothing.',
    transcript: '- call: { connection: crm, operation: create, fails: { code: unavailable, message: Maintenance } }',
  },
  timeout: {
    means: 'No answer came in time to something that did nothing, or that is harmless to repeat.',
    transcript: '- call: { connection: crm, operation: create, fails: { code: timeout } }',
  },
  unknown_outcome: {
    means: 'The request went out and no answer came: it may have been done.',
    transcript: '- call: { connection: crm, operation: create, fails: { code: unknown_outcome } }',
  },
  auth: {
    means: 'The credentials of the connection are refused.',
    transcript: '- call: { connection: crm, operation: create, fails: { code: auth, providerCode: invalid_grant } }',
  },
  denied: {
    means: 'Somebody may not do this: the user behind the connection, or this contact does not want to be written to.',
    transcript: '- bot: Ciao\n  fails: { code: denied, message: The customer has blocked us }',
  },
  invalid: {
    means: 'What was given is wrong. `failure.fields` names the fields, where the other system does.',
    transcript: '- call: { connection: crm, operation: create, fails: { code: invalid, fields: [Email] } }',
  },
  unsupported: {
    means: 'The channel or the system cannot do such a thing at all.',
    transcript: '- bot: Guarda\n  fails: { code: unsupported }',
  },
  not_found: {
    means: 'What was named is not there: a record, an address, a calendar, a flow.',
    transcript: '- call: { connection: crm, operation: create, fails: { code: not_found } }',
  },
  conflict: {
    means: 'It contradicts what is there, such as a duplicate that the other system refuses.',
    transcript:
      '- call: { connection: crm, operation: create, fails: { code: conflict, providerCode: DUPLICATES_DETECTED } }',
  },
  window_closed: {
    means: 'The contact wrote too long ago; only an approved message reaches them.',
    transcript: '- bot: Ci sei ancora?\n  fails: { code: window_closed }',
  },
  defect: {
    means: 'A fault of Rondine or of an adapter. The log has the cause.',
    transcript: '- call: { connection: crm, operation: create, fails: { code: defect } }',
  },
};
