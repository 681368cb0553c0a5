import { allRows, type Engine, type Parameters } from '../../engine/engine.ts';
import { isFreeMail } from '../matching/domains.ts';
import { statementFile } from '../statement-file.ts';

/** People whose mail address tells no company. */
export async function freeMailPeople(engine: Engine, parameters: Parameters) {
  const url = new URL('free_mail_people.sql', import.meta.url);
  const people = await allRows<{ id: string; domain: string }>(
    engine.query(statementFile(url), parameters),
  );
  return people.filter(({ domain }) => isFreeMail(domain));
}
