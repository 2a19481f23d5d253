/**
 * A handle by which one person is reached.
 * `phone` is E.164 with a plus; `user` is the provider's id of the person for this business (BSUID, PSID, openid);
 * `username` is a public name; `email` an address in lower case.
 */
export type Address = { kind: 'phone' | 'user' | 'username' | 'email'; value: string };

/** Who wrote, as the webhook alone tells it. */
export type Sender = {
  /**
   * Orders this person's events: the same text for each of their messages, computed without a read.
   * Together with the connection it is the lane.
   */
  key: string;
  /** Every handle the provider gave, the best one for replying first. Never empty. */
  addresses: readonly Address[];
  name?: string;
};

/** The value of the first address of a kind, if there is one. */
export function addressOf(addresses: readonly Address[], kind: Address['kind']): string | undefined {
  return addresses.find((address) => address.kind === kind)?.value;
}
