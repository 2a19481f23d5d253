import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { isObject, type JsonObject, type JsonValue } from '../../../../src/base/json.ts';
import { useText } from '../../../i18n/use-text.ts';
import type { FormSchema } from '../../../ui/form/field-model.ts';
import { useFormWorld } from '../../../ui/form/form-world.tsx';
import { Reorder } from '../../../ui/form/list-field.tsx';
import { Members } from '../../../ui/form/members.tsx';
import { usePanel } from '../panel-world.tsx';
import type { StepFormProps } from '../step/step-form.tsx';
import { MessageForm } from './message-form.tsx';
import { MessagePreview } from './message-preview.tsx';
import { usePreview, type PreviewChoice } from './use-preview.ts';
import styles from './message.module.css';

const MESSAGE = ['text', 'choices', 'style', 'listButton', 'header', 'footer', 'media', 'template'];

/** The form of a step that writes: its message with a preview, and what is tried where that does not arrive. */
export function SendForm({ schema, params, change }: StepFormProps): ReactNode {
  const preview = usePreview();
  const rungs = Array.isArray(params['rungs']) ? (params['rungs'] as readonly JsonValue[]).filter(isObject) : [];
  return (
    <div className={styles.section}>
      <MessageForm
        schema={schema}
        name="send"
        value={params}
        path={[]}
        preview={preview}
        connection={undefined}
        change={change}
      />
      <MessagePreview message={params} preview={preview} />
      <Ladder
        schema={schema.properties?.['rungs'] ?? {}}
        rungs={rungs}
        preview={preview}
        change={(next, merge) => {
          const { rungs: _former, ...rest } = params;
          change(next.length === 0 ? rest : { ...params, rungs: next }, merge);
        }}
      />
      <Members
        schema={schema}
        name="send"
        value={params}
        path={[]}
        except={[...MESSAGE, 'rungs', ...(rungs.length === 0 ? ['deliveredWithin'] : [])]}
        shown={rungs.length === 0 ? [] : ['deliveredWithin']}
        change={change}
      />
    </div>
  );
}

type LadderProps = {
  schema: FormSchema;
  rungs: readonly JsonObject[];
  preview: PreviewChoice;
  change(rungs: readonly JsonValue[], merge?: string): void;
};

/** What is tried next, as cards in their order. */
function Ladder({ schema, rungs, preview, change }: LadderProps): ReactNode {
  const t = useText('stepPanel');
  const { isReadOnly } = useFormWorld();
  const { view, catalog } = usePanel();
  const items = schema.items ?? {};
  const isFull = rungs.length >= (schema.maxItems ?? Infinity);
  return (
    <div className={styles.rungs}>
      {rungs.length > 0 && (
        <div>
          <h3 className={styles.heading}>{t('ladder')}</h3>
          <p className={styles.quiet}>{t('ladder.why')}</p>
        </div>
      )}
      <Reorder
        items={rungs}
        nameOf={(at) => t('ladder.rung', { number: at + 2 })}
        isReadOnly={isReadOnly}
        change={change}
      >
        {(_item, at) => {
          const rung = rungs[at] ?? {};
          const connection = typeof rung['connection'] === 'string' ? rung['connection'] : undefined;
          const channel = view?.connectionList.find(({ name }) => name === connection)?.channel;
          const capabilities = channel === undefined ? undefined : catalog.types.channels[channel];
          const own: PreviewChoice =
            channel !== undefined && capabilities
              ? { ...preview, channel: { id: channel, title: view?.channelTitles[channel] ?? channel, capabilities } }
              : preview;
          const set = (next: JsonObject, merge?: string): void => change(rungs.with(at, next), merge);
          return (
            <div className={styles.section}>
              <Members
                schema={items}
                name="send.rungs"
                value={rung}
                path={['rungs', at]}
                except={[...MESSAGE, 'deliveredWithin']}
                shown={['connection']}
                change={set}
              />
              <MessageForm
                schema={items}
                name="send.rungs"
                value={rung}
                path={['rungs', at]}
                preview={own}
                connection={connection}
                change={set}
              />
              <MessagePreview message={rung} preview={own} />
              {at < rungs.length - 1 && (
                <Members
                  schema={items}
                  name="send.rungs"
                  value={rung}
                  path={['rungs', at]}
                  except={[...MESSAGE, 'connection', 'address']}
                  shown={['deliveredWithin']}
                  change={set}
                />
              )}
            </div>
          );
        }}
      </Reorder>
      {!isReadOnly && !isFull && (
        <Button
          variant="subtle"
          size="compact-sm"
          style={{ alignSelf: 'flex-start' }}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => change([...rungs, { text: '' }])}
        >
          {t('ladder.add')}
        </Button>
      )}
    </div>
  );
}
