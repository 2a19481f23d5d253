import type { RunFilter, RunPage } from '../engine/search.ts';
import type { ControlParts } from './control.ts';
import { contactsByAddress } from './contacts.ts';
import { listRuns, summaryOf, type RunList } from './run-search.ts';

/** How what was written into one box was understood. */
export type FoundBy = 'run' | 'person' | 'record' | 'text';

/** Most people whose runs are looked up by a part of a name. */
const MOST_PEOPLE = 50;
/** What may be a number as people write one. */
const PHONE = /^\+?[\d ()./-]{6,}$/;

/** Finds runs by what people have at hand. */
export function runFindFunctions(parts: ControlParts) {
  const { store } = parts;
  return {
    /**
     * Runs that a filter finds, the newest first. `search` is the id of a run, a phone number or a name of somebody, the
     * id of a record that was made, or else a text that the run knows or that was said; the first that finds something.
     */
    'runs.find': async (asked: {
      search?: string;
      filter: RunFilter;
      page?: RunPage;
    }): Promise<RunList & { by?: FoundBy }> => {
      const { filter, page } = asked;
      const search = asked.search?.trim() ?? '';
      if (search === '') return listRuns(parts, filter, page);
      const run = await store.get('run', search);
      if (run) return { runs: [await summaryOf(parts, run.run)], searched: 1, by: 'run' };
      const contacts = await peopleOf(parts, search);
      if (contacts.length > 0) return { ...(await listRuns(parts, { ...filter, contacts }, page)), by: 'person' };
      const links = await store.list('link', { where: { record: search } });
      if (links.length > 0)
        return {
          ...(await listRuns(parts, { ...filter, contacts: links.map(({ contact }) => contact) }, page)),
          by: 'record',
        };
      return { ...(await listRuns(parts, { ...filter, text: search }, page)), by: 'text' };
    },
  };
}

async function peopleOf(parts: ControlParts, search: string): Promise<string[]> {
  if (PHONE.test(search)) return (await contactsByAddress(parts, search)).map(({ key }) => key);
  const found = await parts.store.list('contact', { contains: search, newestFirst: true, limit: MOST_PEOPLE });
  const wanted = search.toLowerCase();
  return found
    .filter(({ name }) => name?.toLowerCase().includes(wanted))
    .map(({ key, mergedInto }) => mergedInto ?? key);
}
