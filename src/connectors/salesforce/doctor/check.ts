import type { ProbeResult } from '../../../base/probe.ts';
import type { Around, Use } from '../../connector.ts';
import type { SalesforceIo } from '../config.ts';
import { lookAtApi, lookAtUser } from './access.ts';
import { probeOf, type Finding, type Topic, type Words } from './finding.ts';
import { lookAtLimits } from './limits.ts';
import { startLook, type Look } from './look.ts';
import { lookAtObjects } from './objects.ts';
import { lookAtRules } from './rules.ts';
import { lookAtApp, lookAtScopes, lookAtSignIn } from './sign-in.ts';
import { lookAtClock, lookAtWay } from './way.ts';

type Stage = {
  topic: Topic;
  about: Words;
  look: (look: Look) => Promise<Finding[]>;
  /** Where it fails nothing further can be known. */
  gate?: true;
};

/** In the order in which one thing can be known only when the former is right. */
const STAGES: readonly Stage[] = [
  { topic: 'way', about: { en: 'the host', it: 'l’host' }, look: lookAtWay, gate: true },
  { topic: 'way', about: { en: 'the clock', it: 'l’orologio' }, look: lookAtClock },
  { topic: 'signIn', about: { en: 'the app', it: 'l’app' }, look: lookAtApp, gate: true },
  { topic: 'signIn', about: { en: 'the sign-in', it: 'l’accesso' }, look: lookAtSignIn, gate: true },
  { topic: 'signIn', about: { en: 'its scopes', it: 'i suoi scope' }, look: lookAtScopes, gate: true },
  { topic: 'access', about: { en: 'API access', it: 'l’accesso API' }, look: lookAtApi, gate: true },
  { topic: 'access', about: { en: 'user and org', it: 'utente e org' }, look: lookAtUser },
  { topic: 'objects', about: { en: 'objects and fields', it: 'oggetti e campi' }, look: lookAtObjects },
  { topic: 'rules', about: { en: 'rules', it: 'regole' }, look: lookAtRules },
  { topic: 'limits', about: { en: 'limits', it: 'limiti' }, look: lookAtLimits },
];

/**
 * Looks at an org from outside, without leaving a trace but a new session: the way there, the sign-in, the user, and
 * whether it may do what these uses do. It stops where nothing further can be known, and says what it did not look at.
 */
export async function checkOrg(
  io: SalesforceIo,
  uses: readonly Use[] = [],
  { redirectUri, told }: Around = {},
): Promise<ProbeResult[]> {
  const look = startLook(io, uses, redirectUri);
  const probes: ProbeResult[] = [];
  for (const [at, stage] of STAGES.entries()) {
    const found = await stage.look(look);
    const ends = stage.gate && found.some(({ ok }) => !ok);
    const fresh = (ends ? [...found, notLookedAt(stage.topic, STAGES.slice(at + 1))] : found).map(probeOf);
    told?.(fresh);
    probes.push(...fresh);
    if (ends) break;
  }
  return probes;
}

function notLookedAt(topic: Topic, stages: readonly Stage[]): Finding {
  const list = (language: keyof Words): string => stages.map(({ about }) => about[language]).join(', ');
  return {
    topic,
    name: { en: 'Not looked at', it: 'Non controllato' },
    ok: true,
    known: 'not knowable',
    ends: true,
    message: {
      en: `Because of that nothing can be known of ${list('en')}.`,
      it: `Per questo non si può sapere nulla di ${list('it')}.`,
    },
  };
}
