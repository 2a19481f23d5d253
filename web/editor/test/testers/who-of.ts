import type { Reply } from '../../../api/client.ts';
import { formatPhone } from '../../../ui/format.ts';

type Tester = Pick<Reply<'GET /flows/:flow/testers'>['testers'][number], 'contact' | 'address'>;

/** What a test user is called: their name where they have one here, else their address. */
export function whoOf({ contact, address }: Tester): string {
  return contact?.name ?? formatPhone(address.value);
}
