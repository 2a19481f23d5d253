import type { ChannelIo } from '../channel.ts';

const NAME = 'reply tokens';
/** More than are fresh at any one time on a busy account; the oldest are forgotten first. */
const MOST = 10_000;

/** Reply tokens that were given to LINE, each with the key of the message that took it. */
export type ReplyTokens = {
  userOf(token: string): string | undefined;
  use(token: string, key: string): void;
  release(token: string): void;
};

/** The tokens of a connection, as long as the process runs: LINE itself refuses those that were used before. */
export function createTokens({ local }: Pick<ChannelIo, 'local'>): ReplyTokens {
  const used = (local.get(NAME) as Map<string, string> | undefined) ?? new Map<string, string>();
  local.set(NAME, used);
  return {
    userOf: (token) => used.get(token),
    release: (token) => void used.delete(token),
    use(token, key) {
      used.set(token, key);
      const [oldest] = used.keys();
      if (used.size > MOST && oldest !== undefined) used.delete(oldest);
    },
  };
}
