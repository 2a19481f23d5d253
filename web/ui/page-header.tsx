import { useEffect, type ReactNode } from 'react';
import styles from './page-header.module.css';

type PageHeaderProps = {
  title: string;
  /** A state or a count beside the title. */
  beside?: ReactNode;
  /** One line under it. */
  note?: ReactNode;
  /** Buttons at the right; the primary one last. */
  actions?: ReactNode;
};

/** The head of a page, and the name of the browser's tab. */
export function PageHeader({ title, beside, note, actions }: PageHeaderProps): ReactNode {
  usePageTitle(title);
  return (
    <header className={styles.header}>
      <div className={styles.words}>
        <div className={styles.line}>
          <h1 className={styles.title}>{title}</h1>
          {beside}
        </div>
        {note !== undefined && <p className={styles.note}>{note}</p>}
      </div>
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </header>
  );
}

/** Names the browser's tab after the page. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Rondine`;
  }, [title]);
}

/** The space of a page that scrolls: header, then what it is about. `wide` for tables. */
export function PageBody({ wide = false, children }: { wide?: boolean; children: ReactNode }): ReactNode {
  return (
    <div className={styles.body} data-wide={wide}>
      {children}
    </div>
  );
}
