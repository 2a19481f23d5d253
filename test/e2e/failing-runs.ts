import type { Page } from 'playwright-core';
import { call } from './call.ts';

const FLOW = 'preventivo';

type Draft = { revision: number };

/** A flow that asks for a name and makes a record with these fields. */
function fileOf(fields: Readonly<Record<string, string>>): { rondine: number; flow: object } {
  const steps = {
    ask: {
      type: 'ask',
      title: 'Chiedi il nome',
      params: { text: 'Come ti chiami?', saveAs: 'nome' },
      next: { answered: 'create', invalid: 'end', timeout: 'end', failed: 'end' },
    },
    create: {
      type: 'call',
      title: 'Crea Lead',
      params: { connection: 'salesforce', operation: 'create', input: { object: 'Lead', fields }, saveAs: 'lead' },
      next: { done: 'bye' },
    },
    bye: {
      type: 'send',
      title: 'Ringrazia',
      params: { text: 'Grazie {{vars.nome}}, ti richiamiamo.' },
      next: { sent: 'end', failed: 'end' },
    },
    end: { type: 'end', params: {}, next: {} },
  };
  const settings = { timeZone: 'Europe/Rome', country: 'IT' };
  const triggers = [{ type: 'message', keywords: [FLOW] }];
  return {
    rondine: 1,
    flow: { id: FLOW, name: 'Preventivo', language: 'it', settings, triggers, start: 'ask', steps },
  };
}

const GOOD = { LastName: '{{vars.nome}}', Company: 'Privato', LeadSource: 'WhatsApp' };

/**
 * Publishes a flow of which version 1 asks the org for a field that it does not have, lets people talk to it until it
 * fails, and publishes version 2, which is right. The page has to be signed in and somewhere in the app. Gives the
 * names of the runs, oldest first.
 */
export async function makeFailingRuns(page: Page, people: readonly string[]): Promise<string[]> {
  const made = await call<Draft>(page, 'POST /api/v1/flows', {
    body: { name: 'Preventivo', file: fileOf({ ...GOOD, Esigenza__c: 'Tetto' }) },
  });
  await publish(page, made);
  for (const name of people) await talk(page, name);
  const failed = await waitForRuns(page, 'status=failed', people.length);
  const { revision } = await call<Draft>(page, `GET /api/v1/flows/${FLOW}/draft`);
  const body = { flow: fileOf(GOOD).flow };
  await publish(page, await call<Draft>(page, `PUT /api/v1/flows/${FLOW}/draft`, { body, revision }));
  return inOrder(page, failed, people);
}

/** Runs in the order of the people who said their names in them: those of one second have no order of their own. */
async function inOrder(page: Page, runs: readonly { run: string }[], people: readonly string[]): Promise<string[]> {
  const named = new Map<unknown, string>();
  for (const { run } of runs) {
    const told = await call<{ run: { vars: { nome?: string } } }>(page, `GET /api/v1/runs/${run}`);
    named.set(told.run.vars.nome, run);
  }
  return people.map((name) => named.get(name) ?? '');
}

async function publish(page: Page, { revision }: Draft): Promise<void> {
  await call(page, `POST /api/v1/flows/${FLOW}/publish`, { body: { force: true }, revision });
}

/** Somebody new asks for an offer and says a name. */
async function talk(page: Page, name: string): Promise<void> {
  const { phones } = await call<{ phones: { connection: string }[] }>(page, 'GET /api/demo/state');
  const { id: customer } = await call<{ id: string }>(page, 'POST /api/demo/customers', {
    body: { kind: 'number', connection: phones[0]?.connection },
  });
  await call(page, 'POST /api/demo/messages', { body: { customer, text: FLOW } });
  await waitForRuns(page, 'waiting=reply', 1);
  await call(page, 'POST /api/demo/messages', { body: { customer, text: name } });
  await waitForRuns(page, 'waiting=reply', 0);
}

const WITHIN_MS = 20_000;
const LOOK_MS = 100;

/** Waits until there are so many runs of a kind. */
async function waitForRuns(page: Page, kind: string, count: number): Promise<{ run: string }[]> {
  const end = Date.now() + WITHIN_MS;
  for (;;) {
    const { items } = await call<{ items: { run: string }[] }>(page, `GET /api/v1/runs?flow=${FLOW}&${kind}`);
    if (items.length === count) return items;
    if (Date.now() > end)
      throw new Error(`${items.length} runs are ${kind}, and not ${count}: ${JSON.stringify(items)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
