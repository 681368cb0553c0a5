/** Causes between the opportunity and the booking. */
import { weekday } from '../calendar.ts';
import { cause, decoy, fallen, line, WEEK_0, within } from './cause.ts';

const won = 'opportunity_to_won';
const TEAM_2 = 'Team EMEA';
const TEAM_3 = 'Team Strategic';

export const AE_RAMP = cause({
  id: 'AE_RAMP',
  number: 12,
  title: 'Four of fourteen AEs were replaced by newcomers',
  parts: [
    {
      line: line({
        factors: ['conversion', 'speed'],
        owners: ['sales'],
        step: won,
        teams: [TEAM_3],
      }),
      wrap: (world, { intensity }) => ({
        ...world,
        aeTurnover: (slot, week) =>
          slot % 3 === 2 && within(week, -14, -14) ? 1 : world.aeTurnover(slot, week),
        newcomer: (slot, fromWeek) =>
          slot % 3 === 2 && within(fromWeek, -14, -14)
            ? Math.max(0.05, 1 - (1 - world.newcomer(slot, fromWeek)) * intensity)
            : world.newcomer(slot, fromWeek),
      }),
    },
  ],
  origin: { of: 'opportunity', from_week: -14, to_week: 12 },
  decoys: [decoy('the quality of the leads', { factors: ['quality'], owners: ['marketing'] })],
  events: [{ week: -14, text: 'Four account executives of Team Strategic replaced' }],
  most: 2.7,
});

export const WINRATE_TEAM = cause({
  id: 'WINRATE_TEAM',
  number: 13,
  title: 'One team wins fewer of its opportunities',
  parts: [
    {
      line: line({ factors: ['conversion'], owners: ['sales'], step: won, teams: [TEAM_2] }),
      wrap: (world, { intensity }) => ({
        ...world,
        winFactor: (deal, week) =>
          world.winFactor(deal, week) *
          (deal.team === 1 && within(deal.openedWeek, -16) ? fallen(0.35, intensity, 0.01) : 1),
      }),
    },
  ],
  origin: { of: 'opportunity', from_week: -16, to_week: 12 },
  decoys: [decoy('the market', { owners: ['market'] })],
  most: 2.8,
});

export const COMPETITOR = cause({
  id: 'COMPETITOR',
  number: 14,
  title: 'A competitor took deals of one product',
  parts: [
    {
      line: line({
        factors: ['conversion'],
        owners: ['market'],
        step: won,
        products: ['Mooring Insight'],
      }),
      wrap: (world, { intensity }) => ({
        ...world,
        winFactor: (deal, week) =>
          world.winFactor(deal, week) *
          (deal.product === 1 && within(week, -15) ? fallen(0.25, intensity, 0.01) : 1),
      }),
    },
  ],
  origin: { of: 'opportunity', from_week: -40, to_week: 12 },
  decoys: [decoy('any one team', { owners: ['sales'] })],
  events: [{ week: -15, text: 'A competitor launched a rival product' }],
  most: 3.9,
});

export const DISCOUNTING = cause({
  id: 'DISCOUNTING',
  number: 15,
  title: 'Deals closed at lower prices',
  parts: [
    {
      line: line({ factors: ['discount', 'size'], owners: ['sales'], step: 'amount' }),
      wrap: (world, { intensity }) => ({
        ...world,
        discount: (week) =>
          within(week, -6)
            ? 1 - (1 - world.discount(week)) * fallen(0.14, intensity, 0.06)
            : world.discount(week),
      }),
    },
  ],
  origin: { of: 'close', from_week: 0, to_week: 12 },
  decoys: [decoy('the mix', { factors: ['mix'] })],
  most: 6,
});

export const LIST_PRICE_CUT = cause({
  id: 'LIST_PRICE_CUT',
  number: 16,
  title: 'The list price was cut',
  parts: [
    {
      line: line({ factors: ['price', 'size'], owners: ['both'], step: 'amount' }),
      wrap: (world, { intensity }) => ({
        ...world,
        listPrice: (product, week) =>
          world.listPrice(product, week) * (within(week, -4) ? fallen(0.1, intensity, 0.1) : 1),
      }),
    },
  ],
  origin: { of: 'close', from_week: 0, to_week: 12 },
  decoys: [decoy('discounting', { factors: ['discount'], owners: ['sales'] })],
  events: [{ week: -4, text: 'List prices cut by a tenth' }],
  most: 9,
});

export const MIX_PRODUCT = cause({
  id: 'MIX_PRODUCT',
  number: 18,
  title: 'Opportunities moved to the product with the low price',
  parts: [
    {
      line: line({ factors: ['mix'], owners: ['both'], step: 'amount' }),
      wrap: (world, { intensity }) => ({
        ...world,
        productShare: (week) => {
          const [core, more] = world.productShare(week);
          const kept = within(week, -12) ? fallen(0.6, intensity) : 1;
          return [core * kept, more * kept, 1 - (core + more) * kept];
        },
      }),
    },
  ],
  origin: { of: 'opportunity', from_week: -12, to_week: 12 },
  decoys: [decoy('discounting', { factors: ['discount'], owners: ['sales'] })],
  most: 1.66,
});

export const CYCLE_LONGER = cause({
  id: 'CYCLE_LONGER',
  number: 19,
  title: 'Opportunities take longer',
  parts: [
    {
      line: line({ factors: ['speed'], owners: ['market'], step: won }),
      wrap: (world, { intensity }) => ({
        ...world,
        speed: (deal, week, stage) =>
          world.speed(deal, week, stage) / (within(deal.openedWeek, -20) ? 1 + 0.3 * intensity : 1),
      }),
    },
  ],
  origin: { of: 'opportunity', from_week: -20, to_week: 12 },
  decoys: [decoy('the win rate', { factors: ['conversion'], owners: ['sales'] })],
  most: 10,
});

export const LEGAL_STALL = cause({
  id: 'LEGAL_STALL',
  number: 20,
  title: 'Enterprise deals hang in the last stage',
  parts: [
    {
      line: line({ factors: ['speed'], owners: ['sales'], step: won, segments: ['enterprise'] }),
      wrap: (world, { intensity }) => ({
        ...world,
        speed: (deal, week, stage) =>
          world.speed(deal, week, stage) /
          (stage === 3 && deal.segment === 0 && within(week, -8) ? 1 + 1.5 * intensity : 1),
      }),
    },
  ],
  origin: { of: 'opportunity', from_week: -60, to_week: 12 },
  decoys: [decoy('the top of the funnel', { factors: ['volume'], owners: ['marketing'] })],
  most: 12,
});

/** Working days from Monday of week 5 on which nobody sells. */
const LOST_DAYS = 5;

export const SELLING_DAYS = cause({
  id: 'SELLING_DAYS',
  number: 24,
  title: 'A national meeting and holidays took selling days',
  parts: [
    {
      line: line({ factors: ['selling_days', 'speed'], owners: ['sales', 'both'], step: won }),
      wrap: (world, { intensity }) => ({
        ...world,
        dayLost: (day, region) => {
          const since = day - (WEEK_0 + 5) * 7;
          const workingDay = Math.floor(since / 7) * 5 + weekday(day);
          const week5 = since >= 0 && workingDay < Math.round(LOST_DAYS * intensity);
          const meeting = within(Math.floor(day / 7), -2, -2) && weekday(day) < 3;
          return world.dayLost(day, region) || week5 || meeting;
        },
      }),
    },
  ],
  origin: { of: 'close', from_week: -2, to_week: 12 },
  decoys: [decoy('demand', { factors: ['volume'], owners: ['marketing'] })],
  events: [
    { week: -2, text: 'National sales meeting, three days' },
    { week: 5, text: 'Company holidays, five days' },
  ],
  most: 8,
});
