/** Opportunities as the CRM holds them: late, out of date, sometimes wrong. */
import { dayOfInstant, startOf, weekOf } from './calendar.ts';
import { type Deal, NOT_YET } from './events.ts';
import { Stream } from './random.ts';
import {
  type DealState,
  GO_LIVE,
  HISTORY_START,
  type RecordedChange,
  STAGE_NAMES,
  type StageName,
} from './recorded.ts';
import type { Recording } from './world.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const STAGE_DELAY = { median: 1, spread: 1.2 };
const LOSS_DELAY = { median: 25, spread: 0.8 };
/** Only those that live long enough can be; so many of these give the share of all. */
const REOPENED_PER_SHARE = 1.5;
const EXPECTED_DAYS = [150, 90, 42];

/** An entry in the CRM: it sets some fields of the opportunity. */
interface Entry {
  readonly at: number;
  readonly day: number;
  readonly sets: Partial<DealState>;
}

export interface DealRecord {
  readonly day: number;
  readonly recordedAt: number;
  /** When the CRM knew the end; null if it never did. */
  readonly closedAt: number | null;
  readonly changes: readonly Omit<RecordedChange, 'number' | 'id'>[];
}

export class DealRecorder {
  readonly #draw: Stream;
  readonly #recording: Recording;

  constructor(seed: number, recording: Recording) {
    this.#draw = new Stream(seed, 'deal record');
    this.#recording = recording;
  }

  /** The CRM's rows of one opportunity, or null if it was over before the CRM went live. */
  record(deal: Deal): DealRecord | null {
    if (deal.outcome !== 'open' && deal.closeDay < 0) return null;
    // What had long gone silent was not worth carrying over.
    if (deal.outcome === 'open' && deal.stalledDay !== NOT_YET && deal.stalledDay < -90)
      return null;
    const closedAt = this.#closedAt(deal);
    if (this.#sameDay(deal) && closedAt !== null) return this.#createdWhenWon(deal);
    const recordedAt = Math.max(GO_LIVE, this.#instant(deal, deal.openDay, 0));
    const first: Entry = { at: recordedAt, day: deal.openDay, sets: this.#opening(deal) };
    const middle = this.#withReopening(deal, closedAt, [
      ...this.#stages(deal, recordedAt, closedAt),
      ...this.#pushes(deal, recordedAt, closedAt),
    ]);
    const last = closedAt === null ? [] : [this.#closing(deal, closedAt)];
    const kept = middle.filter((e) => e.at > recordedAt && (closedAt === null || e.at < closedAt));
    const changes = fold([first, ...kept.sort((a, b) => a.at - b.at), ...last]);
    return { day: deal.openDay, recordedAt, closedAt, changes: withoutEarlyHistory(changes) };
  }

  #sameDay(deal: Deal): boolean {
    const share = this.#recording.sameDayShare(weekOf(deal.closeDay), deal.scope.team);
    return deal.outcome === 'won' && this.#draw.u(deal.key, 1) < share;
  }

  #createdWhenWon(deal: Deal): DealRecord {
    const at = Math.max(GO_LIVE, this.#instant(deal, deal.closeDay, 2));
    const opening = { ...this.#opening(deal), amount: deal.amount, closeDay: deal.closeDay };
    const closedAt = at + 60_000 * (2 + this.#draw.below(25, deal.key, 3));
    const first: Entry = { at, day: deal.closeDay, sets: opening };
    const changes = fold([first, this.#closing(deal, closedAt)]);
    return { day: deal.closeDay, recordedAt: at, closedAt, changes };
  }

  /** An instant in the working hours of a day. */
  #instant(deal: Deal, day: number, index: number): number {
    return (
      startOf(day) + 8 * HOUR + Math.floor(this.#draw.u(deal.key, 100 + index) * 10 * 3600) * 1000
    );
  }

  #delay(law: { median: number; spread: number }, key: number, index: number): number {
    return law.median * Math.exp(law.spread * this.#draw.normal(key, index)) * DAY;
  }

  #closedAt(deal: Deal): number | null {
    if (deal.outcome === 'open') return null;
    const week = weekOf(deal.closeDay);
    const base = this.#instant(deal, deal.closeDay, 4);
    if (deal.outcome === 'lost') {
      if (this.#draw.u(deal.key, 5) < this.#recording.lossNeverShare(week)) return null;
      return wholeSeconds(base + this.#delay(LOSS_DELAY, deal.key, 6));
    }
    const [share, days] = this.#recording.lateWins(week, deal.scope.team);
    const late = this.#draw.u(deal.key, 7) < share ? days * DAY : 0;
    return wholeSeconds(base + late + this.#stageDelay(deal, 8, week));
  }

  #stageDelay(deal: Deal, index: number, week: number): number {
    const u = this.#draw.u(deal.key, index + 200);
    const share = this.#recording.veryLateShare(week);
    if (u < share) return (20 + (20 * u) / share) * DAY;
    return Math.min(20 * DAY, this.#delay(STAGE_DELAY, deal.key, index));
  }

  #opening(deal: Deal): DealState {
    const z = this.#draw.normal(deal.key, 9);
    const expected = (EXPECTED_DAYS[deal.scope.segment] ?? 90) * Math.exp(0.3 * z);
    return {
      stage: 'Qualify',
      outcome: 'open',
      amount: this.#amountMissing(deal) ? null : (deal.entries[0]?.amount ?? 0),
      closeDay: deal.openDay + Math.round(expected),
    };
  }

  #amountMissing(deal: Deal): boolean {
    const share = this.#recording.missingAmountShare(weekOf(deal.openDay));
    return this.#draw.u(deal.key, 10) < share;
  }

  #closing(deal: Deal, at: number): Entry {
    const won = deal.outcome === 'won';
    return {
      at,
      day: deal.closeDay,
      sets: {
        stage: won ? 'Closed Won' : 'Closed Lost',
        outcome: deal.outcome,
        ...(won ? { amount: deal.amount } : {}),
        closeDay: deal.closeDay,
      },
    };
  }

  /** Stage changes, late; one that would come after the next, or after the end, is never entered. */
  #stages(deal: Deal, openedAt: number, closedAt: number | null): Entry[] {
    const missing = this.#amountMissing(deal);
    const kept: Entry[] = [];
    let before = closedAt === null ? Infinity : Math.min(closedAt, startOf(deal.closeDay));
    for (const { day, stage, amount } of [...deal.entries].reverse()) {
      if (stage === 0) continue;
      const base = this.#instant(deal, day, 20 + stage);
      const at = wholeSeconds(
        Math.max(openedAt + 60_000, base + this.#stageDelay(deal, 30 + stage, weekOf(day))),
      );
      if (at >= before) continue;
      before = at;
      const name = STAGE_NAMES[stage] as StageName;
      const known = missing && stage < 2 ? null : amount;
      kept.push({ at, day: dayOfInstant(at), sets: { stage: name, amount: known } });
    }
    return kept;
  }

  /** The rep moves the close date out after it has passed, as long as the opportunity is alive. */
  #pushes(deal: Deal, openedAt: number, closedAt: number | null): Entry[] {
    const found: Entry[] = [];
    const alive = deal.outcome === 'open' ? deal.stalledDay : deal.closeDay;
    const last = alive === NOT_YET ? Infinity : startOf(alive);
    const end = Math.min(last, closedAt ?? Infinity);
    let closeDay = this.#opening(deal).closeDay;
    for (let n = 0; n < 16; n += 1) {
      const day = Math.max(
        closeDay + 1 + this.#draw.below(5, deal.key, 40 + n),
        dayOfInstant(openedAt) + 1,
      );
      const at = this.#instant(deal, day, 60 + n);
      if (at >= end) break;
      closeDay = day + 20 + this.#draw.below(50, deal.key, 80 + n);
      found.push({ at, day, sets: { closeDay } });
    }
    return found;
  }

  /** A few are closed by mistake and opened again; what was entered in between is not. */
  #withReopening(deal: Deal, closedAt: number | null, entries: Entry[]): Entry[] {
    const share = REOPENED_PER_SHARE * this.#recording.reopenedShare(weekOf(deal.openDay));
    const end = closedAt === null ? deal.openDay + 120 : deal.closeDay;
    if (this.#draw.u(deal.key, 11) >= share || end - deal.openDay < 40) return entries;
    const day =
      deal.openDay + Math.round((end - deal.openDay) * (0.3 + 0.4 * this.#draw.u(deal.key, 12)));
    const back = day + 3 + this.#draw.below(Math.min(28, Math.max(1, end - day - 5)), deal.key, 13);
    const [at, backAt] = [this.#instant(deal, day, 14), this.#instant(deal, back, 15)];
    const stage = STAGE_NAMES[
      entries.reduce(
        (known, e) => (e.at < at && e.sets.stage ? STAGE_NAMES.indexOf(e.sets.stage) : known),
        0,
      )
    ] as StageName;
    if (back >= end || at < GO_LIVE) return entries;
    return [
      ...entries.filter((e) => e.at < at || e.at > backAt),
      { at, day, sets: { stage: 'Closed Lost', outcome: 'lost', closeDay: day } },
      { at: backAt, day: back, sets: { stage, outcome: 'open', closeDay: back + 45 } },
    ];
  }
}

function wholeSeconds(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

type Change = Omit<RecordedChange, 'number' | 'id'>;

/** Each entry with the whole state after it. */
function fold(entries: readonly Entry[]): Change[] {
  let state: DealState = { stage: 'Qualify', outcome: 'open', amount: null, closeDay: 0 };
  return entries.map(({ at, day, sets }) => {
    state = { ...state, ...sets };
    return { recordedAt: at, day, state };
  });
}

/**
 * Before the CRM kept history only the first row and the closings were seen; on the day on which it
 * began, an open opportunity shows the state that it had by then.
 */
export function withoutEarlyHistory(changes: readonly Change[]): Change[] {
  const early = changes.filter((change) => change.recordedAt < HISTORY_START);
  const last = early[early.length - 1];
  const kept = changes.filter(
    (change, i) => i === 0 || change.recordedAt >= HISTORY_START || change.state.outcome === 'won',
  );
  if (!last || early.length < 2 || last.state.outcome === 'won') return kept;
  if (last.state.outcome === 'lost' && changes.length === early.length)
    return [...kept.slice(0, 1), last];
  const day = dayOfInstant(HISTORY_START);
  const snapshot = { recordedAt: HISTORY_START, day, state: last.state };
  return [...kept.slice(0, 1), snapshot, ...kept.slice(1)];
}
