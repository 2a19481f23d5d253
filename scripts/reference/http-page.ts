import { CALL_BODY_LIMIT } from '../../src/server/call-body.ts';
import { Problem, type ProblemName } from '../../src/server/problem.ts';
import { HOOK_BODY_LIMIT } from '../../src/server/routes/hooks.ts';
import { apiSection } from './api-table.ts';
import { HTTP_EXAMPLES, HTTP_FLOW, type HttpExample } from './http-examples.ts';
import { fence, jsonFence, page, table, word } from './markdown.ts';

const ROUTES: readonly (readonly [route: string, who: string, about: string])[] = [
  [
    '`ANY /hooks/<connection>`',
    'providers',
    `Webhooks of a channel. 200 once the events are on disk; 401 and nothing kept where the provider’s proof does not fit. At most ${HOOK_BODY_LIMIT / 1024 / 1024} MiB.`,
  ],
  [
    '`ANY /webhooks/<path>`',
    'other systems',
    `Starts the flow whose trigger [webhook](triggers.md#webhook-webhook) has the path, with the methods and the proof that it asks for. 202 with the run’s address once the start is on disk; with \`"answer": "wait"\` what the step [respond](steps.md#respond-respond) says, the end of the run, or 202 when it waits for something that may take long or 25 s have passed. With an \`Idempotency-Key\` the same call starts one run. At most ${CALL_BODY_LIMIT / 1024} KiB of JSON, a form or text.`,
  ],
  [
    '`GET /runs/<run>?token=…`',
    'whoever has the address',
    'How a run stands: `status`, and `waitingFor` while it is active. Nothing more.',
  ],
  [
    '`GET, POST /resume/<run>/<token>`',
    'whoever has the address',
    'Takes up a run that waits in the step [awaitWebhook](steps.md#awaitwebhook-await-webhook); the address is `run.resumeUrl` in templates. 202 once it is on disk. The first call is taken; the same one again is answered alike. A call that comes before the run waits is held for 10 s.',
  ],
  [
    '`GET, POST /resume/by/<flow>/<name>`',
    'other systems',
    'The same by the name that the step gives (`key`), of 10 characters or more. Where the flow’s webhooks ask for a proof, so does this.',
  ],
  [
    '`GET, HEAD /media/<file>?…`',
    'whoever has a signed link',
    'A stored file, in parts where asked. 403 for a link that was not made here, 410 for an expired one, 404 for an erased file.',
  ],
  [
    '`GET /connect/<connection>/callback?…`',
    'browsers of administrators',
    'Where an outside system sends the browser back to after `rondine connections connect`. It takes a state that was made here in the last 15 minutes, once, and answers with a page in Italian or English: 200, 400 where the system or we refuse, 403 for a state that is not good, 503 where it may be tried again.',
  ],
  ['`GET /healthz`', 'monitoring', '200 while the server works.'],
];

/** Where a program meets each problem. A problem without a line here does not compile. */
const PROBLEMS: Readonly<Record<ProblemName, string>> = {
  'invalid-request': 'Body, query or header cannot be read as what they should be.',
  unproven: 'A webhook asks for a bearer token or a signature, and it is missing or wrong.',
  unsigned: 'A provider’s signature or a link’s does not fit.',
  'wrong-sign-in': 'No account has this e-mail address and password.',
  'foreign-request': 'A page of another site sent it.',
  'unknown-host': 'The server answers to the names that it was given.',
  'unknown-person': 'Nobody has this id.',
  'unknown-api-token': 'No token has this id.',
  'person-exists': 'Somebody with this e-mail address is there already.',
  'last-owner': 'There has to be an owner.',
  'dead-link': 'A one-time link that was used, has expired or was replaced.',
  'weak-password': 'The password is too short or too well known.',
  'too-many-attempts': 'Too many attempts to sign in; `detail` says how long to wait.',
  'wrong-token': 'The address of a run is not whole, or of another run.',
  'not-local': 'A page, asked from another machine or site.',
  'not-found': 'Nothing answers at this address, or not any more.',
  'unknown-connection': '`/hooks` of a connection that is not there.',
  'unknown-webhook': '`/webhooks` of a path that no published flow has.',
  'unknown-run': 'The run is no longer kept.',
  'nobody-waits': '`/resume/by` of a name under which no run waits.',
  'unknown-customer': 'Pages of the demo.',
  'unknown-conversation': 'Pages of the demo.',
  'wrong-method': 'The address takes other methods; `allow` lists them.',
  'not-waiting': 'The run does not wait for a call: not yet, not any more, or it has ended.',
  'not-handed-off': 'Pages of the demo.',
  'not-allowed': 'The role or the token does not give what the route needs; `needs` says what.',
  refused: 'Things stand in its way; `detail` says which.',
  taken: 'Another thing has the name.',
  'under-way': 'The first request with this `Idempotency-Key` is not answered yet.',
  'done-already': 'It was done with this `Idempotency-Key`, and its answer is shown once.',
  stale: 'Somebody changed it after the state that `If-Match` names; `newer` says who, when, and what it is now.',
  unfit: 'The body does not fit its form, or what it says cannot be; `findings` say where.',
  'no-revision': '`If-Match` is missing.',
  'refused-outside': 'A connected system refused; `failure` says how.',
  'out-of-reach': 'A connected system did not answer. Try again later.',
  'too-large': 'The body is larger than is read.',
  'unread-type': 'The body is neither JSON, nor a form, nor text, or it is compressed.',
  'key-reused': 'Another request was sent with this `Idempotency-Key`.',
  'no-recipient': 'The address in the trigger’s `to` means nobody.',
  'not-started': 'The call arrived and no run began.',
  'internal-error': 'A fault of Rondine; the log has the cause.',
  'flow-failed': 'The flow failed or was canceled before it answered. `run` and `failure` say more.',
  'simulator-refused': 'Pages of the demo.',
  'simulator-unreachable': 'Pages of the demo.',
  'not-stored': 'Nothing was kept. Send it again later.',
  'no-secret': 'The webhook checks a secret that the installation does not have.',
  'too-many-waiting': 'Too many calls wait for answers at once. Send it again later.',
  'too-many-listeners': 'Pages of the demo.',
};

/** The page of what answers over HTTP. */
export function httpPage(): string {
  return page('HTTP', [
    table(['Address', 'For', 'What it does'], ROUTES),
    `The app and its API ask who is there ([security](../../SECURITY.md#who-may-come-in)); the demo answers to this machine alone.`,
    ...apiSection(),
    '## Proof',
    `A trigger may ask for \`Authorization: Bearer <secret>\`, or for a signature: HMAC-SHA256 with the secret over
\`<time>.<body>\`, where the time is that of the header \`x-rondine-timestamp\` in epoch seconds, and the body is taken byte
by byte. It stands in \`x-rondine-signature\`, in hexadecimal or base64, with or without \`sha256=\` in front. In a shell:`,
    fence('sh', SIGN),
    '## Calls',
    'A flow that answers, and then waits:',
    jsonFence(HTTP_FLOW),
    ...HTTP_EXAMPLES.flatMap((example) => [`${example.title}:`, fence('http', exchangeOf(example))]),
    '## Problems',
    `A refusal is \`application/problem+json\` (RFC 9457): \`type\`, \`title\`, \`status\`, and \`detail\` for a person. Programs
compare \`type\`, which is \`urn:rondine:problem:\` and one of these:`,
    table(
      ['Problem', 'Status', 'Title', 'When'],
      Object.entries(PROBLEMS).map(([name, when]) => {
        const { status, title } = new Problem(name as ProblemName, '').body;
        return [word(name), String(status), title, when];
      }),
    ),
  ]);
}

/** How a caller signs. A test runs the same in code. */
const SIGN = `time=$(date +%s)
body='{"order":"A-17"}'
signature=$(printf '%s.%s' "$time" "$body" | openssl dgst -sha256 -hmac "$SHOP_KEY" -r | cut -d' ' -f1)
curl https://your.domain/webhooks/new-order -H 'content-type: application/json' \\
  -H "x-rondine-timestamp: $time" -H "x-rondine-signature: $signature" --data "$body"`;

function exchangeOf({ method, path, headers, body, status, answer }: HttpExample): string {
  const head = [`${method} ${path}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  const request = body === undefined ? head : [...head, '', JSON.stringify(body)];
  const dots = Object.keys(answer).length > 0 ? [JSON.stringify(answer)] : [];
  return [...request, '', `→ ${status}`, ...dots].join('\n');
}
