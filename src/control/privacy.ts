import { erasePerson, type ErasureReport } from '../inbox/privacy/erase-person.ts';
import { exportPerson, type PersonExport } from '../inbox/privacy/export-person.ts';
import { retain, type Retention, type RetentionReport } from '../inbox/privacy/retain.ts';
import { theContact } from './contacts.ts';
import { ControlError, type ControlParts } from './control.ts';

/** Shows what is kept about people, forgets them, and forgets what is old. */
export function privacyFunctions(parts: ControlParts) {
  const { store, host, media, now, installation } = parts;
  return {
    'people.export': async ({ contact }: { contact: string }): Promise<PersonExport> =>
      exportPerson((await theContact(parts, contact)).key, { store, now }),

    'people.erase': async (input: { contact: string; by: string; dryRun?: boolean }): Promise<ErasureReport> => {
      const { key } = await theContact(parts, input.contact);
      return erasePerson(key, { by: input.by, dryRun: input.dryRun === true }, { store, host, media, now });
    },

    /** Forgets what is older than the installation says, or than told; times are epoch milliseconds. */
    'retention.run': async (told: Retention): Promise<RetentionReport & { before: Omit<Retention, 'dryRun'> }> => {
      const { dryRun, ...times } = told;
      const before = Object.keys(times).length > 0 ? times : retentionOf(installation.facts().retention, now());
      if (Object.keys(before).length === 0)
        throw new ControlError(
          'refused',
          'Nothing says how long things are kept. Write "retention" into rondine.json, or say it here: --messages 365d --runs 365d --media 30d',
        );
      try {
        const report = await retain({ ...before, dryRun: dryRun === true }, { store, media, now });
        return { ...report, before };
      } catch (error) {
        throw error instanceof RangeError ? new ControlError('invalid', error.message) : error;
      }
    },
  };
}

type Kept = ReturnType<ControlParts['installation']['facts']>['retention'];

function retentionOf({ messagesMs, runsMs, mediaMs }: Kept, at: number): Omit<Retention, 'dryRun'> {
  return {
    ...(messagesMs === undefined ? {} : { messagesOlderThan: at - messagesMs }),
    ...(runsMs === undefined ? {} : { runsOlderThan: at - runsMs }),
    ...(mediaMs === undefined ? {} : { mediaOlderThan: at - mediaMs }),
  };
}
