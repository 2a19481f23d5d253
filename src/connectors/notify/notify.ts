import { Type } from 'typebox';
import { Failure } from '../../base/failure.ts';
import type { JsonObject } from '../../base/json.ts';
import type { ProbeResult } from '../../base/probe.ts';
import type { Connector } from '../connector.ts';
import { configSchema, type NotifyConfig, type NotifyIo } from './config.ts';
import { probeMail, sendMail } from './mail.ts';
import { noticeSchema, type Notice } from './notice.ts';
import { probeSlack, sendToSlack } from './slack.ts';
import { probeTeams, sendToTeams } from './teams.ts';
import { it } from './texts.it.ts';
import { probeWebhook, sendToWebhook } from './webhook.ts';

/** One way to tell the staff something. */
type Way = {
  send(notice: Notice, io: NotifyIo): Promise<{ id: string; rejected?: string[] } | void>;
  probe(io: NotifyIo): Promise<void>;
};

const WAYS: Readonly<Record<NotifyConfig['kind'], Way>> = {
  smtp: { send: sendMail, probe: probeMail },
  slack: { send: sendToSlack, probe: probeSlack },
  teams: { send: sendToTeams, probe: probeTeams },
  webhook: { send: sendToWebhook, probe: probeWebhook },
};

const outputSchema = Type.Object(
  {
    id: Type.String({ title: 'Id', description: 'Message-ID of the mail; elsewhere the key of the notice.' }),
    rejected: Type.Optional(
      Type.Array(Type.String(), { title: 'Rejected', description: 'Addresses that the mail server did not take.' }),
    ),
  },
  { additionalProperties: false },
);

async function send(input: JsonObject, io: NotifyIo): Promise<JsonObject> {
  const receipt = await WAYS[io.config.kind].send(input as Notice, io);
  const { id = io.key, rejected = [] } = receipt ?? {};
  if (rejected.length > 0) io.log('the mail server did not take all recipients', { rejected: rejected.length });
  return { id, ...(rejected.length > 0 ? { rejected } : {}) };
}

async function check(io: NotifyIo): Promise<ProbeResult[]> {
  const name = `Way to ${io.config.kind}`;
  try {
    await WAYS[io.config.kind].probe(io);
    return [{ name, ok: true, message: 'It answers and accepts this connection.' }];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const fix =
      error.code === 'auth'
        ? 'Correct the connection as the message says.'
        : 'Check the address in the connection and the way there from this server, then try again.';
    return [{ name, ok: false, message: error.message, fix }];
  }
}

/** Tells the staff something: by mail, in Slack or Teams, or by a webhook. */
export const notify: Connector<NotifyConfig> = {
  id: 'notify',
  title: 'Notify staff',
  texts: { it },
  config: configSchema,
  operations: {
    send: {
      title: 'Notify staff',
      description: 'Tells colleagues something: by mail, in Slack or Teams, or to a program of your own.',
      input: noticeSchema,
      output: outputSchema,
      // Nobody is harmed by reading a notice twice, but by one that never came: where it may have been lost, repeat.
      repeat: () => 'safe',
      run: send,
    },
  },
  check,
};
