import type { ServerResponse } from 'node:http';
import type { JsonObject, JsonValue } from '../../base/json.ts';
import { sendJson, sendText } from '../serve.ts';
import type { Hook } from '../phone/model.ts';
import type { Bot } from './bot.ts';
import { answerOf } from './bot-error.ts';

const WEBHOOK_ACTIVE =
  "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first";
const OTHER_REQUEST =
  'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running';

/**
 * Gives out the updates that wait. An offset says that all earlier ones were taken. Without any, the request is held
 * open until one comes, the time is over, or another request takes its place.
 */
export function getUpdates(bot: Bot, parameters: JsonObject, response: ServerResponse): void {
  const { phone } = bot;
  bot.endPoll?.();
  if (phone.state.target !== undefined) return conflict(response, WEBHOOK_ACTIVE);
  const { offset, timeout, limit, allowed_updates: allowed } = parameters;
  if (typeof offset === 'number') settleBefore(bot, offset);
  if (Array.isArray(allowed)) bot.registration = { url: '', allowed: (allowed as readonly JsonValue[]).map(String) };
  const most = typeof limit === 'number' ? limit : 100;
  const waiting = phone.ready();
  if (waiting.length > 0 || typeof timeout !== 'number' || timeout <= 0) return give(response, waiting.slice(0, most));
  holdOpen(bot, response, { timeoutMs: timeout * 1000, most });
}

function holdOpen(bot: Bot, response: ServerResponse, { timeoutMs, most }: { timeoutMs: number; most: number }): void {
  const { phone } = bot;
  let over = false;
  const end = (answer: () => void): void => {
    if (over) return;
    over = true;
    clearTimeout(timer);
    stop();
    if (bot.endPoll === conflicting) bot.endPoll = undefined;
    if (!response.destroyed) answer();
  };
  const timer = setTimeout(() => end(() => give(response, [])), timeoutMs);
  const look = (): void => {
    const waiting = phone.ready();
    if (waiting.length > 0) end(() => give(response, waiting.slice(0, most)));
  };
  // What is queued is told of before it stands in its lane.
  const stop = phone.watch(({ type }) => void (type === 'queued' && setImmediate(look)));
  const conflicting = () => end(() => conflict(response, OTHER_REQUEST));
  bot.endPoll = conflicting;
  response.on('close', () => end(() => undefined));
}

/** What was taken lets the next updates of the same people come. */
function settleBefore({ phone }: Bot, offset: number): void {
  for (const hook of phone.ready()) if (numberOf(hook) < offset) phone.settle(hook);
}

function numberOf({ facts }: Hook): number {
  return Number(facts?.['update']);
}

function give(response: ServerResponse, hooks: readonly Hook[]): void {
  sendJson(response, 200, { ok: true, result: hooks.map(({ body }) => JSON.parse(body) as JsonValue) });
}

function conflict(response: ServerResponse, description: string): void {
  const { status, body, headers } = answerOf({ code: 409, description });
  sendText(response, status, body, headers);
}
