import { never } from '../../core/errors.ts';
import { wordsOfChoice } from './filling.ts';
import type { Placement, Reason } from './why.ts';

/** A reason in one clause, without capital or full stop: the lines of `fortnight why`. */
export function wordsOfReason(reason: Reason): string {
  switch (reason.kind) {
    case 'unknown':
      return 'the calendar has no such topic';
    case 'published':
      return reason.slot === null ? 'published by hand, beside the grid' : `published in slot ${reason.slot}`;
    case 'imported':
      return reason.on === null ? 'came out before Fortnight' : `came out before Fortnight, on ${reason.on}`;
    case 'parked':
      return 'parked: out of the plan until its status changes';
    case 'planned':
      return `planned for ${reason.date}, open slot ${reason.slot} from now (${wordsOfChoice(reason.why)})`;
    case 'never-planned':
      return 'in no slot, as things stand';
    case 'committed':
      return reason.date === null
        ? 'would not come out with what is ready now'
        : `would come out on ${reason.date} with what is ready now`;
    case 'queue':
      return wordsOfPlace(reason.place, reason.after);
    case 'part':
      return `part ${reason.part} of ${reason.series}: ${wordsOfPlacement(reason.after)} comes first`;
    case 'pin':
      return `pinned to ${reason.date}${wordsOfPinState[reason.state]}`;
    case 'not-before':
      return `not before ${reason.date}`;
    case 'not-ready':
      return `not ready: ${reason.missing}`;
    default:
      return never(reason);
  }
}

const wordsOfPinState = {
  ahead: '',
  past: ', which is past: it has its place in the queue again',
  'no-publishing-day': ', which is no publishing day',
};

function wordsOfPlace(place: number, after: Placement | null): string {
  return after === null
    ? 'at the head of the queue'
    : `number ${place} in the queue, after ${wordsOfPlacement(after)}`;
}

function wordsOfPlacement({ topic, date }: Placement): string {
  switch (date) {
    case 'parked':
      return `${topic}, which is parked,`;
    case 'unplanned':
      return `${topic}, which is in no slot,`;
    default:
      return `${topic} (${date})`;
  }
}
