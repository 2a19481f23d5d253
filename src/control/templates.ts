import { toFailureData } from '../base/failure.ts';
import type { ProbeResult } from '../base/probe.ts';
import type { Channel, ChannelIo, TemplateFacts } from '../channels/channel.ts';
import type { OpenConnection } from '../engine/connection-book.ts';
import { approvedMessages } from '../flow/validate/approved-messages.ts';
import { subjectOf } from '../flow/validate/subject.ts';
import type { Books } from './books.ts';
import { catalogOf } from './catalog.ts';

type Parts = Pick<Books, 'flows' | 'connections' | 'installation' | 'templates'> & { now(): number };

type Asked = { connection: OpenConnection; channel: Channel; io: ChannelIo };

/**
 * Reads the approved messages of a connection anew, keeps them, and looks whether the published flows can send those
 * that they name: one probe for each that they cannot. Nothing for a channel without such messages, or a connection
 * that does not say where they are.
 */
export async function templateProbes(parts: Parts, { connection, channel, io }: Asked): Promise<ProbeResult[]> {
  if (!channel.templates) return [];
  const { key } = connection.record;
  let templates: readonly TemplateFacts[];
  try {
    templates = await channel.templates(io);
  } catch (thrown) {
    const { code, message } = toFailureData(thrown);
    if (code === 'invalid') return [];
    const fix = 'See what the other findings say, and look again.';
    return [{ topic: TOPIC, name: 'Approved messages', ok: false, message, fix }];
  }
  await parts.templates.keep(key, templates, parts.now());
  return [summary(templates), ...usesThatFail(parts, key, templates)];
}

const TOPIC = 'Approved messages';

function summary(templates: readonly TemplateFacts[]): ProbeResult {
  const counts = Map.groupBy(templates, ({ status }) => status);
  const shown = [...counts].map(([status, list]) => `${list.length} ${status}`).join(', ');
  return { topic: TOPIC, name: 'Approved messages', ok: true, message: shown === '' ? 'There is none.' : `${shown}.` };
}

function usesThatFail(
  { flows, connections, installation }: Parts,
  connection: string,
  templates: readonly TemplateFacts[],
): ProbeResult[] {
  const around = { connections: connections.all().map(({ record }) => record), facts: installation.facts() };
  const catalog = catalogOf({ ...around, templates: { [connection]: templates } });
  return flows.current().flatMap((flow) =>
    approvedMessages(subjectOf(flow, catalog)).map(({ path, message, fix }) => {
      // The step by its id: what is wrong at two steps is two troubles.
      const name = `${flow.id}/${String(path[2])}`;
      return { topic: TOPIC, name, ok: false, message: `${flow.name}: ${message}`, fix };
    }),
  );
}
