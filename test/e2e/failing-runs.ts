import type { Page } from 'playwright-core';

/** Calls the API as the person who is signed in on a page. */
export async function callApi(
  page: Page,
  [method, path]: readonly ['GET' | 'POST' | 'PUT', string],
  { body, ifMatch }: { body?: unknown; ifMatch?: string | null } = {},
): Promise<{ status: number; etag: string | null; json: Record<string, unknown> }> {
  return page.evaluate(
    async ([verb, url, sent, match]) => {
      const response = await fetch(url, {
        method: verb,
        headers: {
          'idempotency-key': crypto.randomUUID(),
          ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
          ...(match === null ? {} : { 'if-match': match }),
        },
        ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
      });
      const json = (await response.json()) as Record<string, unknown>;
      return { status: response.status, etag: response.headers.get('etag'), json };
    },
    [method, path, body, ifMatch ?? null] as const,
  );
}

const FLOW = 'preventivo';

/** A flow that asks for a name and makes a record with these fields. */
function fileOf(fields: Readonly<Record<string, string>>): object {
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
  const made = await must(page, ['POST', '/api/v1/flows'], {
    body: { name: 'Preventivo', file: fileOf({ ...GOOD, Esigenza__c: 'Tetto' }) },
  });
  await publish(page, made.etag);
  for (const name of people) await talk(page, name);
  const failed = await waitFor(page, `/api/v1/runs?flow=${FLOW}&status=failed`, people.length);
  const draft = await must(page, ['GET', `/api/v1/flows/${FLOW}/draft`]);
  const put = await must(page, ['PUT', `/api/v1/flows/${FLOW}/draft`], {
    body: { flow: (fileOf(GOOD) as { flow: object }).flow },
    ifMatch: draft.etag,
  });
  await publish(page, put.etag);
  return inOrder(page, failed, people);
}

/** Runs in the order of the people who said their names in them: those of one second have no order of their own. */
async function inOrder(page: Page, runs: readonly { run: string }[], people: readonly string[]): Promise<string[]> {
  const named = new Map<unknown, string>();
  for (const { run } of runs) {
    const { json } = await must(page, ['GET', `/api/v1/runs/${run}`]);
    named.set((json['run'] as { vars: { nome?: string } }).vars.nome, run);
  }
  return people.map((name) => named.get(name) ?? '');
}

async function publish(page: Page, ifMatch: string | null): Promise<void> {
  await must(page, ['POST', `/api/v1/flows/${FLOW}/publish`], { body: { force: true }, ifMatch });
}

/** Somebody new asks for an offer and says a name. */
async function talk(page: Page, name: string): Promise<void> {
  const state = await must(page, ['GET', '/api/demo/state']);
  const [phone] = state.json['phones'] as { connection: string }[];
  const who = await must(page, ['POST', '/api/demo/customers'], {
    body: { kind: 'number', connection: phone?.connection },
  });
  const customer = String(who.json['id']);
  await must(page, ['POST', '/api/demo/messages'], { body: { customer, text: FLOW } });
  await waitFor(page, `/api/v1/runs?flow=${FLOW}&waiting=reply`, 1);
  await must(page, ['POST', '/api/demo/messages'], { body: { customer, text: name } });
  await waitFor(page, `/api/v1/runs?flow=${FLOW}&waiting=reply`, 0);
}

const WITHIN_MS = 20_000;
const LOOK_MS = 100;

/** Waits until a list of runs has so many members. */
async function waitFor(page: Page, path: string, count: number): Promise<{ run: string }[]> {
  const end = Date.now() + WITHIN_MS;
  for (;;) {
    const { json } = await must(page, ['GET', path]);
    const items = json['items'] as { run: string }[];
    if (items.length === count) return items;
    if (Date.now() > end)
      throw new Error(`${path} has ${items.length} runs and not ${count}: ${JSON.stringify(items)}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

async function must(...call: Parameters<typeof callApi>): ReturnType<typeof callApi> {
  const answer = await callApi(...call);
  if (answer.status >= 400) throw new Error(`${call[1].join(' ')}: ${answer.status} ${JSON.stringify(answer.json)}`);
  return answer;
}
