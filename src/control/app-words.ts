import type { Texts } from '../base/translate.ts';

/** What the app says in English where a command is named: there a button does it. */
export const appEn: Texts = {
  'Look at the connection (rondine doctor {connection}), and check the flow again.':
    'Look at the connection “{connection}” with its doctor, and check the flow again.',
  'Disconnected by {by}. Connect it again: rondine connections connect {name}':
    'Disconnected by {by}. Connect it again.',
  'Nothing is known of this attempt to connect: the link is older than 15 minutes, is for another connection, or was not made here. Begin again with "rondine connections connect NAME".':
    'Nothing is known of this attempt to connect: the link is older than 15 minutes, is for another connection, or was not made here. Begin again with the button.',
  'This link was used already. If the connection does not work, begin again with "rondine connections connect NAME".':
    'This link was used already. If the connection does not work, begin again with the button.',
};
