import type { ReactNode } from 'react';
import type { DemoCustomer } from '../../src/server/routes/demo/demo-state.ts';
import { formatPhone } from '../ui/format.ts';
import { Icon, Mark } from '../ui/icon.tsx';
import { useSettings } from '../ui/settings.tsx';
import { TroubleNote } from './banners.tsx';
import { Composer } from './composer.tsx';
import { Thread } from './thread.tsx';
import type { Demo } from './use-demo.ts';
import { activeRun, hasSaidNothing, isTyping, openersOf, seatsOf } from './view.ts';

/** The customer's side: who is writing, the phone with the conversation, and what to write. */
export function PhonePanel({ demo }: { demo: Demo }): ReactNode {
  const { t } = useSettings();
  const { view } = demo;
  const seats = seatsOf(view.state?.customers ?? []);
  const openers = openersOf(view.state);
  const isEmpty = hasSaidNothing(view);
  const showOpeners = !isEmpty && view.state !== undefined && activeRun(view) === undefined && !isTyping(view);
  return (
    <section className="panel phone-panel" aria-label={t('phone.of')}>
      <Seats seats={seats} chosen={view.customer} demo={demo} />
      <TroubleNote troubles={view.state?.troubles} part="phone" />
      <div className="phone">
        <div className="phone-head">
          <span className="avatar">
            <Mark />
          </span>
          <div>
            <strong>{t('phone.business')}</strong>
            <span className="phone-channel">{isTyping(view) ? t('phone.typing') : t('phone.channel')}</span>
          </div>
          {!isEmpty && <StartOver demo={demo} />}
        </div>
        <Thread demo={demo} openers={openers} isEmpty={isEmpty} />
        <Composer
          key={view.customer}
          say={demo.say}
          openers={showOpeners ? openers : []}
          saidCount={view.state?.thread.messages.length ?? 0}
        />
      </div>
    </section>
  );
}

type SeatsProps = { seats: readonly DemoCustomer[]; chosen: string | undefined; demo: Demo };

function Seats({ seats, chosen, demo }: SeatsProps): ReactNode {
  const { t } = useSettings();
  return (
    <div className="seats" role="group" aria-label={t('phone.who')}>
      {seats.map(({ id, name, phone }) => (
        <button
          key={id}
          type="button"
          className="seat"
          aria-pressed={id === chosen}
          onClick={() => demo.chooseCustomer(id)}
        >
          <strong>{name}</strong>
          <span>{phone === undefined ? t('phone.hidden') : formatPhone(phone)}</span>
        </button>
      ))}
    </div>
  );
}

function StartOver({ demo }: { demo: Demo }): ReactNode {
  const { t } = useSettings();
  const { customer, state } = demo.view;
  const person = state?.customers.find(({ id }) => id === customer);
  if (!person) return null;
  return (
    <button
      type="button"
      className="button start-over"
      aria-label={t('phone.startOver')}
      title={t('phone.startOver')}
      onClick={() => demo.startOver(person.phone === undefined ? 'hidden' : 'number')}
    >
      <Icon name="restart" />
      {t('phone.startOver.short')}
    </button>
  );
}
