import { DAY } from '../../../core/clock.ts';
import { nearestName } from '../../../core/nearest-name.ts';
import type { CheckInput, Finding, Rule } from './rule.ts';
import { fromFlaws, suggesting } from './rule.ts';

const fromForm = fromFlaws('not-allowed', ({ message, help, nearest }) => ({
  message,
  help: suggesting(nearest, help),
}));

export const valueNotAllowed: Rule = {
  code: 'E106',
  severity: 'error',
  title: 'a value is not allowed here',
  what: 'A value is of the right type, but not one of those that make sense in this place.',
  why: 'It would be ignored, or would contradict another value.',
  how: 'Use one of the values the help names.',
  *find(input) {
    yield* fromForm(input);
    yield* longCatchUp(input);
    yield* unknownReading(input);
    for (const check of [publishedWithoutStatus, pinTooEarly]) yield* check(input);
  },
};

/** Later than half of `every`, a post would come out nearer to the next slot than to its own. */
function* longCatchUp({ file, cadence }: CheckInput): Generator<Finding> {
  const catchUp = file?.cadence?.value?.catch_up;
  if (!catchUp?.value || cadence === null || catchUp.value <= (cadence.everyDays * DAY) / 2) return;
  yield {
    span: catchUp.span,
    message: '`catch_up` is longer than half of `every`',
    help: `at most ${cadence.everyDays * 12}h`,
  };
}

function* unknownReading({ file, topics }: CheckInput): Generator<Finding> {
  if (!file?.topics?.value) return;
  const ids = new Set<string>(topics.map((topic) => topic.id));
  for (const track of file.tracks?.value ?? []) {
    for (const { value, span } of track.value?.start_here?.value ?? []) {
      if (value === null || ids.has(value)) continue;
      const help = suggesting(nearestName(value, ids), '`start_here` lists ids of topics of this file');
      yield { span, message: `there is no topic \`${value}\``, help };
    }
  }
}

function* publishedWithoutStatus({ topics }: CheckInput): Generator<Finding> {
  for (const { fields } of topics) {
    const status = fields?.status?.value;
    if (!fields?.published?.value || !status || status === 'published') continue;
    yield {
      span: fields.published.key,
      message: `\`published\` does not go with status ${status}`,
      help: 'it is for posts that came out before this calendar, with `status: published`; for others use `pin`',
      ...(fields.status
        ? { related: [{ span: fields.status.span, message: 'the status is given here' }] }
        : {}),
    };
  }
}

function* pinTooEarly({ topics }: CheckInput): Generator<Finding> {
  for (const { fields } of topics) {
    const pin = fields?.pin;
    const notBefore = fields?.not_before;
    if (!pin?.value || !notBefore?.value || pin.value >= notBefore.value) continue;
    yield {
      span: pin.span,
      message: `this pin is before the topic's own \`not_before\``,
      help: 'move the pin, or remove `not_before`',
      related: [{ span: notBefore.span, message: 'not before this date' }],
    };
  }
}
