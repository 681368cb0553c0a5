/** A handful of recorded rows for the tests, of the plain format. */

type Write = (table: string, text: string) => void;

/**
 * Two webinar engagements of 2026-06-01 and -02 (one became an opportunity, won in the quarter after
 * 90 days), one in the quarter, one that does not count, one entered late; one direct opportunity
 * that is open; one won in the quarter before after 20 days.
 */
export function writeSmallCompany(write: Write): void {
  const table = (name: string, columns: string, rows: readonly string[]) =>
    write(name, `${[columns, ...rows].join('\n')}\n`);
  table('accounts', 'account_id,segment,recorded_at,state', [
    'A1,mid,2023-07-03T00:00:00.000Z,live',
    'A2,small,2023-07-03T00:00:00.000Z,live',
  ]);
  const engagement = (id: string, account: string, day: string, rest = 'true') =>
    `${id},${account},C1,webinar,${day},${rest},${day}T09:00:00.000Z,live`;
  table(
    'engagements',
    'engagement_id,account_id,campaign_id,campaign_type,happened,counts,recorded_at,state',
    [
      engagement('E1', 'A1', '2026-06-01'),
      engagement('E2', 'A1', '2026-06-02'),
      engagement('E3', 'A1', '2026-07-20'),
      engagement('E4', 'A1', '2026-07-21', 'false'),
      'E5,A1,C1,webinar,2026-09-20,true,2026-09-28T00:00:00.000Z,live',
    ],
  );
  table('meetings', 'meeting_id,happened,outcome,recorded_at,state', [
    'M1,2026-07-02,scheduled,2026-06-20T00:00:00.000Z,live',
    'M1,2026-07-02,held,2026-07-03T00:00:00.000Z,live',
    'M2,2026-09-02,no_show,2026-09-03T00:00:00.000Z,live',
  ]);
  table(
    'opportunities',
    'opportunity_id,happened,account_id,campaign_id,segment,recorded_at,state',
    [
      'O1,2026-06-10,A1,C1,mid,2026-06-10T00:00:00.000Z,live',
      'O2,2026-07-15,A2,,small,2026-07-15T00:00:00.000Z,live',
      'O3,2026-05-01,A2,,small,2026-05-01T00:00:00.000Z,live',
    ],
  );
  const change = (opportunity: string, number: number, rest: string) =>
    `${opportunity},${opportunity}-${number},${rest}`;
  table(
    'opportunity_changes',
    'opportunity_id,change_id,happened,stage,outcome,amount,currency,close_on,recorded_at,state',
    [
      change('O1', 1, '2026-06-10,Qualify,open,9000,USD,2026-12-01,2026-06-10T00:00:00.000Z,live'),
      change('O1', 2, '2026-09-08,Won,won,10000.50,USD,2026-09-08,2026-09-09T00:00:00.000Z,live'),
      change('O2', 1, '2026-07-15,Qualify,open,5000,USD,2026-10-01,2026-07-15T00:00:00.000Z,live'),
      change('O2', 2, '2026-09-20,Won,won,5000,USD,2026-09-20,2026-10-02T00:00:00.000Z,live'),
      change('O3', 1, '2026-05-01,Qualify,open,7000,USD,2026-06-01,2026-05-01T00:00:00.000Z,live'),
      change('O3', 2, '2026-05-21,Won,won,7000,USD,2026-05-21,2026-05-21T00:00:00.000Z,live'),
    ],
  );
  table('campaign_types', 'campaign_type,status,owner', ['webinar,Attended,marketing']);
  table('teams', 'team_id,name', ['T-2,Team EMEA']);
}
