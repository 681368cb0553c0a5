import { join } from 'node:path';
import { Ledger } from './ledger.ts';
import { openPostgres } from './postgres.ts';
import { openSqlite } from './sqlite.ts';

/**
 * Opens a home's ledger: `ledger.sqlite` in it, or PostgreSQL.
 * @param url address of a database, such as postgres://user:password@host/name; null for none
 * @throws BadInput when it cannot be opened
 */
export async function openLedger(home: string, url: string | null): Promise<Ledger> {
  return new Ledger(
    url === null ? openSqlite(join(home, 'ledger.sqlite')) : await openPostgres(url),
    join(home, 'ledger.snapshot'),
  );
}
