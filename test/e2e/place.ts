import { after, before } from 'node:test';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { openBrowser } from './browser.ts';
import { becomeOwner, type SignedIn } from './owner.ts';
import { startProduct, type Product } from './product.ts';

/** What a page may take to do what a test waits for. */
const WITHIN_MS = 30_000;

/** A page in a browser profile of its own; `complaints` tells all that it should not have done. */
export type Opened = { page: Page; context: BrowserContext; complaints: string[] };

/** Who looks at a page, and by what: unless told, the owner, who reads English, at a desk, by day. */
export type Look = {
  locale?: string;
  colorScheme?: 'light' | 'dark';
  /** Unless told, nothing on the page moves by itself. */
  reducedMotion?: 'reduce' | 'no-preference';
  width?: number;
  height?: number;
  /** False for somebody who is not signed in. */
  isInside?: boolean;
};

/** The product, and a browser to look at it. */
export type Place = {
  readonly product: Product;
  /** Opens a page by its path and waits for its heading; the caller closes the context. */
  open(path: string, look?: Look): Promise<Opened>;
};

/** How the product is started, and what is done then. */
type Start = {
  args?: readonly string[];
  /** True where nobody has become its owner yet. */
  isNew?: boolean;
  /**
   * Makes what the tests need besides. A second `before` at the top of a file would not do: it begins without waiting
   * for the first.
   */
  prepare?(place: Place): Promise<void>;
};

/**
 * Starts the product and a browser before the tests of the file, or of the `describe` that calls it, and ends them
 * after these. What it gives may be used from then on, not before.
 */
export function usePlace({ args = [], isNew = false, prepare }: Start = {}): Place {
  let product: Product;
  let browser: Browser;
  let signedIn: SignedIn | undefined;
  before(async () => {
    // One after the other: side by side, each keeps the other from being ready in time.
    product = await startProduct({ args });
    browser = await openBrowser();
    if (!isNew) signedIn = await becomeOwner(browser, product);
    await prepare?.(place);
  });
  after(async () => {
    await browser?.close();
    await product?.close();
  });
  const place: Place = {
    get product() {
      return product;
    },
    async open(path, { width = 1440, height = 900, isInside = true, ...look } = {}) {
      const context = await browser.newContext({
        locale: 'en-GB',
        reducedMotion: 'reduce',
        ...look,
        viewport: { width, height },
        ...(isInside && signedIn ? { storageState: { ...signedIn, origins: [] } } : {}),
      });
      context.setDefaultTimeout(WITHIN_MS);
      const page = await context.newPage();
      const complaints = complaintsOf(page, product);
      await page.goto(new URL(path, product.url).href);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      return { page, context, complaints };
    },
  };
  return place;
}

/** Writes down from now on what a page complains of, where it fails, and what it asks of others than the product. */
function complaintsOf(page: Page, product: Product): string[] {
  const complaints: string[] = [];
  const tell = (what: string): void => void complaints.push(`${page.url()}: ${what}`);
  const { origin } = new URL(product.url);
  // Refusals by the Content Security Policy are told in the console, too.
  page.on('console', (entry) => {
    if (entry.type() === 'error' || entry.type() === 'warning') tell(entry.text());
  });
  page.on('pageerror', (error) => tell(error.message));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) tell(`asks ${request.url()}`);
  });
  return complaints;
}
