import type { Lane } from '../../../base/ids.ts';
import type { DemoPhoneView } from './demo-state.ts';

/** A simulated phone that stands behind a channel connection. */
export type DemoPhone = Omit<DemoPhoneView, 'hides'> & {
  /** Base URL of the simulator, without a slash at the end. */
  url: string;
  /** True where people are known by their phone number. */
  numbers: boolean;
  /** What the phone knows a made-up person by; `hidden`: one who does not show the number, where people can. */
  person(serial: number): string;
  hidden?(serial: number): string;
  /** The lane of the person whom the phone knows by this. */
  laneOf(handle: string): Lane;
};

/** The phones of a demo as the page is told of them. */
export function viewsOf(phones: readonly DemoPhone[]): DemoPhoneView[] {
  return phones.map(({ connection, title, accent, hidden }) => ({
    connection,
    title,
    ...(accent !== undefined && { accent }),
    hides: hidden !== undefined,
  }));
}
