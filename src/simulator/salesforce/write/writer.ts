import type { Org } from '../org.ts';
import type { Author } from '../store.ts';

/** Who writes, and what the headers of the call ask of the rules. */
export type Writer = {
  org: Org;
  by: Author;
  /** The version in the URLs of answers. */
  version: string;
  /** Which assignment rule runs: the active one, none, or the one with this id. Absent: the active one, on create only. */
  assign?: 'active' | 'none' | { rule: string };
  /** Save although a duplicate rule warns. */
  allowDuplicates: boolean;
  /** Show the fields of the records that a duplicate rule found. */
  duplicateDetails: boolean;
  /** A deed of staff or of the platform: field-level security and rules of the admin do not stop it. */
  system?: boolean;
};

type Headers = Record<string, string | string[] | undefined>;

/** The integration user with what a call's headers ask for. */
export function writerOf(org: Org, version: string, headers: Headers): Writer {
  const duplicates = String(headers['sforce-duplicate-rule-header'] ?? '');
  const writer: Writer = {
    org,
    by: { userId: org.userId, at: org.now() },
    version,
    allowDuplicates: /allowSave\s*=\s*true/i.test(duplicates),
    duplicateDetails: /includeRecordDetails\s*=\s*true/i.test(duplicates),
  };
  const assign = headers['sforce-auto-assign'];
  if (typeof assign === 'string') writer.assign = readAssign(assign.trim());
  return writer;
}

function readAssign(value: string): NonNullable<Writer['assign']> {
  if (/^(?:true|1)$/i.test(value)) return 'active';
  return /^(?:false|0)$/i.test(value) ? 'none' : { rule: value };
}
