import { createHmac } from 'node:crypto';
import { testProvider, type BusinessCall } from '../phone/provider.contract.ts';
import { line } from './line.ts';

const SECRET = 'demo-line-channel-secret';
const TOKEN = 'demo-line-access-token';

const call = (method: string, path: string, body: BusinessCall['body'], token = TOKEN): BusinessCall => ({
  method,
  path: `/v2/bot${path}`,
  headers: { authorization: `Bearer ${token}` },
  ...(body !== undefined && { body }),
});

const text = (to: string, words: string) => ({ to, messages: [{ type: 'text', text: words }] });

testProvider({
  kind: line,
  signed: ({ headers, bytes }) =>
    headers['x-line-signature'] === createHmac('sha256', SECRET).update(bytes).digest('base64'),
  subscribe: (url) => call('PUT', '/channel/webhook/endpoint', { endpoint: url }),
  text: (to, words) => call('POST', '/message/push', text(to, words)),
  stranger: (to, words) => call('POST', '/message/push', text(to, words), 'another-token'),
  choices: (to, words, choices) => {
    const actions = choices.map(({ id, title }) => ({ type: 'postback', label: title, data: id, displayText: title }));
    const template = { type: 'confirm', text: words, actions };
    return call('POST', '/message/push', { to, messages: [{ type: 'template', altText: words, template }] });
  },
  accepted: ({ status }) => status === 200,
  statuses: {},
});
