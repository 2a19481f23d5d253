import { allOf } from '../inbox/contacts/list-of.ts';
import { randomUUID } from 'node:crypto';
import type { RunId } from '../base/ids.ts';
import type { JsonObject } from '../base/json.ts';
import type { Repair } from '../engine/host.ts';
import { isFinal, type Run } from '../flow/run.ts';
import { resolveContact } from '../inbox/contacts/resolve-contact.ts';
import type { ContactRecord, EffectRecord, LinkRecord } from '../store/records.ts';
import { types } from './catalog.ts';
import { ControlError, missing, type ControlParts } from './control.ts';
import { readHistory, type RunHistory } from './run-history.ts';

/** A run with its whole history. */
export type RunDetails = RunHistory & {
  run: Run;
  flowName: string;
  startedAt: number;
  contact?: Pick<ContactRecord, 'key' | 'name' | 'language' | 'addresses'>;
  /** Records of outside systems that it has made or found. */
  links: LinkRecord[];
};

/** A part of a run's journal. */
export type JournalPage = { items: { number: number; at: number; event: JsonObject; after: Run }[]; next?: string };

/** What a person has done to a run. */
export type RepairRequest = { run: string; by: string } & (
  | { type: 'cancel'; reason: string }
  /** `version`: on which version it goes on; the one it has unless told. */
  | { type: 'replay'; version?: number | 'current' }
  | { type: 'skip'; outcome?: string; output?: JsonObject }
  | { type: 'edit'; vars: JsonObject }
);

/** A run before and after a repair. */
export type Repaired = { run: RunId; before: Run['status']; after: Run };

/** Digits of an event's number in its key. */
const NUMBER_DIGITS = 6;

/** Shows runs and repairs them; repairs go through the run's lane and into its journal. */
export function runFunctions(parts: ControlParts) {
  const { store } = parts;
  return {
    'runs.show': async ({ run: key }: { run: string }): Promise<RunDetails> => {
      const run = await theRun(parts, key);
      const journal = await allOf('journal', { where: { run: key } }, store);
      const effects = await allOf('effect', { where: { run: key } }, store);
      const flow = (version: number) => parts.flows.version(run.flow.id, version);
      const contact = await contactOfRun(parts, run);
      const links = contact ? await allOf('link', { where: { contact: contact.key } }, store) : [];
      return {
        run,
        flowName: flow(run.flow.version)?.name ?? run.flow.id,
        startedAt: journal[0]?.at ?? run.changedAt,
        ...(contact ? { contact: { key: contact.key, addresses: contact.addresses, ...wordsOf(contact) } } : {}),
        links: links.filter((link) => link.run === run.id),
        ...readHistory({ run, journal, effects, versionOf: flow }, types),
      };
    },

    /** What became of a run, event by event, each with the state that it led to; what the event was told of people is left out. */
    'runs.journal': async (input: {
      run: string;
      after?: string;
      /** The number of the first event. */
      from?: number;
      limit?: number;
    }): Promise<JournalPage> => {
      const run = await theRun(parts, input.run);
      const { after, from, limit = 200 } = input;
      const page = await store.list('journal', {
        where: { run: run.id },
        limit,
        ...(from === undefined ? {} : { from: `${run.id}/${String(from).padStart(NUMBER_DIGITS, '0')}` }),
        ...(after === undefined ? {} : { after }),
      });
      const items = page.map(({ number, at, event: { context: _context, ...event }, after: state }) => ({
        number,
        at,
        event: event as JsonObject,
        after: state,
      }));
      const last = page.at(-1)?.key;
      return { items, ...(last !== undefined && items.length === limit ? { next: last } : {}) };
    },

    'runs.repair': async (request: RepairRequest): Promise<Repaired> => {
      const run = await theRun(parts, request.run);
      const refusal = refusalOf(run, request);
      if (refusal) throw new ControlError('refused', refusal);
      for (const repair of repairsOf(parts, run, request)) {
        const current = await theRun(parts, run.id);
        await parts.host.accept(run.lane, `repair/${randomUUID()}`, { type: 'repair', run: run.id, repair });
        const next = await theRun(parts, run.id);
        if (next.revision === current.revision) throw new ControlError('refused', unchanged(next, repair));
      }
      return { run: run.id, before: run.status, after: await theRun(parts, run.id) };
    },
  };
}

/** The run of an id; throws where there is none. */
export async function theRun({ store }: Pick<ControlParts, 'store'>, key: string): Promise<Run> {
  const record = await store.get('run', key);
  return record?.run ?? missing(`run "${key}"`, '', 'Find it: rondine runs list');
}

/** Why a repair cannot be done to a run as it stands; undefined where it can. */
function refusalOf({ id: key, status, at }: Run, { type }: RepairRequest): string | undefined {
  if (status === 'completed' || status === 'canceled')
    return `Run ${key} has ended (${status}); nothing is left to ${type}.`;
  if (type === 'cancel' && status === 'failed') return `Run ${key} has failed already; there is nothing to cancel.`;
  if (type === 'replay' && status === 'active') return `Run ${key} has not failed, so there is no step to do again.`;
  if (type === 'skip' && at === null) return `Run ${key} stands on no step yet; there is nothing to skip.`;
  return undefined;
}

function repairsOf({ flows }: ControlParts, run: Run, request: RepairRequest): Repair[] {
  const { by } = request;
  switch (request.type) {
    case 'cancel':
      return [{ type: 'canceled', by, reason: request.reason }];
    case 'skip': {
      const { outcome, output } = request;
      return [{ type: 'skipped', by, ...(outcome === undefined ? {} : { outcome }), ...(output ? { output } : {}) }];
    }
    case 'edit':
      return [{ type: 'edited', by, vars: request.vars }];
    case 'replay': {
      const current = flows.current().find((flow) => flow.id === run.flow.id)?.version;
      const version = request.version === 'current' ? current : request.version;
      if (request.version === 'current' && version === undefined)
        missing(
          `current version of "${run.flow.id}"`,
          'Publish one first.',
          `Publish one: rondine flow publish ${run.flow.id}`,
        );
      if (version !== undefined && !flows.version(run.flow.id, version))
        missing(`version ${version} of "${run.flow.id}"`, '', `See: rondine flow history ${run.flow.id}`);
      const migrated: Repair[] =
        version === undefined || version === run.flow.version ? [] : [{ type: 'migrated', by, version }];
      return [...migrated, { type: 'retried', by }];
    }
  }
}

function unchanged(run: Run, repair: Repair): string {
  if (repair.type === 'migrated')
    return `Run ${run.id} cannot go on in version ${repair.version}: that has no step "${run.at}". Nothing was changed.`;
  if (repair.type === 'edited')
    return `The variables of run ${run.id} were not changed: they would be larger than a run may hold.`;
  const state = isFinal(run) ? run.status : `waiting for ${run.wait.for}`;
  return `Run ${run.id} (${state}) did not take this: it moved on meanwhile.`;
}

function wordsOf({ name, language }: ContactRecord): Pick<ContactRecord, 'name' | 'language'> {
  return { ...(name === undefined ? {} : { name }), ...(language === undefined ? {} : { language }) };
}

async function contactOfRun({ store }: ControlParts, run: Run): Promise<ContactRecord | undefined> {
  const conversation = run.conversation ? await store.get('conversation', run.conversation) : undefined;
  return conversation && resolveContact(conversation.contact, store);
}

/** Effects in words: what it asks of whom. */
export function effectTitle({ request, connection }: Pick<EffectRecord, 'request' | 'connection'>): string {
  switch (request.kind) {
    case 'call':
      return `${request.connection}: ${request.operation}`;
    case 'send':
      return `send on ${connection ?? '?'}`;
    case 'handoff':
      return 'hand over to people';
    case 'fetch':
      return `fetch a file from ${connection ?? '?'}`;
    case 'poll':
      return `${request.connection}: look for ${request.poll}`;
  }
}
