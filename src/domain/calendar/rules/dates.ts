import type { LocalDate } from '../../../core/zoned-time.ts';
import { daysBetween } from '../../../core/zoned-time.ts';
import { isOnGrid, isPublishingDay, skippedOn } from '../../schedule/slots.ts';
import type { Cadence } from '../calendar.ts';
import type { TopicEntry } from '../entries.ts';
import { gridDatesAround } from '../grid.ts';
import type { Span } from '../source.ts';
import type { CheckInput, Finding, Rule } from './rule.ts';
import { seriesOf } from './series.ts';

const LEAST_DAYS_APART = 7;

export const offTheGrid: Rule = {
  code: 'E301',
  severity: 'error',
  title: 'a date is not a publishing day',
  what: 'A pin, or a single date under `skip`, is not one of the publishing days.',
  why: 'Nothing comes out on such a day, so the pin could never be kept and the skip would do nothing.',
  how: 'Use one of the publishing days the help names, or add the day under `extra:`.',
  *find(input) {
    if (input.cadence === null) return;
    for (const { date, span } of pinsOf(input))
      yield* offGrid(input.cadence, date, span, 'add it under `extra:`');
    for (const { value, span } of input.file?.cadence?.value?.skip?.value ?? []) {
      if (value === null || value.from !== value.to) continue;
      yield* offGrid(input.cadence, value.from, span, 'write a range A..B to cover days without publishing');
    }
  },
};

export const pinOnDayOff: Rule = {
  code: 'E302',
  severity: 'error',
  title: 'a pin falls on a day off',
  what: 'A topic is pinned to a publishing day that `skip` or `pause_until` takes out.',
  why: 'One of the two says that something comes out that day, and the other that nothing does.',
  how: 'Move the pin to another publishing day, or take the day out of `skip`.',
  *find(input) {
    if (input.cadence === null) return;
    for (const { date, span } of pinsOf(input)) {
      const off = skippedOn(input.cadence, date);
      if (off === false || !isPublishingDay(input.cadence, date)) continue;
      yield {
        span,
        message: `nothing comes out on ${date}: it is ${off === 'skip' ? 'skipped' : 'before `pause_until`'}`,
        help: 'move the pin, or take this date off the days without publishing',
        ...relatedDayOff(input, date, off),
      };
    }
  },
};

export const pinnedTwice: Rule = {
  code: 'E303',
  severity: 'error',
  title: 'two topics are pinned to one day',
  what: 'Two topics have the same `pin`.',
  why: 'One post comes out on a publishing day, never two.',
  how: 'Move one of the pins.',
  *find(input) {
    const first = new Map<LocalDate, Pin>();
    for (const pin of pinsOf(input)) {
      const other = first.get(pin.date);
      if (other === undefined) {
        first.set(pin.date, pin);
        continue;
      }
      yield {
        span: pin.span,
        message: `\`${other.topic.id}\` is pinned to ${pin.date} already`,
        help: 'move one of the two pins',
        related: [{ span: other.span, message: 'first pinned here' }],
      };
    }
  },
};

export const pinBeforePredecessor: Rule = {
  code: 'E304',
  severity: 'error',
  title: 'a pin comes before an earlier part',
  what: 'A part of a series is pinned to a day on which an earlier part cannot be out yet.',
  why: 'A series goes strictly by part, so this pin could not be kept.',
  how: 'Pin the earlier part to an earlier day, or move this pin.',
  *find(input) {
    for (const { parts } of seriesOf(input)) {
      for (const part of parts.filter((each) => !each.published)) {
        const pin = part.topic.fields?.pin;
        if (!pin?.value) continue;
        const earlier = parts.filter((each) => !each.published && each.number < part.number);
        yield* latePredecessors(
          pin.value,
          pin.span,
          earlier.map((each) => each.topic),
        );
      }
    }
  },
};

export const tooCloseTogether: Rule = {
  code: 'E306',
  severity: 'error',
  title: 'two publishing days are too close together',
  what: `Two publishing days are less than ${LEAST_DAYS_APART} days apart.`,
  why: 'Readers were promised a post every other week; two in a week are nearly always a slip.',
  how: 'Move the extra day, or skip the regular one next to it.',
  *find({ file, cadence }) {
    const fields = file?.cadence?.value;
    if (cadence === null || !fields) return;
    if (cadence.everyDays < LEAST_DAYS_APART && fields.every) {
      const message = `\`every\` puts publishing days ${cadence.everyDays} days apart`;
      yield { span: fields.every.span, message, help: `at least ${LEAST_DAYS_APART} days` };
      return;
    }
    const extras = (fields.extra?.value ?? []).flatMap(({ value, span }) =>
      value === null ? [] : [{ value, span }],
    );
    for (const [index, { value, span }] of extras.entries()) {
      const others = [
        ...gridDatesAround(cadence, value),
        ...extras.slice(0, index).map((extra) => extra.value),
      ];
      yield* crowdedExtra(cadence, value, span, others);
    }
  },
};

interface Pin {
  readonly topic: TopicEntry;
  readonly date: LocalDate;
  readonly span: Span;
}

/** The pins that still mean something, in file order. */
function pinsOf({ topics }: CheckInput): readonly Pin[] {
  return topics.flatMap((topic): Pin[] => {
    const pin = topic.fields?.pin;
    if (!pin?.value || topic.fields?.status?.value === 'published') return [];
    return [{ topic, date: pin.value, span: pin.span }];
  });
}

function* offGrid(cadence: Cadence, date: LocalDate, span: Span, otherwise: string): Generator<Finding> {
  if (isPublishingDay(cadence, date)) return;
  const near = gridDatesAround(cadence, date).join(' and ');
  yield {
    span,
    message: `${date} is not a publishing day`,
    help: `the nearest ${near.includes(' ') ? 'are' : 'is'} ${near}; or ${otherwise}`,
  };
}

function relatedDayOff(
  { file }: CheckInput,
  date: LocalDate,
  off: 'skip' | 'paused',
): Pick<Finding, 'related'> {
  const fields = file?.cadence?.value;
  const skipped = fields?.skip?.value?.find(
    ({ value }) => value !== null && value.from <= date && date <= value.to,
  );
  const entry = off === 'skip' ? skipped : fields?.pause_until;
  return entry ? { related: [{ span: entry.span, message: 'taken out here' }] } : {};
}

function* latePredecessors(pin: LocalDate, span: Span, earlier: readonly TopicEntry[]): Generator<Finding> {
  for (const { id, fields } of earlier) {
    const late = [fields?.pin, fields?.not_before].find((entry) => entry?.value && entry.value >= pin);
    if (!late) continue;
    yield {
      span,
      message: `\`${id}\`, an earlier part, cannot be out before ${pin}`,
      help: 'pin the parts of a series in their order',
      related: [{ span: late.span, message: `\`${id}\` waits for this date` }],
    };
    return;
  }
}

function* crowdedExtra(
  cadence: Cadence,
  date: LocalDate,
  span: Span,
  others: readonly LocalDate[],
): Generator<Finding> {
  if (isOnGrid(cadence, date) || skippedOn(cadence, date) !== false) return;
  const near = others.find(
    (other) =>
      other !== date &&
      skippedOn(cadence, other) === false &&
      Math.abs(daysBetween(other, date)) < LEAST_DAYS_APART,
  );
  if (near === undefined) return;
  const days = Math.abs(daysBetween(near, date));
  yield {
    span,
    message: `${date} is only ${days} ${days === 1 ? 'day' : 'days'} from ${near}, another publishing day`,
    help: `leave at least ${LEAST_DAYS_APART} days between two, or add ${near} to \`skip\``,
  };
}
