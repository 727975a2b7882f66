// The evidence tables as a migration source of their own: `migrate(service, [evidenceMigrations, …])`.
import type { MigrationSource } from '@shishobako/database/migrate';

export const evidenceMigrations: MigrationSource = { name: 'evidence', folder: new URL('../migrations/', import.meta.url) };
