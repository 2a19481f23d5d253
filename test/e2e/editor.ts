import type { Page } from 'playwright-core';
import { call } from './call.ts';
import type { FlowFile } from './journey/flow-shape.ts';
import type { Look, Opened, Place } from './place.ts';

/** The editor of a flow of its own, in a fresh browser profile. */
export type OpenedEditor = Opened & { flow: string };

/** Makes a flow, a copy or an empty one, opens its editor and waits for its cards. */
export async function openEditor(place: Place, copyOf?: string, look: Look = {}): Promise<OpenedEditor> {
  const opened = await place.open('/settings/account', look);
  const { page, context } = opened;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const made = await call<{ flow: { id: string } }>(
    page,
    copyOf === undefined ? 'POST /api/v1/flows' : `POST /api/v1/flows/${copyOf}/duplicate`,
    { body: { name: copyOf === undefined ? 'An empty one' : `Copy of ${copyOf}` } },
  );
  const flow = made.flow.id;
  await page.goto(`${place.product.url}/flows/${flow}`);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.locator('[data-canvas] [data-step] [role="button"]').first().waitFor();
  return { ...opened, flow };
}

/** The draft as the server has it, once what was done in its editor is saved. */
export async function savedDraft(page: Page, flow: string): Promise<FlowFile> {
  await page.getByText('Saved', { exact: true }).waitFor();
  return call<FlowFile>(page, `GET /api/v1/flows/${flow}/draft`);
}
