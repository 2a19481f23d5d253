import chromium from '@sparticuz/chromium';
import { chromium as driver, type Browser } from 'playwright-core';

/** Flags of a browser in a cloud function that keep it from opening several windows here. */
const UNWANTED = ['--single-process', '--no-zygote', '--headless'];

/** Opens a headless Chromium that needs nothing installed on the machine; the caller closes it. */
export async function openBrowser(): Promise<Browser> {
  const args = chromium.args.filter((arg) => !UNWANTED.some((unwanted) => arg.startsWith(unwanted)));
  return driver.launch({ executablePath: await chromium.executablePath(), args: [...args, '--no-sandbox'] });
}
