import { ActionIcon, Button } from '@mantine/core';
import { IconGripVertical, IconPlus, IconTrash } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { isObject, type JsonValue } from '../../../src/base/json.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAnnounce } from '../announce.tsx';
import { fieldOf, startValue } from './field-model.ts';
import styles from './form.module.css';
import { useFormWorld, type FieldProps } from './form-world.tsx';
import { Members } from './members.tsx';
import { moved } from './moved.ts';

type ReorderProps = {
  items: readonly JsonValue[];
  /** What one of them is called: "Choice 2". */
  nameOf(at: number): string;
  change(items: readonly JsonValue[]): void;
  /** False where one cannot be taken out. */
  canRemove?: boolean;
  isReadOnly?: boolean;
  children(item: JsonValue, at: number): ReactNode;
  /** What stands at the top of a card, where that is more than its name. */
  renderTitle?(at: number): ReactNode;
};

/** Cards in an order that is changed by drawing their handles, or by the arrow keys on them. */
export function Reorder(props: ReorderProps): ReactNode {
  const { items, nameOf, change, canRemove = true, isReadOnly = false, children, renderTitle = nameOf } = props;
  const t = useText('form');
  const announce = useAnnounce();
  const dragged = useRef<number>(undefined);
  const [over, setOver] = useState<number>();
  const list = useRef<HTMLOListElement>(null);
  const move = (from: number, to: number): void => {
    const next = moved(items, from, to);
    if (next === items) return;
    change(next);
    announce(t('list.moved', { what: nameOf(from), place: to + 1 }));
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>(':scope > li [data-handle]')[to]?.focus());
  };
  const press = (event: KeyboardEvent, at: number): void => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(at, at + step);
  };
  return (
    <ol className={styles.list} ref={list}>
      {items.map((item, at) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the handle does the same by keyboard
        <li
          key={at}
          className={styles.item}
          data-over={over === at || undefined}
          onDragOver={(event) => {
            if (dragged.current === undefined) return;
            event.preventDefault();
            setOver(at);
          }}
          onDrop={(event) => {
            if (dragged.current === undefined) return;
            event.preventDefault();
            move(dragged.current, at);
            dragged.current = undefined;
            setOver(undefined);
          }}
        >
          <div className={styles.itemHead}>
            {!isReadOnly && (
              <ActionIcon
                data-handle
                size={24}
                draggable
                className={styles.handle ?? ''}
                aria-label={t('list.move', { what: nameOf(at) })}
                aria-keyshortcuts="ArrowUp ArrowDown"
                onKeyDown={(event) => press(event, at)}
                onDragStart={(event) => {
                  dragged.current = at;
                  event.dataTransfer.effectAllowed = 'move';
                }}
                onDragEnd={() => {
                  dragged.current = undefined;
                  setOver(undefined);
                }}
              >
                <IconGripVertical size={14} aria-hidden />
              </ActionIcon>
            )}
            <div className={styles.itemTitle}>{renderTitle(at)}</div>
            {canRemove && !isReadOnly && (
              <ActionIcon
                size={24}
                aria-label={t('remove', { what: nameOf(at) })}
                onClick={() => change(items.toSpliced(at, 1))}
              >
                <IconTrash size={14} aria-hidden />
              </ActionIcon>
            )}
          </div>
          <div className={styles.itemBody}>{children(item, at)}</div>
        </li>
      ))}
    </ol>
  );
}

/** A list of things that have parts: added, taken out, put into another order. */
export function ListField({ field, value, path, change }: FieldProps): ReactNode {
  const t = useText('form');
  const { title, help, troublesAt, isReadOnly, Field } = useFormWorld();
  const items: readonly JsonValue[] = Array.isArray(value) ? value : [];
  const { items: schema = {}, minItems = 0, maxItems = Infinity } = field.schema;
  const named = title(field);
  const one = fieldOf(schema, { name: '', key: field.key, required: true });
  const thing = title({ ...one, key: `${field.key}[]` });
  const [trouble] = troublesAt(path);
  const give = (next: readonly JsonValue[], merge?: string): void =>
    change(next.length === 0 && !field.required ? undefined : next, merge);
  return (
    <fieldset className={styles.part} disabled={isReadOnly}>
      <legend className={styles.legend}>
        <span className={styles.label}>{named}</span>
      </legend>
      <p className={styles.help}>{help(field)}</p>
      {trouble && <p className={styles.error}>{trouble.message}</p>}
      <Reorder
        items={items}
        nameOf={(at) => `${thing} ${at + 1}`}
        canRemove={items.length > minItems}
        isReadOnly={isReadOnly}
        change={give}
      >
        {(item, at) =>
          one.kind === 'object' && isObject(item) ? (
            <Members
              schema={schema}
              name={field.key}
              value={item}
              path={[...path, at]}
              change={(next, merge) => give(items.with(at, next), merge)}
            />
          ) : (
            <Field
              field={one}
              value={item}
              path={[...path, at]}
              change={(next, merge) => give(items.with(at, next ?? ''), merge)}
            />
          )
        }
      </Reorder>
      {items.length < maxItems && !isReadOnly && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={styles.more}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => give([...items, startValue(schema)])}
        >
          {t('add', { what: thing })}
        </Button>
      )}
    </fieldset>
  );
}
