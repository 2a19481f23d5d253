import { recordingHttp } from '../../net/testing/recording-http.ts';
import { testConnector } from '../connector.contract.ts';
import type { NotifyConfig } from './config.ts';
import { notify } from './notify.ts';

const EXAMPLE = {
  subject: 'Nuova richiesta',
  text: 'Ada Rossi chiede di essere richiamata.',
  fields: { Telefono: '+39 06 1234567', Urgente: true },
  link: 'https://acme.lightning.force.com/00Q1',
  severity: 'warning',
};

const SECRETS = { hmacSecret: 'signing-secret-5520', password: 'mail-password-8841' };

/** Answers of a living address, for a notice and for the empty message of a check. */
const WORLDS: { kind: 'slack' | 'teams'; answer: (body: string) => { status: number; body: string } }[] = [
  { kind: 'slack', answer: (body) => (body === '{}' ? { status: 400, body: 'no_text' } : { status: 200, body: 'ok' }) },
  { kind: 'teams', answer: () => ({ status: 202, body: '' }) },
];

for (const { kind, answer } of WORLDS) {
  const config: NotifyConfig = { kind, url: `https://${kind}.example.com/hooks/T1/s3cret-path-7719`, ...SECRETS };
  testConnector({
    connector: notify,
    config,
    examples: { send: EXAMPLE },
    world: () => recordingHttp(({ body }) => answer(String(body))).http,
  });
}
