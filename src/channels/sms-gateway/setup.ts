import { toFailureData } from '../../base/failure.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { ChannelIo, SetupStep } from '../channel.ts';
import type { SmsGatewayConfig } from './config.ts';
import { requestFor } from './send.ts';
import { PROOF_NAMES } from './verify.ts';

/** What to enter at the gateway: the address, and how it proves itself. */
export function setup({ url }: { url: string }, config: SmsGatewayConfig): readonly SetupStep[] {
  const auth = config.auth ?? 'hmac';
  const name = config.authName ?? PROOF_NAMES[auth];
  const secret = 'the secret of webhooks in the connection';
  const address = auth === 'query' ? `${url}?${name}=…` : url;
  const { encoding = 'hex', over = 'timestamp.body', timestampHeader = 'x-timestamp' } = config.signature ?? {};
  const proof: Record<(typeof config)['auth'] & string, Record<string, string>> = {
    hmac: {
      'Signature header': name,
      'Signed text': over,
      Algorithm: `HMAC-SHA256, ${encoding}`,
      Key: secret,
      ...(over === 'timestamp.body' && { 'Header of the time stamp': timestampHeader }),
    },
    header: { Header: name, Value: secret },
    query: { [`${name}=`]: secret },
    basic: { User: config.authUser ?? '(none)', Password: secret },
  };
  return [
    {
      title: 'Send messages and statuses here',
      place: 'the gateway’s page for webhooks',
      values: { Address: address },
    },
    { title: 'Prove where they come from', place: 'the same page', values: proof[auth] },
  ];
}

/** Looks at what can be seen from here: a gateway has no call that changes nothing and means the same everywhere. */
export function check({ config }: ChannelIo<SmsGatewayConfig>): Promise<ProbeResult[]> {
  return Promise.resolve([checkRequest(config), checkProof(config)]);
}

function checkRequest(config: SmsGatewayConfig): ProbeResult {
  const to = [{ kind: 'phone', value: '+390000000000' }] as const;
  const name = 'Request for sending';
  try {
    // Quotes and line ends are what breaks a template that has them in the wrong place.
    const text = 'È "questo"\nun testo?';
    const { body } = requestFor({ to, content: { kind: 'text', text }, key: 'check' }, config);
    if ((config.send.format ?? 'json') === 'json' && typeof body === 'string') JSON.parse(body);
    return { name, ok: true, known: 'inferred', message: 'The request can be filled in.' };
  } catch (thrown) {
    const fix = 'Correct the templates under Sending: in JSON each placeholder stands inside quotes.';
    return { name, ok: false, message: `The request cannot be filled in: ${toFailureData(thrown).message}`, fix };
  }
}

function checkProof({ auth = 'hmac' }: SmsGatewayConfig): ProbeResult {
  const signed = auth === 'hmac';
  return {
    name: 'Proof of webhooks',
    ok: true,
    known: 'inferred',
    message: signed ? 'Webhooks are signed.' : 'Webhooks carry a secret, which says nothing of their content.',
    ...(!signed && { fix: 'Where the gateway can sign its webhooks, choose hmac.' }),
  };
}
