import type { Report } from '../../reports/report.ts';
import { useAddress } from '../address.ts';
import { type Answer, useAnswer } from '../api.ts';
import { dayOfWeek, latestWeek, weeksOf } from '../days.ts';
import { Actions } from '../parts/Actions.tsx';
import { Cautions, Heading } from '../parts/Heading.tsx';
import { KeySign } from '../parts/KeySign.tsx';
import { PictureView } from '../parts/PictureView.tsx';
import { ErrorState, LoadingState } from '../parts/States.tsx';

export function ThisWeek() {
  const asked = useAskedWeek();
  const answer = useAnswer('this-week', asked.input, asked.isReady);
  if (answer.error) return <ErrorState problem={answer.error} onRetry={() => answer.refetch()} />;
  if (!answer.data) return <LoadingState what="Counting the weeks of the quarter …" />;
  return (
    <div className={answer.isPlaceholderData ? 'busy' : ''} aria-busy={answer.isPlaceholderData}>
      <Week answer={answer.data} />
    </div>
  );
}

/** Without a period in the address the server takes the last complete week. */
function useAskedWeek(): { input: Record<string, string>; isReady: boolean } {
  const address = useAddress();
  const period = address.get('period');
  const week = address.get('week');
  const overview = useAnswer('overview', {}).data;
  if (period === null && week === null) return { input: {}, isReady: true };
  const latest = overview && latestWeek(overview);
  if (!overview || !latest) return { input: {}, isReady: false };
  const quarter = overview.quarters.find((each) => each.name === period) ?? latest.quarter;
  const last = quarter.name === latest.quarter.name ? latest.week : weeksOf(quarter);
  const number = week === null ? last : Number(week);
  const day = dayOfWeek(quarter, Number.isInteger(number) && number > 0 ? number : last);
  return { input: { week: day }, isReady: true };
}

function Week({ answer }: { answer: Answer<'this-week'> }) {
  const { report } = answer;
  const tables = new Map(report.tables.map((table) => [table.id, table]));
  const [bookings, prospects, customers] = [
    'bookings',
    'prospect_meetings',
    'customer_meetings',
  ].map((id) => report.pictures.find((picture) => picture.id === id));
  return (
    <>
      <Heading answer={answer} />
      <div className={prospects ? 'columns' : 'columns single'}>
        <div>{bookings && <PictureView picture={bookings} table={tables.get('weeks')} />}</div>
        {prospects && customers && (
          <div>
            <div>
              <h2 className="small">The one number: net new meetings held, by week</h2>
              <p className="key">
                <MeetingsKey />
              </p>
            </div>
            <PictureView picture={prospects} />
            <PictureView picture={customers} />
          </div>
        )}
      </div>
      <Actions answer={answer} />
      <PictureSection report={report} id="chain" />
      <PictureSection report={report} id="changes" />
      <Cautions answer={answer} />
    </>
  );
}

function MeetingsKey() {
  return (
    <>
      <span>
        <KeySign style="actual" />
        held
      </span>
      <span>
        <KeySign style="plan-bar" />
        usual
      </span>
      <span>
        <KeySign style="forecast" />
        in the calendar, or week to date
      </span>
    </>
  );
}

/** A picture under its own rule and heading, with its table. */
function PictureSection({ report, id }: { report: Report; id: string }) {
  const picture = report.pictures.find((each) => each.id === id);
  if (!picture) return null;
  return (
    <section aria-label={picture.title}>
      <header>
        <h2>{picture.title}</h2>
      </header>
      {picture.note && <p className="say">{picture.note}</p>}
      <PictureView
        picture={picture}
        table={report.tables.find((each) => each.id === picture.table)}
        isUntitled
        wideFrom={760}
      />
    </section>
  );
}
