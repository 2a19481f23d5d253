import { secretFields, withDefaults } from '../../base/schema.ts';
import type { ConfigVault } from '../../engine/connection-book.ts';
import { readKeys } from '../../store/key-file.ts';
import { createVault, openFields, sealFields } from '../../store/secrets.ts';
import { configSchema } from '../../control/catalog.ts';

/** Opens the vault of a data folder: knows which fields are secret, and fills in defaults when it opens. */
export function openConfigVault(folder: string, env: Readonly<Record<string, string | undefined>>): ConfigVault {
  const vault = createVault(readKeys(folder, env));
  const secretsOf = (type: string): string[] => {
    const schema = configSchema(type);
    return schema ? secretFields(schema) : [];
  };
  return {
    seal: (connection, type, config) => sealFields(vault, connection, config, secretsOf(type)),
    open(connection, type, config) {
      const schema = configSchema(type);
      const opened = openFields(vault, connection, config, secretsOf(type));
      return schema ? withDefaults(schema, opened) : opened;
    },
  };
}
