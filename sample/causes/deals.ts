/** Causes in single deals, and in their money. */
import { TARGET_QUARTER } from '../calendar.ts';
import type { Truth } from '../company.ts';
import { type Deal, NOT_YET } from '../events.ts';
import { Stream } from '../random.ts';
import type { Script, World } from '../world.ts';
import { cause, decoy, fallen, type How, line, WEEK_0, within } from './cause.ts';
import { VOLUME_DOWN } from './demand.ts';

const QUARTER_START = TARGET_QUARTER * 91;
/** Wednesday of a week of the target quarter. */
const dayIn = (week: number) => (WEEK_0 + week) * 7 + 2;
const WHALE_SHARE = 0.12;

/** Still open when the quarter begins. */
function alive(deal: Deal): boolean {
  const end = deal.outcome === 'open' ? deal.stalledDay : deal.closeDay;
  return deal.openDay < QUARTER_START - 28 && (end === NOT_YET || end >= QUARTER_START);
}

/** The named deal: the enterprise deal, alive as the quarter begins, that was engaged first. */
function namedDeal(truth: Truth): Deal {
  const alives = truth.deals.filter(alive);
  const enterprise = alives.filter((deal) => deal.scope.segment === 0);
  const engaged = (deal: Deal) => deal.meeting.engagement.day;
  const recent = enterprise.filter((deal) => engaged(deal) > QUARTER_START - 70 * 7);
  const [first, ...others] = [recent, enterprise, alives].find((list) => list.length > 0) ?? [];
  if (!first) throw new Error('no deal is open as the quarter begins');
  return others.reduce((best, deal) => (engaged(deal) < engaged(best) ? deal : best), first);
}

function scripted(world: World, scripts: readonly (readonly [number, Script])[]): World {
  return { ...world, scripted: new Map([...world.scripted, ...scripts]) };
}

/** The amount that makes the deal its share of a target that counts on it. */
function whaleAmount({ expected, intensity }: How): number {
  const share = Math.min(0.6, WHALE_SHARE * intensity);
  return Math.round((expected * share) / (1 - share) / 100_000) * 100_000;
}

/** The plan counts on the deal in week 8. */
const expectedWin = (world: World, how: How): World =>
  scripted(world, [
    [
      namedDeal(how.plain()).key,
      { outcome: 'won', closeDay: dayIn(8), amount: whaleAmount(how), priceFactor: 1 },
    ],
  ]);

const oneOff = line({
  leg: 'chance',
  factors: ['one_off'],
  owners: ['sales', 'none'],
  step: 'opportunity_to_won',
});

export const WHALE_SLIPS = cause({
  id: 'WHALE_SLIPS',
  number: 30,
  title: 'One named deal closed three weeks after the quarter',
  setting: expectedWin,
  parts: [
    {
      line: oneOff,
      wrap: (world, how) =>
        scripted(world, [
          [
            namedDeal(how.plain()).key,
            { outcome: 'won', closeDay: dayIn(15), amount: whaleAmount(how), priceFactor: 1 },
          ],
        ]),
    },
  ],
  origin: { of: 'opportunity', from_week: -80, to_week: 0 },
  decoys: [decoy('slippage as a trend', { factors: ['speed'] })],
  most: 5,
});

export const WHALE_LOST = cause({
  id: 'WHALE_LOST',
  number: 31,
  title: 'One named deal was lost',
  setting: expectedWin,
  parts: [
    {
      line: oneOff,
      wrap: (world, how) =>
        scripted(world, [
          [
            namedDeal(how.plain()).key,
            { outcome: 'lost', closeDay: dayIn(9), amount: null, priceFactor: 1 },
          ],
        ]),
    },
  ],
  origin: { of: 'opportunity', from_week: -80, to_week: 0 },
  decoys: [decoy('the win rate', { factors: ['conversion'], owners: ['sales'] })],
  most: 5,
});

const lostLater = (how: How): readonly [number, Script] => [
  namedDeal(how.plain()).key,
  { outcome: 'lost', closeDay: dayIn(9), amount: null, priceFactor: 1 },
];

export const WHALE_MASKS = cause({
  id: 'WHALE_MASKS',
  number: 32,
  title: 'Fewer engagements two quarters ago, hidden by one large win',
  setting: (world, how) => scripted(world, [lostLater(how)]),
  parts: [
    {
      line: line({ factors: ['volume'], owners: ['marketing'], step: 'engagement' }),
      wrap: VOLUME_DOWN,
    },
    {
      line: oneOff,
      wrap: (world, how) => {
        const [key, lost] = lostLater(how);
        const without = how.bookings((plain) => scripted(plain, [[key, lost]]));
        const fewer = how.bookings((plain) => VOLUME_DOWN(scripted(plain, [[key, lost]]), how));
        const amount = Math.max(100_000, Math.round((without - fewer) / 100_000) * 100_000);
        return scripted(world, [
          [key, { outcome: 'won', closeDay: dayIn(8), amount, priceFactor: 1 }],
        ]);
      },
    },
  ],
  origin: { of: 'engagement', from_week: -32, to_week: -19 },
  decoys: [decoy('silence: "on plan" and nothing more')],
  most: 4,
});

const PULLED_FROM_WEEKS = 6;
const PULLED_SHARE = 0.25;
const PULLED_PRICE = 0.75;

export const PULLED_FORWARD = cause({
  id: 'PULLED_FORWARD',
  number: 33,
  title: 'Deals of this quarter were pulled into the previous one by discounts',
  parts: [
    {
      line: line({
        factors: ['speed', 'timing'],
        owners: ['sales'],
        step: 'opportunity_to_won',
      }),
      wrap: (world, how) => {
        const pull = new Stream(how.seed, 'pulled forward');
        const share = Math.min(1, PULLED_SHARE * how.intensity);
        const pulled = how
          .plain()
          .deals.filter(
            (deal) =>
              deal.outcome === 'won' &&
              deal.openDay < QUARTER_START - 21 &&
              deal.closeDay >= QUARTER_START &&
              deal.closeDay < QUARTER_START + 7 * PULLED_FROM_WEEKS &&
              pull.u(deal.key) < share,
          );
        return scripted(
          world,
          pulled.map((deal) => [
            deal.key,
            {
              outcome: 'won',
              closeDay: QUARTER_START - 7 + pull.below(5, deal.key, 1),
              amount: null,
              priceFactor: PULLED_PRICE,
            },
          ]),
        );
      },
    },
  ],
  origin: { of: 'close', from_week: -1, to_week: 5 },
  decoys: [decoy("this quarter's demand", { factors: ['volume'], owners: ['marketing'] })],
  most: 4,
});

const EURO_SHARE = 0.2;

export const FX = cause({
  id: 'FX',
  number: 39,
  title: 'A fifth of the bookings is in a currency that fell',
  setting: (world) => ({ ...world, euroShare: EURO_SHARE }),
  parts: [
    {
      line: line({ factors: ['fx'], owners: ['market'], step: 'amount' }),
      wrap: (world, { intensity }) => ({
        ...world,
        euroRate: (week) =>
          world.euroRate(week) * (within(week, 0) ? fallen(0.12, intensity, 0.05) : 1),
      }),
    },
  ],
  origin: { of: 'close', from_week: 0, to_week: 12 },
  decoys: [decoy('deal size', { factors: ['size', 'discount'], owners: ['sales'] })],
  events: [{ week: 0, text: 'The euro fell against the dollar' }],
  most: 7.9,
});
