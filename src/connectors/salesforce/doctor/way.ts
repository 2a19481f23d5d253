import { Failure } from '../../../base/failure.ts';
import { isLoopbackUrl, isSharedHost } from '../auth/login-host.ts';
import { loginNote, loginUrlOf } from '../config.ts';
import { same, type Finding } from './finding.ts';
import { failureFinding, type Look } from './look.ts';
import { PAGES } from './setup-pages.ts';

const CALL = 'GET /.well-known/openid-configuration';
/** An assertion lives for a few minutes: with a clock that is further off it is too old or too young. */
const MOST_SKEW_MS = 3 * 60_000;

const ENTER_MY_DOMAIN = {
  en: 'Enter My Domain of the org as the login URL: https://<domain>.my.salesforce.com.',
  it: 'Indicate il dominio personale dell’org come URL di accesso: https://<dominio>.my.salesforce.com.',
};

/** Is the login URL of the right kind, does Salesforce answer there, and is the way encrypted? */
export async function lookAtWay(look: Look): Promise<Finding[]> {
  let url: string;
  try {
    url = loginUrlOf(look.io.config);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [unusable(error)];
  }
  const wrong = wrongHost(url, look.io.config.grant);
  if (wrong) return [wrong];
  let status: number;
  try {
    const answer = await look.io.http({ method: 'GET', url: `${url}/.well-known/openid-configuration` });
    status = answer.status;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [isTlsTrouble(error) ? untrusted(url, error) : unreachable(error)];
  }
  if (status >= 400) return [noLogin(url, status)];
  return [reached(url, loginNote(look.io.config)), ...encrypted(url)];
}

/** The two hosts that serve every org do not know one sign-in. */
function wrongHost(url: string, grant: string): Finding | undefined {
  if (grant !== 'client_credentials' || !isSharedHost(url)) return undefined;
  return {
    topic: 'way',
    name: same('Host'),
    ok: false,
    known: 'inferred',
    message: {
      en: `Client credentials do not work on ${url}, but on My Domain only.`,
      it: `Le credenziali client non funzionano su ${url}, ma solo sul dominio personale.`,
    },
    fix: ENTER_MY_DOMAIN,
    place: PAGES.myDomain,
  };
}

/** An address at which no org can be signed in to. */
function unusable(error: Failure): Finding {
  return {
    topic: 'way',
    name: same('Host'),
    ok: false,
    known: 'inferred',
    message: same(error.message),
    fix: ENTER_MY_DOMAIN,
    place: PAGES.myDomain,
  };
}

function reached(url: string, note = ''): Finding {
  const message = { en: `Salesforce answers at ${url}. ${note}`.trim(), it: `Salesforce risponde a ${url}.` };
  return { topic: 'way', name: same('Host'), ok: true, message, call: CALL };
}

function noLogin(url: string, status: number): Finding {
  const gone = status === 420 || status >= 500;
  return {
    topic: 'way',
    name: same('Host'),
    ok: false,
    call: CALL,
    message: {
      en: `${url} answers ${status}: ${gone ? 'Salesforce has no way to the org just now' : 'no Salesforce login is there'}.`,
      it: `${url} risponde ${status}: ${gone ? 'Salesforce al momento non raggiunge l’org' : 'lì non c’è un accesso Salesforce'}.`,
    },
    fix: {
      en: 'Compare the login URL with My Domain of the org; if it is right, look at status.salesforce.com.',
      it: 'Confrontate l’URL di accesso con il dominio personale dell’org; se è giusto, guardate status.salesforce.com.',
    },
    place: PAGES.myDomain,
    ...(gone ? { passesWithinMs: 60_000 } : {}),
  };
}

function unreachable(error: Failure): Finding {
  return { ...failureFinding('way', 'Host', error), call: CALL, place: PAGES.myDomain };
}

const TLS_CODE = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|EPROTO)/;

/** The cause lies as deep as the layers that passed it on. */
function isTlsTrouble(error: unknown): boolean {
  for (let cause = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if (TLS_CODE.test((cause as NodeJS.ErrnoException).code ?? '')) return true;
  }
  return false;
}

function untrusted(url: string, error: Failure): Finding {
  return {
    topic: 'way',
    name: same('TLS'),
    ok: false,
    call: CALL,
    message: {
      en: `The certificate shown for ${url} is not trusted here: ${error.message}`,
      it: `Il certificato mostrato per ${url} qui non è attendibile: ${error.message}`,
    },
    fix: {
      en: 'A proxy that opens TLS may stand between: give its authority to Node by NODE_EXTRA_CA_CERTS, and check the clock of this server.',
      it: 'Forse un proxy apre il TLS: date a Node la sua autorità con NODE_EXTRA_CA_CERTS, e controllate l’orologio di questo server.',
    },
  };
}

function encrypted(url: string): Finding[] {
  const name = same('TLS');
  if (!url.startsWith('https:')) {
    const message = {
      en: 'Not encrypted, as it stays on this machine: a simulated org.',
      it: 'Non cifrato, perché resta su questa macchina: un’org simulata.',
    };
    return [{ topic: 'way', name, ok: true, known: 'inferred', message }];
  }
  const message = { en: 'Encrypted, and the certificate is trusted.', it: 'Cifrato, e il certificato è attendibile.' };
  return [{ topic: 'way', name, ok: true, message, call: CALL }];
}

/** Do the clocks agree? An org on this machine lives by this machine's clock: there is nothing to compare. */
export async function lookAtClock({ io, seen: { skewMs } }: Look): Promise<Finding[]> {
  const url = loginUrlOf(io.config);
  if (skewMs === undefined || isLoopbackUrl(url)) return [];
  const seconds = Math.round(skewMs / 1000);
  const name = { en: 'Clock', it: 'Orologio' };
  if (Math.abs(skewMs) <= MOST_SKEW_MS) {
    const message = {
      en: `The clocks differ by ${seconds} s at most.`,
      it: `Gli orologi differiscono al massimo di ${seconds} s.`,
    };
    return [{ topic: 'way', name, ok: true, message, call: CALL }];
  }
  const late = seconds < 0;
  return [
    {
      topic: 'way',
      name,
      ok: false,
      call: CALL,
      message: {
        en: `This server’s clock is ${Math.abs(seconds)} s ${late ? 'behind' : 'ahead of'} Salesforce’s: signed sign-ins fail, and looks by time miss records.`,
        it: `L’orologio di questo server è ${late ? 'indietro' : 'avanti'} di ${Math.abs(seconds)} s rispetto a Salesforce: gli accessi firmati falliscono e le ricerche per data perdono record.`,
      },
      fix: { en: 'Set the clock by NTP.', it: 'Regolate l’orologio con NTP.' },
    },
  ];
}
