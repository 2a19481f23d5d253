import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import type { JsonObject, JsonValue } from '../../../../src/base/json.ts';
import { addTrigger, changeTrigger, moveTrigger, removeTrigger } from '../../../../src/flow/edit/edit-triggers.ts';
import { TRIGGERS } from '../../../../src/flow/trigger-schema.ts';
import type { Trigger } from '../../../../src/flow/trigger.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Form } from '../../../ui/form/field.tsx';
import { startValue, type FormSchema } from '../../../ui/form/field-model.ts';
import type { FieldProps } from '../../../ui/form/form-world.tsx';
import { Reorder } from '../../../ui/form/list-field.tsx';
import { Members } from '../../../ui/form/members.tsx';
import { CopyField } from '../../../ui/copy-button.tsx';
import { useFormat } from '../../../ui/use-format.ts';
import { useStepWords } from '../../canvas/step-words.ts';
import { useEditor, useSession } from '../../session/use-editor.ts';
import { PollField } from '../fields/reference-fields.tsx';
import { usePanel } from '../panel-world.tsx';
import { useFormWorldOf } from '../use-form-world.ts';
import { nextTimes } from './next-times.ts';
import styles from '../step/step.module.css';

const NEXT = 5;

/** Members that are asked for although they may be left out. */
const SHOWN: Readonly<Record<string, readonly string[]>> = {
  message: ['connections', 'keywords'],
  status: ['statuses'],
  conversation: ['after'],
  manual: ['to'],
  flow: ['after'],
};

const schemaOf = (type: string): FormSchema => TRIGGERS[type] ?? {};

/** What starts the flow: a form for each trigger, in the order in which they are tried. */
export function TriggersPart(): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const words = useStepWords();
  const { draft } = usePanel();
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const { triggers } = draft.flow;
  const reorder = (next: readonly JsonValue[]): void => {
    const list = next as unknown as readonly Trigger[];
    if (list.length < triggers.length) {
      const at = triggers.findIndex((each, place) => list[place] !== each);
      return void session.apply({ key: 'edit.removeTrigger' }, (each) => removeTrigger(each, { at }));
    }
    const from = triggers.findIndex((each, at) => list[at] !== each && list.indexOf(each) !== at);
    const moved = triggers.findIndex((each, at) => Math.abs(list.indexOf(each) - at) > 1);
    const place = moved === -1 ? from : moved;
    const item = triggers[place];
    if (item)
      session.apply({ key: 'edit.moveTrigger' }, (each) => moveTrigger(each, { from: place, to: list.indexOf(item) }));
  };
  const said = (trigger: Trigger | undefined): string => (trigger ? words.trigger(trigger) : '');
  const add = (type: string): void => {
    const start = startValue(schemaOf(type));
    session.apply({ key: 'edit.addTrigger' }, (each) => addTrigger(each, { trigger: start as unknown as Trigger }));
  };
  return (
    <section className={styles.exits} aria-label={t('triggers')}>
      <h3 className={styles.heading}>{t('triggers')}</h3>
      {triggers.length === 0 && <p className={styles.quiet}>{t('triggers.none')}</p>}
      <Reorder
        items={triggers}
        nameOf={(at) => t('triggers.one', { number: at + 1 })}
        isReadOnly={isReadOnly}
        change={reorder}
        renderTitle={(at) => said(triggers[at])}
      >
        {(_item, at) => {
          const trigger = triggers[at];
          return trigger ? <TriggerForm at={at} trigger={trigger} /> : null;
        }}
      </Reorder>
      {!isReadOnly && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="subtle"
              size="compact-sm"
              style={{ alignSelf: 'flex-start' }}
              leftSection={<IconPlus size={14} aria-hidden />}
            >
              {t('triggers.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {Object.keys(TRIGGERS).map((type) => (
              <Menu.Item key={type} onClick={() => add(type)}>
                {words.trigger({ type } as Trigger)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </section>
  );
}

/** What there is to look for goes by the connection beside it. */
function LookField(props: FieldProps): ReactNode {
  const { draft } = usePanel();
  const trigger = draft.flow.triggers.find((each) => each.type === 'connection' && each.poll === props.value);
  const connection = trigger?.type === 'connection' ? trigger.connection : '';
  return <PollField {...props} connection={connection} />;
}

const OWN = { 'trigger-connection.poll': LookField };

function TriggerForm({ at, trigger }: { at: number; trigger: Trigger }): ReactNode {
  const session = useSession();
  const value = trigger as unknown as JsonObject;
  const world = useFormWorldOf(['flow', 'triggers', at], OWN);
  const change = (next: JsonObject, merge?: string): void => {
    session.apply(
      { key: 'edit.changeTrigger' },
      (each) => changeTrigger(each, { at, trigger: next as unknown as Trigger }),
      merge === undefined ? {} : { merge: `trigger ${at} ${merge}` },
    );
  };
  return (
    <Form world={world}>
      <div className={styles.stack}>
        {trigger.type === 'webhook' && <WebhookAddress path={trigger.path} />}
        <Members
          schema={schemaOf(trigger.type)}
          name={`trigger-${trigger.type}`}
          value={value}
          path={[]}
          shown={SHOWN[trigger.type] ?? []}
          change={change}
        />
        {trigger.type === 'schedule' && <NextTimes cron={trigger.cron} timeZone={trigger.timeZone} />}
      </div>
    </Form>
  );
}

/** Where others call, as seen from this browser. */
function WebhookAddress({ path }: { path: string }): ReactNode {
  const t = useText('stepPanel');
  return <CopyField label={t('triggers.address')} value={`${window.location.origin}/webhooks/${path}`} />;
}

function NextTimes({ cron, timeZone }: { cron: string; timeZone: string | undefined }): ReactNode {
  const t = useText('stepPanel');
  const format = useFormat();
  const { draft } = usePanel();
  const zone = timeZone ?? draft.flow.settings.timeZone;
  const [from] = useState(() => Date.now());
  const times = useMemo(() => nextTimes(cron, { timeZone: zone, from, count: NEXT }), [cron, zone, from]);
  if (times.length === 0) return null;
  return (
    <div>
      <p className={styles.quiet}>{t('triggers.next', { zone })}</p>
      <ol className={styles.times}>
        {times.map((at) => (
          <li key={at}>{format.dateTime(at)}</li>
        ))}
      </ol>
    </div>
  );
}
