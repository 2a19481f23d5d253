import { after, before, describe } from 'node:test';
import { testStore } from '../store.contract.ts';
import {
  giveDatabase,
  noTestPostgres,
  openStore,
  openTestPostgres,
  type TestPostgres,
} from '../testing/open-test-postgres.ts';

describe('on PostgreSQL', { skip: noTestPostgres ?? false }, () => {
  let server: TestPostgres;
  before(async () => {
    server = await openTestPostgres();
  });
  after(() => server.close());

  testStore({
    async open(folder) {
      await giveDatabase(server, folder);
      return openStore({ folder });
    },
    module: import.meta.resolve('../testing/open-test-postgres.ts'),
  });
});
