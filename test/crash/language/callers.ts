import { setTimeout as pause } from 'node:timers/promises';
import type { JsonValue } from '../../../src/base/json.ts';
import type { Stage } from './stage.ts';

/** An answer that a caller got. */
export type Answered = { status: number; body: JsonValue };

type Call = { path: string; key?: string; secret?: string; body: object };

const AGAIN_MS = 60;
/** An answer of a flow takes up to 25 s. */
const WITHIN_MS = 30_000;

/**
 * Calls the server until it answers with a status that the caller takes, as systems do that deliver calls at least
 * once. Undefined when everybody was told to stop.
 */
export async function callUntil(
  stage: Stage,
  call: Call,
  isTaken: (status: number) => boolean,
): Promise<Answered | undefined> {
  while (!stage.stopped) {
    const answered = stage.base === undefined ? undefined : await callOnce(stage.base, call).catch(() => undefined);
    if (answered && isTaken(answered.status)) return answered;
    if (answered && isRefused(answered.status))
      throw new Error(`${call.path} was refused: ${answered.status} ${JSON.stringify(answered.body)}`);
    await pause(AGAIN_MS);
  }
  return undefined;
}

/** Refused for good: what is sent again would be refused again. */
function isRefused(status: number): boolean {
  return status >= 400 && status < 500 && ![404, 409, 425, 429].includes(status);
}

async function callOnce(base: string, { path, key, secret, body }: Call): Promise<Answered> {
  const response = await fetch(`${base}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(secret === undefined ? {} : { authorization: `Bearer ${secret}` }),
    },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as JsonValue) };
}

const PAY_EVERY_MS = 50;
/** How many invoices are paid at once. */
const CLERKS = 16;

/**
 * Pays what the shop has invoiced: calls each run by the address that it gave, then by the name that it waits under.
 * Resolves when everybody was told to stop.
 */
export async function payInvoices(stage: Stage): Promise<void> {
  let next = 0;
  const clerk = async (): Promise<void> => {
    while (!stage.stopped) {
      const invoice = stage.world.shop.invoices[next];
      if (!invoice) {
        await pause(PAY_EVERY_MS);
        continue;
      }
      next++;
      const path = new URL(invoice.url).pathname;
      await callUntil(stage, { path, body: { amount: amountOf(invoice.about) } }, isCounted);
      const named = `/resume/by/chaos-payment/${invoice.name}`;
      await callUntil(stage, { path: named, body: { number: receiptOf(invoice.about) } }, (status) => status === 202);
    }
  };
  await Promise.all(Array.from({ length: CLERKS }, clerk));
}

/** A call that was taken, now or when its answer was lost. */
const isCounted = (status: number): boolean => status === 202;

const sum = (text: string): number => [...text].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);

/** What a run is paid. */
export const amountOf = (run: string): number => sum(run);
/** The number of its receipt. */
export const receiptOf = (run: string): number => 1000 + sum(run);
