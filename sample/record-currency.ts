/** Exchange rates as finance enters them: euro for one US dollar, from the first day of a week on. */
import { END_WEEK } from './calendar.ts';
import type { Truth } from './company.ts';

/** Empty for a company that sells in US dollars only. */
export function euroRates({ world }: Truth): { day: number; rate: number }[] {
  const found: { day: number; rate: number }[] = [];
  for (let week = 0; week < END_WEEK && world.euroShare > 0; week += 1) {
    const rate = Number((1 / world.euroRate(week)).toFixed(6));
    if (rate !== found[found.length - 1]?.rate) found.push({ day: week * 7, rate });
  }
  return found;
}
