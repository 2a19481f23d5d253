import { sendText } from '../../serve.ts';
import type { Call } from '../../phone/call.ts';
import type { Phone } from '../../phone/phone.ts';
import { errorAnswer } from './error.ts';

/** Hands out a file of a person. */
export async function giveFile(phone: Phone, call: Call, id: string): Promise<void> {
  if ((await phone.disturb(call, { on: 'media' })).over) return;
  const file = phone.state.media.get(id);
  if (!file) return refuse(phone, call, 20404);
  call.response.writeHead(200, { 'Content-Type': file.mime, 'Content-Length': file.bytes.length }).end(file.bytes);
}

/** Refuses a call with one of Twilio's codes. */
export function refuse(phone: Phone, { response }: Call, code: number): void {
  phone.refused(code);
  const { status, headers, body } = errorAnswer(code);
  sendText(response, status, body, headers);
}
