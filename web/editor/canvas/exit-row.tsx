import { Handle, Position } from '@xyflow/react';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useCanvasWorld, useFar } from './canvas-world.ts';
import styles from './canvas.module.css';
import { handleOf } from './canvas-nodes.ts';
import { useCanvasWords } from './step-words.ts';
import type { ExitView } from './step-view.ts';

type ExitRowProps = {
  exits: readonly ExitView[];
  /** By the id of their handles. */
  connected: readonly string[];
  litExits: readonly string[];
  counts?: Readonly<Record<string, number>> | undefined;
  /** What the exits belong to, for those who hear the page. */
  title: string;
  isCurrent: boolean;
  isReadOnly: boolean;
};

/** The exits of a card along its lower edge, in their order. Each can be drawn to a step, or asked for a new one. */
export function ExitRow({ exits, connected, litExits, counts, title, isCurrent, isReadOnly }: ExitRowProps): ReactNode {
  const words = useCanvasWords();
  const { t } = words;
  const world = useCanvasWorld();
  const isFar = useFar();
  if (exits.length === 0) return null;
  // Where the keyboard stands there is all of it, however small.
  if (isFar && !isCurrent) return <FarRow exits={exits} connected={connected} litExits={litExits} />;
  const ask = (view: ExitView, { currentTarget }: { currentTarget: Element }): void => {
    const { left, bottom } = currentTarget.getBoundingClientRect();
    world.edits()?.add({ after: view.exit, screen: { x: left, y: bottom } });
  };
  return (
    <div className={styles.exits}>
      {exits.map((view) => {
        const handle = handleOf(view.exit);
        const name = words.exit(view);
        const isConnected = connected.includes(handle);
        const count = counts?.[view.outcome];
        return (
          <div
            key={handle}
            className={styles.exit}
            data-trouble={view.isTrouble}
            data-lit={litExits.includes(handle)}
            data-open={!isConnected}
          >
            <span className={styles.exitName} title={name}>
              {name}
            </span>
            {count !== undefined && <span className={styles.count}>{count}</span>}
            <Handle
              type="source"
              id={handle}
              position={Position.Bottom}
              className={styles.out ?? ''}
              isConnectable={!isReadOnly}
              onClick={(event) => {
                if (!isConnected && !isReadOnly) ask(view, event);
              }}
            >
              {!isConnected && !isReadOnly && <IconPlus size={11} stroke={2.4} aria-hidden />}
            </Handle>
            {!isReadOnly && (
              <button
                type="button"
                className={`${styles.exitKey} nodrag`}
                tabIndex={isCurrent ? 0 : -1}
                aria-label={t(isConnected ? 'exit.insert' : 'exit.add', { exit: name, title })}
                onClick={(event) => ask(view, event)}
              >
                <IconPlus size={12} aria-hidden />
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}

/** The exits of a card that is seen from afar: the dots that ways begin at, which the library measures, and no more. */
function FarRow({ exits, connected, litExits }: Pick<ExitRowProps, 'exits' | 'connected' | 'litExits'>): ReactNode {
  return (
    <div className={styles.exits}>
      {exits.map(({ exit, isTrouble }) => {
        const handle = handleOf(exit);
        return (
          <div
            key={handle}
            className={styles.exit}
            data-trouble={isTrouble}
            data-lit={litExits.includes(handle)}
            data-open={!connected.includes(handle)}
          >
            <span
              className={`react-flow__handle react-flow__handle-bottom source ${styles.out}`}
              data-handleid={handle}
              data-handlepos={Position.Bottom}
            />
          </div>
        );
      })}
    </div>
  );
}

/** Where ways lead into a card. Nobody can meet it from afar; the library measures it all the same. */
export function IntoDot({ isReadOnly }: { isReadOnly: boolean }): ReactNode {
  const isFar = useFar();
  const { into = '' } = styles;
  return isFar ? (
    <span className={`react-flow__handle react-flow__handle-top target ${into}`} data-handlepos={Position.Top} />
  ) : (
    <Handle type="target" position={Position.Top} className={into} isConnectable={!isReadOnly} />
  );
}
