const WITHIN_MS = 20_000;
const LOOK_MS = 50;

type State = { phones: { connection: string }[] };

/** Has somebody write to the demo until a Lead is made, so that there is a run with all that belongs to it. */
export async function talkOnce(url: string): Promise<void> {
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', origin: url };
    const response = await fetch(`${url}/api/demo/${path}`, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  const holds = async (customer: string, words: string): Promise<void> => {
    const deadline = Date.now() + WITHIN_MS;
    while (!JSON.stringify(await call('GET', `state?customer=${encodeURIComponent(customer)}`)).includes(words)) {
      if (Date.now() > deadline) throw new Error(`The demo never came to “${words}”.`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  };
  const { phones } = (await call('GET', 'state')) as State;
  const { id: customer } = (await call('POST', 'customers', { kind: 'number', connection: phones[0]?.connection })) as {
    id: string;
  };
  await call('POST', 'messages', { customer, text: 'Ciao' });
  await holds(customer, 'Come ti chiami?');
  await call('POST', 'messages', { customer, text: 'Maria De Luca' });
  await holds(customer, 'ti richiamiamo');
}
