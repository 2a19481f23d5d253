import { useState, type ReactNode } from 'react';
import type { DemoChoice, DemoDelivery, DemoMessage } from '../../src/server/routes/demo/demo-state.ts';
import { formatDateTime, formatTime } from '../ui/format.ts';
import { Icon, type IconName } from './icon.tsx';
import { useViewer } from '../ui/viewer.tsx';
import { ProblemText } from './banners.tsx';
import type { Demo } from './use-demo.ts';
import type { Pending } from './view.ts';
import { useText } from '../i18n/use-text.ts';

type BubbleProps = {
  message: DemoMessage;
  /** True when its choices can be tapped. */
  isOpen: boolean;
  say: Demo['say'];
};

/** One message with its time, how far it got, and what can be tapped on it. */
export function Bubble({ message, isOpen, say }: BubbleProps): ReactNode {
  const { language } = useViewer();
  const { from, text, header, footer, at, choices, delivery, id } = message;
  const tap = (choice: DemoChoice): void => say({ choice: { ...choice, message: id } });
  return (
    <div className="message" data-from={from}>
      <div className="bubble">
        {header && <strong className="bubble-header">{header}</strong>}
        <p>{text}</p>
        {footer && <p className="bubble-footer">{footer}</p>}
        <span className="bubble-meta">
          <time dateTime={new Date(at).toISOString()} title={formatDateTime(at, language)}>
            {formatTime(at, language)}
          </time>
          {from === 'customer' && <Ticks delivery={delivery} />}
        </span>
      </div>
      {choices.length > 0 && <Choices choices={choices} isOpen={isOpen} button={message.listButton} tap={tap} />}
    </div>
  );
}

type ChoicesProps = {
  choices: readonly DemoChoice[];
  isOpen: boolean;
  button: string | undefined;
  tap(choice: DemoChoice): void;
};

function Choices({ choices, isOpen, button, tap }: ChoicesProps): ReactNode {
  const [shown, setShown] = useState(false);
  const rows = choices.map((choice) => (
    <button key={choice.id} type="button" disabled={!isOpen} onClick={() => tap(choice)}>
      {choice.title}
      {choice.description && <small>{choice.description}</small>}
    </button>
  ));
  if (button === undefined) return <div className="choices">{rows}</div>;
  return (
    <div className="choices">
      <button type="button" aria-expanded={shown && isOpen} disabled={!isOpen} onClick={() => setShown(!shown)}>
        <span>
          <Icon name="list" />
          {button}
        </span>
      </button>
      {shown && isOpen && <div className="choice-rows">{rows}</div>}
    </div>
  );
}

/** A message that was written here and is on its way, or was refused. */
export function PendingBubble({ pending, sayAgain }: { pending: Pending; sayAgain: Demo['sayAgain'] }): ReactNode {
  const t = useText('demo');
  const { said, problem } = pending;
  return (
    <div className="message" data-from="customer" data-failed={problem !== undefined}>
      <div className="bubble">
        <p>{'text' in said ? said.text : said.choice.title}</p>
        <span className="bubble-meta">
          {problem ? t('phone.notSent') : <Icon name="clock" label={t('delivery.sending')} />}
        </span>
      </div>
      {problem && (
        <div className="refusal" role="alert">
          <ProblemText problem={problem} />
          <button type="button" className="button" onClick={() => sayAgain(pending)}>
            {t('phone.again')}
          </button>
        </div>
      )}
    </div>
  );
}

const TICKS: Record<DemoDelivery, IconName> = {
  sent: 'tick',
  kept: 'ticks',
  delivered: 'ticks',
  read: 'ticks',
  failed: 'alert',
};

/** How far a message got, as people know it from their phones. */
export function Ticks({ delivery }: { delivery: DemoDelivery }): ReactNode {
  const t = useText('demo');
  return (
    <span className="ticks" data-delivery={delivery}>
      <Icon name={TICKS[delivery]} label={t(`delivery.${delivery}`)} />
    </span>
  );
}
