import { Button } from '@mantine/core';
import { IconPin, IconPinnedOff } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { StepId } from '../../../../src/base/ids.ts';
import { isObject, type JsonObject, type JsonValue } from '../../../../src/base/json.ts';
import { clearPin, setPin } from '../../../../src/flow/edit/edit-pins.ts';
import { writesOf } from '../../../../src/flow/edit/variables-of.ts';
import { own, type Step } from '../../../../src/flow/flow.ts';
import { useText } from '../../../i18n/use-text.ts';
import { readJson } from '../../../ui/form/json-field.tsx';
import { useEditor, useSession } from '../../session/use-editor.ts';
import { usePanel } from '../panel-world.tsx';
import { VariableList } from '../variables/variable-list.tsx';
import { sampleOfSchema } from '../variables/sample-output.ts';
import styles from './step.module.css';
import { said } from '../../../ui/form/said.ts';

const JsonEditor = lazy(async () => ({ default: (await import('../../../ui/form/json-editor.tsx')).JsonEditor }));

/** What a step writes, with samples, and what tests take in place of what it would get. */
export function OutputTab({ id, step }: { id: StepId; step: Step }): ReactNode {
  const t = useText('stepPanel');
  const { catalog } = usePanel();
  const names = Object.keys(writesOf(step, catalog.types));
  return (
    <div className={styles.stack}>
      {names.length === 0 ? <p className={styles.quiet}>{t('output.none')}</p> : <VariableList only={names} />}
      <Pin id={id} step={step} />
    </div>
  );
}

function Pin({ id, step }: { id: StepId; step: Step }): ReactNode {
  const t = useText('stepPanel');
  const session = useSession();
  const { draft, catalog } = usePanel();
  const isReadOnly = useEditor(({ readOnly }) => readOnly !== undefined);
  const pin = own(draft.layout.pins, id);
  const [unread, keep] = useState<string>();
  const set = (output: JsonObject, merge?: string): void => {
    session.apply(
      { key: 'edit.setPin' },
      (each) => setPin(each, { step: id, output }),
      merge === undefined ? {} : { merge },
    );
  };
  const connector = own(catalog.connections, said(step.params['connection']))?.connector ?? '';
  const operation = own(own(catalog.operations, connector) ?? {}, said(step.params['operation']));
  const begin = (): void => {
    const sample: JsonValue = operation ? sampleOfSchema(operation.output) : {};
    set(isObject(sample) ? sample : {});
  };
  const type = (text: string): void => {
    const output = readJson(text);
    keep(isObject(output) ? undefined : text);
    if (isObject(output)) set(output, `pin ${id}`);
  };
  return (
    <section className={styles.stack} aria-label={t('pin')}>
      <h3 className={styles.heading}>{t('pin')}</h3>
      <p className={styles.quiet}>{t('pin.why')}</p>
      {pin && (
        <Suspense fallback={null}>
          <JsonEditor
            label={t('pin')}
            text={unread ?? JSON.stringify(pin, null, 2)}
            isReadOnly={isReadOnly}
            type={type}
          />
        </Suspense>
      )}
      {unread !== undefined && <p className={styles.error}>{t('pin.unread')}</p>}
      {!isReadOnly && (
        <div>
          {pin ? (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPinnedOff size={14} aria-hidden />}
              onClick={() => {
                keep(undefined);
                session.apply({ key: 'edit.clearPin' }, (each) => clearPin(each, { steps: [id] }));
              }}
            >
              {t('pin.clear')}
            </Button>
          ) : (
            <Button variant="default" size="xs" leftSection={<IconPin size={14} aria-hidden />} onClick={begin}>
              {t('pin.set')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
