import type { JsonObject } from '../../src/base/json.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { identify } from '../../src/simulator/phone/customers.ts';
import type { Customer } from '../../src/simulator/phone/model.ts';
import type { Post, ProviderKind } from '../../src/simulator/phone/provider.ts';
import { receive } from '../../src/simulator/phone/receive.ts';
import { startPhone } from '../../src/simulator/phone/server.ts';

/** A pretend provider whose webhooks the bench delivers itself. */
export type BenchProvider = {
  /** A connection's configuration that leads to it. */
  config: JsonObject;
  /** Signed webhooks for an address, each with one new message; people write in turn. */
  write: (count: number, url: string) => Post[];
  close: () => Promise<void>;
};

/** So many people write in turn: enough that hardly two messages of one person are under way together. */
const PEOPLE = 2000;

/** Starts the provider of a channel with its demo credentials. */
export async function startProvider(channel: Channel, kind: ProviderKind): Promise<BenchProvider> {
  const credentials = Object.fromEntries(Object.entries(kind.options).map(([name, { demo }]) => [name, demo]));
  const { url, phone, close } = await startPhone({ log: false }, (opened) => kind.open(opened, credentials));
  const known = Object.keys((channel.config as { properties?: object }).properties ?? {});
  const own = Object.entries(credentials).filter(([name]) => known.includes(name));
  const people: Customer[] = [];
  let turn = 0;

  const personOf = (index: number): Customer => {
    const text = kind.person(index + 1);
    const spec = phone.provider.identity.read(text);
    if (!spec) throw new Error(`${kind.id} makes up "${text}", which is nobody there.`);
    return (people[index] ??= identify(phone, { ...spec, name: 'Ada Rossi' }));
  };
  return {
    config: { ...Object.fromEntries(own), ...kind.config, ...kind.overlay(url) },
    write: (count, target) =>
      Array.from({ length: count }, () => {
        receive(phone, [{ customer: personOf(turn++ % PEOPLE), deed: { text: 'Ciao, vorrei essere richiamata.' } }]);
        const posts = phone.ready().map((hook) => {
          phone.settle(hook);
          return phone.provider.request(hook, target);
        });
        const [post] = posts;
        if (!post || posts.length > 1) throw new Error(`A message on ${kind.id} makes ${posts.length} webhooks.`);
        return post;
      }),
    close,
  };
}
