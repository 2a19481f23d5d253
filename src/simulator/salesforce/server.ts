import type { IncomingMessage, ServerResponse } from 'node:http';
import { listen, readBody } from '../serve.ts';
import { Refusal, type Answer } from './answer.ts';
import type { CallEntry } from './call-log.ts';
import { answerControl } from './control.ts';
import { pack, unpack } from './compression.ts';
import { acceptCall, answerCall, type ApiCall } from './data-api.ts';
import { answerUnder } from './fault-answers.ts';
import { commits, type Fault, type FaultKind } from './faults.ts';
import { homePage, recordPage } from './home-page.ts';
import { createOrg, type Org, type OrgOptions } from './org.ts';
import { readRecordId } from './record-id.ts';
import { findRoute } from './route.ts';

/** Where the org listens and how it behaves. Port 0, the default, takes a free one. */
export type OrgServerOptions = OrgOptions & { port?: number; host?: string };

/** A listening org. `close` ends the server, its streams and commits that are still to come. */
export type OrgServer = { url: string; org: Org; close: () => Promise<void> };

/** Starts a simulated Salesforce org that speaks HTTP on loopback. */
export async function startOrgServer(options: OrgServerOptions = {}): Promise<OrgServer> {
  const org = createOrg(options);
  let baseUrl = '';
  const server = await listen((request, response) => serve({ org, baseUrl }, request, response), options);
  baseUrl = server.url;
  return {
    url: server.url,
    org,
    close: async () => {
      org.clock.clear();
      org.events.close();
      await server.close();
      org.close();
    },
  };
}

/** What Salesforce takes at most in one body of a bulk job; files beyond it are not for tests. */
const LARGEST_BODY = 150_000_000;

type Place = { org: Org; baseUrl: string };

async function serve(place: Place, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await serveCall(place, request, response);
  } catch (thrown) {
    if (!(thrown instanceof Refusal)) throw thrown;
    send(response, request.headers, thrown.answer);
  }
}

async function serveCall(place: Place, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = request.url ?? '/';
  const mark = target.indexOf('?');
  const path = (mark < 0 ? target : target.slice(0, mark)).replace(/^\/{2,}/, '/');
  const query = new URLSearchParams(mark < 0 ? '' : target.slice(mark + 1));
  const sent = request.method ?? 'GET';
  const bytes =
    sent === 'GET' || sent === 'HEAD' ? undefined : unpack(request.headers, await readBody(request, LARGEST_BODY));
  // A file is not made text: it would take its room in memory again.
  const isForm = /^multipart\//i.test(request.headers['content-type'] ?? '');
  const body = isForm ? '' : (bytes?.toString('utf8') ?? '');
  if (path.startsWith('/_control/')) {
    answerControl(place.org, { method: sent, path, query, body }, response);
    return;
  }
  const page = sent === 'GET' ? findPage(place.org, path, query) : undefined;
  if (page) return send(response, request.headers, page);
  place.org.clock.runDue();
  const method = (sent === 'POST' && query.get('_HttpMethod')) || sent;
  const route = findRoute(method, path);
  const call: ApiCall = { method, route, query, headers: request.headers, body, baseUrl: place.baseUrl };
  if (isForm && bytes) call.bytes = bytes;
  const trouble = place.org.faults.take(route);
  if (!trouble) return finish(place, { call, path, response }, answerCall(place.org, call));
  const { latencyMs, fault } = trouble;
  if (latencyMs === 0) return fail(place, { call, path, response }, fault);
  const cut = (): void => void response.destroy();
  place.org.clock.after(latencyMs, () => fail(place, { call, path, response }, fault), cut);
}

/** Pages are for people: they are no calls, are not logged and know no faults. */
function findPage(org: Org, path: string, query: URLSearchParams): Answer | undefined {
  if (path === '/') return homePage(org, query);
  const id = /^\/lightning\/r\/\w+\/(\w{15,18})\/view$/.exec(path)?.[1];
  return id === undefined ? undefined : recordPage(org, readRecordId(id) ?? id, query);
}

type Exchange = { call: ApiCall; path: string; response: ServerResponse };

/** Answers a call as it should be. */
function finish(place: Place, exchange: Exchange, answer: Answer): void {
  record(place, exchange, { answer, status: answer.status, fault: null });
  const { response, call } = exchange;
  if (answer.delayMs === undefined) send(response, call.headers, answer);
  else place.org.clock.after(answer.delayMs, () => send(response, call.headers, answer));
}

/** Answers a call under a fault; without one this is the plain answer after its latency. */
function fail(place: Place, exchange: Exchange, fault: Fault | undefined): void {
  const { call, response } = exchange;
  if (!fault) return finish(place, exchange, answerCall(place.org, call));
  if (fault.kind === 'rotated-elsewhere') spendFirst(place.org, call);
  const answer = commits(fault) ? answerCall(place.org, call) : undefined;
  const sent = answerUnder(fault, call.route, answer);
  const entry = record(place, exchange, { answer, status: sent?.status ?? null, fault: fault.kind });
  if (sent) return send(response, call.headers, sent);
  if (fault.kind === 'never-answer') return;
  if (fault.kind === 'cut-answer' && answer) return sendHalf(response, answer);
  if (!fault.silent) response.destroy();
  if (fault.kind !== 'late-commit') return;
  const commit = acceptCall(place.org, call);
  place.org.clock.after(fault.ms ?? 1000, () => note(entry, commit()));
}

/** Another process of the client is quicker with the same refresh token. */
function spendFirst(org: Org, call: ApiCall): void {
  const token = new URLSearchParams(call.body).get('refresh_token');
  if (token !== null) org.sessions.spend(token);
}

function record(
  place: Place,
  exchange: Exchange,
  outcome: { answer: Answer | undefined; status: number | null; fault: FaultKind | null },
): CallEntry {
  const { org } = place;
  const { route, method } = exchange.call;
  const entry = org.calls.add({
    at: org.now(),
    method,
    path: exchange.path,
    operation: route.operation,
    object: route.object ?? null,
    recordId: route.id ?? null,
    created: false,
    key: route.keyField === undefined ? null : { field: route.keyField, value: route.keyValue ?? '' },
    status: outcome.status,
    fault: outcome.fault,
  });
  if (outcome.answer) note(entry, outcome.answer);
  if (org.events.size() > 0) org.events.publish('call', entry);
  return entry;
}

function note(entry: CallEntry, answer: Answer): void {
  if (answer.recordId !== undefined) entry.recordId = answer.recordId;
  entry.created = answer.created ?? false;
  if (answer.made) entry.made = answer.made;
}

const JSON_TYPE = { 'Content-Type': 'application/json;charset=UTF-8' };

function send(response: ServerResponse, asked: ApiCall['headers'], answer: Answer): void {
  if (answer.status === 204 || answer.status === 304) {
    response.writeHead(answer.status, answer.headers).end();
    return;
  }
  const { bytes, headers } = answer.bytes ? { bytes: answer.bytes, headers: answer.headers } : pack(asked, answer);
  const type = answer.body === '' ? {} : JSON_TYPE;
  response.writeHead(answer.status, { ...type, ...headers, 'Content-Length': bytes.length }).end(bytes);
}

/** Promises the whole body, sends half of it and cuts the line. */
function sendHalf(response: ServerResponse, answer: Answer): void {
  const bytes = Buffer.from(answer.body);
  response.writeHead(answer.status, { ...JSON_TYPE, ...answer.headers, 'Content-Length': Math.max(1, bytes.length) });
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
}
