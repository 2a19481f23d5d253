import type { CSSProperties, ReactNode } from 'react';
import type { DemoCustomer, DemoPhoneView } from '../../src/server/routes/demo/demo-state.ts';
import { formatPhone } from '../ui/format.ts';
import { Mark } from '../ui/mark.tsx';
import { Icon } from './icon.tsx';
import { TroubleNote } from './banners.tsx';
import { Composer } from './composer.tsx';
import { Thread } from './thread.tsx';
import type { Demo } from './use-demo.ts';
import { activeRun, hasSaidNothing, isTyping, openersOf, phoneOf, seatsOf } from './view.ts';
import { useText } from '../i18n/use-text.ts';

/** The customer's side: which phone, who is writing, the conversation on its screen, and what to write. */
export function PhonePanel({ demo }: { demo: Demo }): ReactNode {
  const t = useText('demo');
  const { view } = demo;
  const phone = phoneOf(view);
  const openers = openersOf(view.state, phone?.connection);
  const isEmpty = hasSaidNothing(view);
  const showOpeners = !isEmpty && view.state !== undefined && activeRun(view) === undefined && !isTyping(view);
  return (
    <section className="panel phone-panel" aria-label={t('phone.of')}>
      <PhoneChoice phone={phone} demo={demo} />
      <Seats phone={phone} demo={demo} />
      <TroubleNote troubles={view.state?.troubles} part="phone" />
      <div className="phone" style={accentOf(phone)}>
        <div className="phone-head">
          <span className="avatar">
            <Mark />
          </span>
          <div>
            <strong>{t('phone.business')}</strong>
            <span className="phone-channel">
              {isTyping(view) ? t('phone.typing') : phone && t('phone.channel', { channel: phone.title })}
            </span>
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

/** The colour of the service for the styles of the phone. */
function accentOf(phone: DemoPhoneView | undefined): CSSProperties | undefined {
  return phone?.accent === undefined ? undefined : ({ '--phone-accent': phone.accent } as CSSProperties);
}

type PhoneProps = { phone: DemoPhoneView | undefined; demo: Demo };

/** Which channel's phone to look at; nothing to choose where there is one. */
function PhoneChoice({ phone, demo }: PhoneProps): ReactNode {
  const t = useText('demo');
  const { state } = demo.view;
  const phones = state?.phones ?? [];
  if (phones.length < 2) return null;
  const choose = (connection: string): void => {
    const [first] = seatsOf(
      state,
      phones.find((each) => each.connection === connection),
    );
    if (first) demo.chooseCustomer(first.id);
  };
  return (
    <label className="phone-choice">
      <span>{t('phone.which')}</span>
      <select value={phone?.connection} onChange={(event) => choose(event.target.value)}>
        {phones.map(({ connection, title }) => (
          <option key={connection} value={connection}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}

function Seats({ phone, demo }: PhoneProps): ReactNode {
  const t = useText('demo');
  const { state, customer } = demo.view;
  return (
    <div className="seats" role="group" aria-label={t('phone.who')}>
      {seatsOf(state, phone).map((person) => (
        <button
          key={person.id}
          type="button"
          className="seat"
          aria-pressed={person.id === customer}
          onClick={() => demo.chooseCustomer(person.id)}
        >
          <strong>{person.name}</strong>
          <Handle person={person} hides={phone?.hides ?? false} />
        </button>
      ))}
    </div>
  );
}

/** By what the business knows a person. */
function Handle({ person, hides }: { person: DemoCustomer; hides: boolean }): ReactNode {
  const t = useText('demo');
  const { phone, handle } = person;
  if (phone !== undefined) return <span>{formatPhone(phone)}</span>;
  return hides ? <span>{t('phone.hidden')}</span> : <span title={handle}>{handle}</span>;
}

function StartOver({ demo }: { demo: Demo }): ReactNode {
  const t = useText('demo');
  const { customer, state } = demo.view;
  const person = state?.customers.find(({ id }) => id === customer);
  if (!person) return null;
  return (
    <button
      type="button"
      className="button start-over"
      aria-label={t('phone.startOver')}
      title={t('phone.startOver')}
      onClick={() => demo.startOver(person)}
    >
      <Icon name="restart" />
      {t('phone.startOver.short')}
    </button>
  );
}
