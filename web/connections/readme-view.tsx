import { Fragment, type ReactNode } from 'react';
import type { Block, Piece, Section } from '../../src/control/readme.ts';
import styles from './connections.module.css';

/** Chapters of the page that a kind has about itself. */
export function ReadmeView({ sections }: { sections: readonly Section[] }): ReactNode {
  return (
    <div className={styles.readme}>
      {sections.map(({ title, blocks }) => (
        <section key={title}>
          {title !== '' && <h2>{title}</h2>}
          {blocks.map((block, at) => (
            <BlockView key={at} block={block} />
          ))}
        </section>
      ))}
    </div>
  );
}

function BlockView({ block }: { block: Block }): ReactNode {
  if (block.kind === 'text')
    return (
      <p>
        <Pieces pieces={block.pieces} />
      </p>
    );
  if (block.kind === 'code') return <pre tabIndex={0}>{block.text}</pre>;
  if (block.kind === 'table')
    return (
      <div className={styles.readmeTable} role="group" tabIndex={0}>
        <table>
          <thead>
            <tr>
              {block.head.map((cell, at) => (
                <th key={at} scope="col">
                  <Pieces pieces={cell} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row, at) => (
              <tr key={at}>
                {row.map((cell, place) => (
                  <td key={place}>
                    <Pieces pieces={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    );
  const items = block.items.map((pieces, at) => (
    <li key={at}>
      <Pieces pieces={pieces} />
    </li>
  ));
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}

function Pieces({ pieces }: { pieces: readonly Piece[] }): ReactNode {
  return pieces.map(({ text, as, href }, at) => {
    if (href !== undefined)
      return (
        <a key={at} href={href} target="_blank" rel="noreferrer">
          {text}
        </a>
      );
    if (as === 'code') return <code key={at}>{text}</code>;
    if (as === 'strong') return <strong key={at}>{text}</strong>;
    if (as === 'em') return <em key={at}>{text}</em>;
    return <Fragment key={at}>{text}</Fragment>;
  });
}
