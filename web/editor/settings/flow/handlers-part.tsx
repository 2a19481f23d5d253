import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { JsonObject, JsonValue } from '../../../../src/base/json.ts';
import { handlersOf, idsOf } from '../../../../src/flow/edit/draft.ts';
import { addHandler, changeHandler, moveHandler, removeHandler } from '../../../../src/flow/edit/edit-handlers.ts';
import type { Handler } from '../../../../src/flow/flow.ts';
import { HANDLERS } from '../../../../src/flow/trigger-schema.ts';
import { useText } from '../../../i18n/use-text.ts';
import { Form } from '../../../ui/form/field.tsx';
import type { FormSchema } from '../../../ui/form/field-model.ts';
import { Reorder } from '../../../ui/form/list-field.tsx';
import { Members } from '../../../ui/form/members.tsx';
import { useEditor, useSession } from '../../session/use-editor.ts';
import { usePanel } from '../panel-world.tsx';
import { useFormWorldOf } from '../use-form-world.ts';
import styles from '../step/step.module.css';

const schemaOf = (on: string): FormSchema => HANDLERS[on] ?? {};

/** Where runs go from wherever they stand: at a word, at an unclear reply, at a failure. */
export function HandlersPart(): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const { draft } = usePanel();
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const handlers = handlersOf(draft);
  const reorder = (next: readonly JsonValue[]): void => {
    const list = next as unknown as readonly Handler[];
    if (list.length < handlers.length) {
      const at = handlers.findIndex((each, place) => list[place] !== each);
      return void session.apply({ key: 'edit.removeHandler' }, (each) => removeHandler(each, { at }));
    }
    const far = handlers.findIndex((each, at) => Math.abs(list.indexOf(each) - at) > 1);
    const from = far === -1 ? handlers.findIndex((each, at) => list[at] !== each) : far;
    const item = handlers[from];
    if (item) session.apply({ key: 'edit.moveHandler' }, (each) => moveHandler(each, { from, to: list.indexOf(item) }));
  };
  const add = (on: Handler['on']): void => {
    const next = draft.flow.start in draft.flow.steps ? draft.flow.start : idsOf(draft)[0];
    if (next === undefined) return;
    const handler: Handler = on === 'message' ? { on, keywords: ['STOP'], next } : { on, next };
    session.apply({ key: 'edit.addHandler' }, (each) => addHandler(each, { handler }));
  };
  return (
    <section className={styles.exits} aria-label={t('handlers')}>
      <h3 className={styles.heading}>{t('handlers')}</h3>
      <p className={styles.quiet}>{t('handlers.why')}</p>
      <Reorder
        items={handlers}
        nameOf={(at) => t('handlers.one', { number: at + 1 })}
        isReadOnly={isReadOnly}
        change={reorder}
        renderTitle={(at) => t.known(`handler.${handlers[at]?.on ?? ''}`) ?? ''}
      >
        {(_item, at) => {
          const handler = handlers[at];
          return handler ? <HandlerForm at={at} handler={handler} /> : null;
        }}
      </Reorder>
      {!isReadOnly && idsOf(draft).length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button
              variant="subtle"
              size="compact-sm"
              style={{ alignSelf: 'flex-start' }}
              leftSection={<IconPlus size={14} aria-hidden />}
            >
              {t('handlers.add')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(['message', 'invalidReply', 'failure'] as const).map((on) => (
              <Menu.Item key={on} onClick={() => add(on)}>
                {t(`handler.${on}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </section>
  );
}

function HandlerForm({ at, handler }: { at: number; handler: Handler }): ReactNode {
  const session = useSession();
  const world = useFormWorldOf(['flow', 'handlers', at]);
  const change = (next: JsonObject, merge?: string): void => {
    session.apply(
      { key: 'edit.changeHandler' },
      (each) => changeHandler(each, { at, handler: next as unknown as Handler }),
      merge === undefined ? {} : { merge: `handler ${at} ${merge}` },
    );
  };
  return (
    <Form world={world}>
      <Members
        schema={schemaOf(handler.on)}
        name={`handler-${handler.on}`}
        value={handler}
        path={[]}
        shown={['keywords']}
        change={change}
      />
    </Form>
  );
}
